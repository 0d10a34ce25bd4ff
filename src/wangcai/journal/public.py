"""The door of the journal."""

from wangcai.journal.draining import drain, forget_the_past, react_to
from wangcai.journal.happenings import AFTER, BEFORE, DURING, REGISTRY, STAGES, Happening, happening_of
from wangcai.journal.models import Answer, Entry, Reader, Setback
from wangcai.journal.once import KeyReused, answer_once, fingerprint, once, retried
from wangcai.journal.recording import record, record_all, record_each
from wangcai.journal.timelines import Line, effects_of, entry_line, line_of, timeline

__all__ = [
    "AFTER",
    "BEFORE",
    "DURING",
    "REGISTRY",
    "STAGES",
    "Answer",
    "Entry",
    "Happening",
    "KeyReused",
    "Line",
    "Reader",
    "Setback",
    "answer_once",
    "drain",
    "effects_of",
    "entry_line",
    "fingerprint",
    "forget_the_past",
    "happening_of",
    "line_of",
    "once",
    "react_to",
    "record",
    "record_all",
    "record_each",
    "retried",
    "timeline",
]
