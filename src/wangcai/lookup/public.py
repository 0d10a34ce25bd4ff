"""The door of lookup."""

from wangcai.lookup.models import Document, Kind
from wangcai.lookup.operations.indexing import (
    Subject,
    documents,
    forget_subject,
    index_many,
    index_subject,
    rebuild,
    register_source,
)
from wangcai.lookup.queries import Hit, find

__all__ = [
    "Document",
    "Hit",
    "Kind",
    "Subject",
    "documents",
    "find",
    "forget_subject",
    "index_many",
    "index_subject",
    "rebuild",
    "register_source",
]
