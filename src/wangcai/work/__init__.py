"""Tasks: each has a place, a due time and, by itself, a person; handed on with a reason, escalated when late."""
