"""The outbox as the office sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from wangcai.kernel.public import Actor, ChainRows, NotFound
from wangcai.messages import wordings
from wangcai.messages.models import Message, Template

PAGE = 40


def outbox(
    by: Actor, *, store_id: int | None = None, state: str = "", before: int | None = None, limit: int = PAGE
) -> list[Message]:
    """Messages of the stores this actor sees, newest first; `before` is the last id of the page above."""
    rows = _visible(by, store_id)
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows.select_related("customer", "store").order_by("-pk")[:limit])


def outbox_counts(by: Actor, *, store_id: int | None = None) -> dict[str, int]:
    """How many messages stand in each state."""
    return dict(_visible(by, store_id).values_list("state").annotate(n=Count("pk")).order_by())


def message_for(by: Actor, message_id: int) -> Message:
    """One message; NotFound when it is not yours."""
    found = _visible(by, None).filter(pk=message_id).select_related("customer", "store").first()
    if found is None:
        raise NotFound
    return found


def was_told(chain_id: int, dedupe: str) -> bool:
    """Is this happening in the outbox already? Spares the making of links; the unique key is what guards."""
    return Message.objects.of(chain_id).filter(dedupe=dedupe).exists()


def messages_about(chain_id: int, subject_kind: str, subject_ids: Sequence[int]) -> list[Message]:
    """What a customer was told about these subjects, newest first."""
    rows = Message.objects.of(chain_id).filter(subject_kind=subject_kind, subject_id__in=subject_ids)
    return list(rows.order_by("-pk")[:PAGE])


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one notice as they are used now."""

    event: str
    label: str
    channel: str
    language: str
    subject: str
    body: str
    own: bool
    preview: str


def wordings_of(chain_id: int, language: str = wordings.ZH) -> list[Wording]:
    """Every notice and channel with its present words and a preview."""
    own = {(t.event, t.channel): t for t in Template.objects.of(chain_id).filter(language=language)}
    found = []
    for event, label in wordings.EVENTS.items():
        for channel in (wordings.SMS, wordings.MAIL):
            row = own.get((event, channel))
            subject, body = (row.subject, row.body) if row else wordings.shipped_wording(event, language)
            preview = wordings.tidy(wordings.fill(body, wordings.SAMPLE))
            found.append(Wording(event, str(label), channel, language, subject, body, row is not None, preview))
    return found


def _visible(by: Actor, store_id: int | None) -> ChainRows:
    rows = Message.objects.of(by)
    if store_id is not None:
        rows = rows.filter(store_id=store_id)
    return rows if by.store_ids is None else rows.filter(store_id__in=by.store_ids)
