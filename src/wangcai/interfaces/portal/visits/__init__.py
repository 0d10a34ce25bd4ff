"""The owner's page of one visit, opened by a signed link: follow it, sign, answer, read the report, see the bill."""
