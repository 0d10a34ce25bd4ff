"""取号与导购: who waits, who is served, a ticket with its own page, and the screen on the wall."""
