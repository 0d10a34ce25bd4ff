"""What one can do with tasks."""
