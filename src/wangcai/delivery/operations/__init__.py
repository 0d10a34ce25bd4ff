"""The use cases of delivery, one verb each."""
