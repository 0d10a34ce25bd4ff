"""Counting with the phone in one hand and the scanner in the other."""
