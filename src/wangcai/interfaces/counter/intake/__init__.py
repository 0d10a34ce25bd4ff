"""接单: phone notes, numbered paper forms, orders composed by QR, and what waits for confirmation."""
