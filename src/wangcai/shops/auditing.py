"""The audit: the diary read across subjects, newest first, in the stores the reader may see."""

from datetime import datetime

from django.db.models import Q

from wangcai.journal.public import REGISTRY, Entry, Line, happening_of
from wangcai.kernel.public import Actor

PAGE = 50


def audit_lines(
    *,
    by: Actor,
    store_id: int | None = None,
    actor: str = "",
    what: str = "",
    subject: tuple[str, int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[Line]:
    """Lines of the chain's diary of a store (without `store_id`: of every store the actor may audit), always with what
    belongs to no single store.

    `actor` is a key (`staff:12`) or a kind of actor (`staff`). `what` is a kind (`shops.pin_set`) or an app (`shops`); `before` is the last id of the page above. One query.
    """
    by.require("audit.see", store_id)
    entries = Entry.objects.filter(chain_id=by.chain_id)
    if store_id is not None:
        entries = entries.filter(Q(store_id=store_id) | Q(store_id__isnull=True))
    elif by.store_ids is not None:
        audited = [pk for pk in by.store_ids if by.may("audit.see", pk)]
        entries = entries.filter(Q(store_id__in=audited) | Q(store_id__isnull=True))
    if actor:
        entries = entries.filter(actor=actor) if ":" in actor else entries.filter(actor__startswith=f"{actor}:")
    if what:
        entries = entries.filter(what=what) if what in REGISTRY else entries.filter(what__startswith=f"{what}.")
    if subject:
        entries = entries.filter(subject_kind=subject[0], subject_id=subject[1])
    if since:
        entries = entries.filter(happened_at__gte=since)
    if until:
        entries = entries.filter(happened_at__lt=until)
    if before:
        entries = entries.filter(pk__lt=before)
    return [_line(entry) for entry in entries.order_by("-pk")[:limit]]


def _line(entry: Entry) -> Line:
    happening, kind = happening_of(entry), REGISTRY.get(entry.what)
    return Line(
        id=entry.pk, at=entry.happened_at, what=entry.what, stage=entry.stage, icon=kind.ICON if kind else "point",
        sentence=happening.sentence() if happening else entry.what, actor=entry.actor,
        subject_kind=entry.subject_kind, subject_id=entry.subject_id, store_id=entry.store_id,
        pet_id=entry.pet_id, cause_id=entry.cause_id, facts=entry.facts,
    )  # fmt: skip
