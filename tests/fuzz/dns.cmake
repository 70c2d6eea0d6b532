roost_fuzz(dns LINKS roost_dns)
