"""The use cases of care, one verb each."""
