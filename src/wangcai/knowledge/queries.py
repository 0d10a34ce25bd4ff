"""Reading texts: always inside the chain. Whoever works by a text may read it; versions never change."""

from typing import Any

from django.db.models import OuterRef, Subquery

from wangcai.kernel.public import Actor, NotFound
from wangcai.knowledge.models import Text, TextVersion


def current_version(chain: Any, kind: str, code: str) -> TextVersion | None:
    """The newest wording of a text in use, or None where the chain has no such text. `chain`: Chain, Actor or id."""
    if not code:
        return None
    versions = TextVersion.objects.of(chain).filter(text__kind=kind, text__code=code, text__ended_at=None)
    return versions.select_related("text").order_by("-number").first()


def version_for(by: Actor, version_id: int) -> TextVersion:
    """One wording by its id; NotFound where it is another chain's."""
    version = TextVersion.objects.of(by).filter(pk=version_id).select_related("text").first()
    if version is None:
        raise NotFound
    return version


def text_for(by: Actor, text_id: int) -> Text:
    """One text by its id; NotFound where it is another chain's."""
    text = Text.objects.of(by).filter(pk=text_id).first()
    if text is None:
        raise NotFound
    return text


def current_texts(by: Actor, kind: str = "") -> list[TextVersion]:
    """The newest wording of every text in use (of one kind), by one statement."""
    newest = TextVersion.objects.filter(text_id=OuterRef("text_id")).order_by("-number").values("number")[:1]
    found = TextVersion.objects.of(by).filter(text__ended_at=None, number=Subquery(newest))
    if kind:
        found = found.filter(text__kind=kind)
    return list(found.select_related("text").order_by("text__kind", "text__code"))
