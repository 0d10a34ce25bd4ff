"""收银台: scanner and keyboard first. The open ticket lives in the database, money is reckoned on the server."""
