roost_fuzz(dkim LINKS roost_trust)
