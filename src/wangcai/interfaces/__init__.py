"""The outside: one app for each audience. An interface translates, the stages below decide."""
