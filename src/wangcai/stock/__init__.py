"""Goods in the house: bins, lots with expiry, levels that promises are made from, and the moves everything adds up to."""
