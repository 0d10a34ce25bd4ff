"""Outgoing words: templates, channels, consent, quiet hours. Each happening is told once per channel."""
