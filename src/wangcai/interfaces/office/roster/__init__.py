"""排班: the week of a store, leave and swaps to decide, who can do what, and everybody's own page."""
