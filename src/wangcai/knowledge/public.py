"""The door of knowledge."""

from wangcai.knowledge.models import Text, TextVersion

__all__ = ["Text", "TextVersion"]
