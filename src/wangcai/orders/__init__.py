"""Orders: four ways in, completeness, confirmation, exceptions, and the status everything later moves along."""
