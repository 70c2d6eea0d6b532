roost_fuzz(sasl_plain LINKS roost_accounts)
