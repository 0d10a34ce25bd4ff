"""The pictures by the chapters of the guides; a function's name is the file's."""

from chapters import counter, files, goods, owners, visits

__all__ = ["counter", "files", "goods", "owners", "visits"]
