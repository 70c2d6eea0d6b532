roost_fuzz(mime LINKS roost_mime)
