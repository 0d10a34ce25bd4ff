"""房态图: rooms × days, who sleeps where, what is shut, how full the store is; and moves from room to room."""
