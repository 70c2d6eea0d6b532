roost_fuzz(http LINKS roost_http)
