"""The wording a new chain begins with: plain data, one file per kind of text."""
