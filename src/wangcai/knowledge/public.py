"""The door of knowledge."""

from wangcai.knowledge.events import TextEnded, TextPublished
from wangcai.knowledge.models import Text, TextVersion
from wangcai.knowledge.operations.publishing import ChangedMeanwhile, content_digest, end_text, publish_text
from wangcai.knowledge.operations.usual import make_usual_texts
from wangcai.knowledge.queries import current_texts, current_version, text_for, version_for
from wangcai.knowledge.shapes import ANSWERS, NEEDS, BadText, doubtful_clauses

__all__ = [
    "ANSWERS",
    "NEEDS",
    "BadText",
    "ChangedMeanwhile",
    "Text",
    "TextEnded",
    "TextPublished",
    "TextVersion",
    "content_digest",
    "current_texts",
    "current_version",
    "doubtful_clauses",
    "end_text",
    "make_usual_texts",
    "publish_text",
    "text_for",
    "version_for",
]
