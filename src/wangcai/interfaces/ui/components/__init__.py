"""The declared components: the only place with class names. One module per family, all in one template library."""
