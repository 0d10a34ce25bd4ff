"""The 老朋友 strip for other pages: `recall_strip(request, pet, customer)` into the context, then
`{% include "counter/health/recall_strip.html" with strip=strip %}`. Nothing to tell: nothing shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from wangcai.booking.public import Booking
from wangcai.customers.public import REMARK_LABELS, Customer, Pet, RecallLine, Remark, recall_of
from wangcai.kernel.public import local, now
from wangcai.shops.public import setting

ICONS = {"health": "heartbeat", "likes": "heart", "style": "message-circle", "last": "scissors"}


@dataclass(frozen=True, slots=True)
class Strip:
    """What the strip shows: the last visit in words, and the lines to speak of."""

    pet: Pet
    last_visit: str
    lines: list[dict[str, Any]]

    def __bool__(self) -> bool:
        return bool(self.last_visit or self.lines)


def recall_strip(request: Any, pet: Pet, customer: Customer | None = None, *, at: datetime | None = None) -> Strip:
    """The strip of a pet at this store, now. Two queries."""
    at = at or now()
    lines = recall_of(pet, customer, store=request.store, at=at)
    return Strip(pet, last_visit(request, pet, at), [_shown(line) for line in lines])


def last_visit(request: Any, pet: Pet, at: datetime) -> str:
    """`42 天前 · 标准洗护 · 小美`; nothing where it was never here, or longer ago than notes are kept."""
    since = at - timedelta(days=setting(request.store, "customers.recall_days"))
    rows = Booking.objects.of(request.actor).filter(pet=pet, state="done", starts_at__gte=since, starts_at__lt=at)
    seen = rows.select_related("service", "worker").order_by("-starts_at").first()
    if seen is None:
        return ""
    zone = request.store.timezone
    days = (local(at, zone).date() - local(seen.starts_at, zone).date()).days
    when = _("{n} 天前来过").format(n=days) if days else _("今天来过")
    return " · ".join(part for part in (when, seen.service.name, seen.worker.name if seen.worker else "") if part)


def recall_line(row: Remark) -> dict[str, Any]:
    """One note as a line of the strip."""
    return _shown(RecallLine(row.kind, row.text, row.at, row.pk, row.mentioned_at))


def _shown(line: RecallLine) -> dict[str, Any]:
    return {
        "id": line.remark_id, "icon": ICONS.get(line.kind, "note"), "label": REMARK_LABELS.get(line.kind, ""),
        "text": line.text, "at": line.at, "mentioned_at": line.mentioned_at,
    }  # fmt: skip
