roost_fuzz(reply LINKS roost_explanations)
