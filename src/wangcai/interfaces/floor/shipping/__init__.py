"""发货与出车: the way of an order, the driver's tours."""
