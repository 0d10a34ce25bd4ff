"""The customer's own pages on a phone: follow an order by its signed link, compose one from a QR code."""
