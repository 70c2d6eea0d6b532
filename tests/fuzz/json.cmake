roost_fuzz(json LINKS roost_json roost_api)
