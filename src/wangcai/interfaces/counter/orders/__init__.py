"""订单: the board by stage, the list, and each order's own page with its one next step."""
