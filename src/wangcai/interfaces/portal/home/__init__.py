"""The owner's own pages: who is there (by a code to the phone or a signed link), what comes next, the pets."""
