"""Phone first, one hand: my tasks, picking, checking, delivering, counting."""
