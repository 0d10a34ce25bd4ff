"""交付验收: at the counter and at the door, line by line, with a signature or the customer's code; then the money."""
