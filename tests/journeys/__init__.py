"""A few stories through all stages, in a real browser against the real server with a demo shop."""
