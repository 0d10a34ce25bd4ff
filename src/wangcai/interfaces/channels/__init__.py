"""Adapters to the outside: one self-contained folder each, registered as senders at start-up."""
