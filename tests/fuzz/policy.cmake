roost_fuzz(outgoing_check LINKS roost_policy)
roost_fuzz(incoming_check LINKS roost_policy)
