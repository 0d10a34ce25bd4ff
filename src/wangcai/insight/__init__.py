"""Reports computed from what happened: sales by month, item and customer, time per stage, on-time share."""
