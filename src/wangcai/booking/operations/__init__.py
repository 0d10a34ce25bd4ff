"""The use cases of booking, one verb each."""
