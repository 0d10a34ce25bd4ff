"""The use cases of knowledge."""
