"""Use cases of the shop itself."""
