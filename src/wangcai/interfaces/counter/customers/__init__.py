"""Files of customers and pets at the counter: search, list, file, timeline, acts, merge."""
