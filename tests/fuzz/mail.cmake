roost_fuzz(address LINKS roost_mail)
roost_fuzz(header LINKS roost_mail)
roost_fuzz(openpgp LINKS roost_mail)
roost_fuzz(parts LINKS roost_mail)
