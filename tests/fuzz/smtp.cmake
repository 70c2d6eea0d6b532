roost_fuzz(smtp LINKS roost_smtp)
