"""Reads of care, always scoped."""
