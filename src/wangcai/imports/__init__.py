"""Imports: the rows of an old system come in through the same use cases people use, none is dropped silently."""
