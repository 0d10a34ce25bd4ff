"""Goods in the office: list, file, receiving, transfers, stocktakes, expiry, bins, labels."""
