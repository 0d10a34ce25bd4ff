"""Hand-over: the customer looks at each line, on the spot; what is refused goes back with a photo."""
