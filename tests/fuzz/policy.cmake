roost_fuzz(outgoing_check LINKS roost_policy)
