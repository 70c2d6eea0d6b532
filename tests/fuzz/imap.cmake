roost_fuzz(imap LINKS roost_imap_grammar)
