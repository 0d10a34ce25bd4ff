"""What booking can be asked."""
