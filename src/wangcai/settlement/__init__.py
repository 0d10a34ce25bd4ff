"""Money for an order: the itemised bill, payments in several tenders, refunds that never pass what was paid."""
