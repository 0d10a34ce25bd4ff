"""What can happen: each app declares frozen dataclasses in its `events.py`; this is their base and their registry."""

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

BEFORE, DURING, AFTER = "before", "during", "after"
STAGES = {BEFORE: _("售前"), DURING: _("售中"), AFTER: _("售后"), "": ""}

REGISTRY: dict[str, type["Happening"]] = {}
_OUTER = {"subject_id", "store_id", "customer_id", "pet_id"}


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One kind of thing that can happen. Subclasses set WHAT, SUBJECT, STAGE, ICON and SENTENCE and add their facts.

    SENTENCE is a lazy translatable text whose {placeholders} are facts, or `sentence()` is overridden.
    """

    WHAT: ClassVar[str] = ""
    SUBJECT: ClassVar[str] = ""
    STAGE: ClassVar[str] = ""
    ICON: ClassVar[str] = "point"
    SENTENCE: ClassVar[Any] = ""

    subject_id: int
    store_id: int | None = None
    customer_id: int | None = None
    pet_id: int | None = None

    def __init_subclass__(cls) -> None:
        if cls.WHAT:
            REGISTRY[cls.WHAT] = cls

    def sentence(self) -> str:
        """The line a person reads in a timeline, in the language of the moment."""
        return str(self.SENTENCE).format(**{k: "" if v is None else v for k, v in self.facts().items()})

    def facts(self) -> dict[str, Any]:
        """What is written in the entry beside the ids."""
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name not in _OUTER}


def happening_of(entry: Any) -> Happening | None:
    """Read an entry back. Facts a later version no longer knows are passed over; unknown kinds give None."""
    kind = REGISTRY.get(entry.what)
    if kind is None:
        return None
    known = {f.name for f in dataclasses.fields(kind)} - _OUTER
    facts = {k: v for k, v in entry.facts.items() if k in known}
    try:
        return kind(
            subject_id=entry.subject_id,
            store_id=entry.store_id,
            customer_id=entry.customer_id,
            pet_id=entry.pet_id,
            **facts,
        )
    except TypeError:
        return None
