"""The use cases of orders, one verb each."""
