"""The use cases of hand-over."""
