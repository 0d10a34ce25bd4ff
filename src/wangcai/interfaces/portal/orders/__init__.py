"""The customer's page of one order: opened by a signed link, without login, readable without script."""
