"""The owner books, moves and cancels by himself (F22), and takes what the waitlist offers (F24)."""
