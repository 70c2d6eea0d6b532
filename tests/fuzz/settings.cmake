roost_fuzz(settings LINKS roost_settings)
