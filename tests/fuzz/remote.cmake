roost_fuzz(remote LINKS roost_channels)
