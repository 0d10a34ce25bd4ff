"""Bringing in an old system's files: upload, columns, check, import, undo."""
