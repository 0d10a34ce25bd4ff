"""A stranger scanned a pet's card: a page that names nobody, and a way to leave word."""
