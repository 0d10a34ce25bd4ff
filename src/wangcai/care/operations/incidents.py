"""事故: bite, cut, escape, illness, death, damage. The manager and head office know at once (F35)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking
from wangcai.care.events.work import IncidentChanged, IncidentClosed, IncidentOwnerTold, IncidentReported
from wangcai.care.kinds import INCIDENTS, OWNER_MUST_KNOW
from wangcai.care.models import Incident
from wangcai.customers.public import Pet
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotAllowed, NotFound, Refusal, clean_line, clean_text, now
from wangcai.shops.public import Account, Store
from wangcai.work.public import INCIDENT, INCIDENT_READ, close_tasks, open_task

MANAGER_WITHIN, OFFICE_WITHIN = timedelta(minutes=15), timedelta(hours=4)
# Whoever works in the shop may report; only some may close.
REPORTERS = ("care.incident", "care.work", "care.check_in", "care.premises")
# Held by nobody but those whose post covers everything: head office.
HEAD_OFFICE = "head_office"


class InTheFuture(Refusal):
    code = "in_the_future"
    sentence = _("发生的时间不能晚于现在，请改一下。")
    field = "happened_at"


class OwnerNotTold(Refusal):
    code = "owner_not_told"
    sentence = _("还没有告诉主人，先打电话，再记下告诉的时间，才能结案。")


class IncidentOver(Refusal):
    code = "incident_over"
    sentence = _("这件事故已经结案。")
    status = 409


@once
def report_incident(
    *,
    store: Store,
    kind: str,
    happened_at: datetime,
    what: str,
    place: str = "",
    booking: Booking | None = None,
    pet: Pet | None = None,
    worker: Account | None = None,
    photos: Sequence[StoredFile] = (),
    first_aid: str = "",
    vet: str = "",
    cost_fen: int = 0,
    owner_told_at: datetime | None = None,
    by: Actor,
    at: datetime | None = None,
) -> Incident:
    """Write it down; two tasks open at once, for the manager of the store and for head office. Cost in fen."""
    _may_report(store, by)
    moment, what = at or now(), clean_text(what)
    if kind not in INCIDENTS:
        raise Missing(what=_("哪一种事故"), field="kind")
    if not what:
        raise Missing(what=_("发生了什么"), field="what")
    if happened_at > moment + timedelta(minutes=1):
        raise InTheFuture
    for row in (booking, pet, worker):
        if row is not None and row.chain_id != by.chain_id:
            raise NotFound
    incident = Incident.objects.create(
        chain_id=by.chain_id, store=store, booking=booking, pet=pet or (booking.pet if booking else None),
        customer_id=booking.customer_id if booking else None, worker=worker, kind=kind, happened_at=happened_at,
        place=clean_line(place, most=80), what=what, photos=[photo.pk for photo in photos],
        first_aid=clean_text(first_aid), vet=clean_line(vet, most=120), cost_fen=max(cost_fen, 0),
        owner_told_at=owner_told_at, owner_told_by=by.key if owner_told_at else "", at=moment, by=by.key,
    )  # fmt: skip
    _alarm(incident, by, moment)
    happening = IncidentReported(**about_incident(incident), kind=kind, booking_id=incident.booking_id)
    record(happening, by=by, at=at)
    return incident


@once
def change_incident(
    *,
    incident: Incident,
    first_aid: str | None = None,
    vet: str | None = None,
    cost_fen: int | None = None,
    photos: Sequence[StoredFile] = (),
    by: Actor,
    at: datetime | None = None,
) -> Incident:
    """What came to be known later: first aid, vet, cost, more pictures. Not after it was closed."""
    _may_report(incident.store, by)
    new = {
        "first_aid": None if first_aid is None else clean_text(first_aid),
        "vet": None if vet is None else clean_line(vet, most=120),
        "cost_fen": None if cost_fen is None else max(cost_fen, 0),
        "photos": [*incident.photos, *(photo.pk for photo in photos)] if photos else None,
    }
    changes = {name: value for name, value in new.items() if value is not None and value != getattr(incident, name)}
    if not changes:
        return incident
    if not Incident.objects.of(by).filter(pk=incident.pk, closed_at=None).update(**changes):
        raise IncidentOver
    record(IncidentChanged(**about_incident(incident), changed=sorted(changes)), by=by, at=at)
    incident.refresh_from_db()
    return incident


@once
def tell_incident_owner(*, incident: Incident, by: Actor, at: datetime | None = None) -> Incident:
    """The owner was told, now, by this person."""
    _may_report(incident.store, by)
    untold = Incident.objects.of(by).filter(pk=incident.pk, owner_told_at=None, closed_at=None)
    if not untold.update(owner_told_at=at or now(), owner_told_by=by.key):
        raise IncidentOver
    record(IncidentOwnerTold(**about_incident(incident)), by=by, at=at)
    incident.refresh_from_db()
    return incident


@once
def close_incident(
    *, incident: Incident, outcome: str, cost_fen: int | None = None, by: Actor, at: datetime | None = None
) -> Incident:
    """What came of it. Needs care.incident; what happened to an animal is closed only after its owner was told."""
    by.require_at("care.incident", incident)
    outcome = clean_text(outcome)
    if not outcome:
        raise Missing(what=_("处理结果"), field="outcome")
    fresh = Incident.objects.of(by).get(pk=incident.pk)
    if fresh.closed_at is None and fresh.owner_told_at is None and fresh.kind in OWNER_MUST_KNOW and fresh.pet_id:
        raise OwnerNotTold
    cost = fresh.cost_fen if cost_fen is None else max(cost_fen, 0)
    changed = (
        Incident.objects.of(by)
        .filter(pk=incident.pk, closed_at=None)
        .update(closed_at=at or now(), closed_by=by.key, outcome=outcome, cost_fen=cost)
    )
    if not changed:
        raise IncidentOver
    close_tasks(chain_id=by.chain_id, subject=("incident", incident.pk), by=by, at=at)
    record(IncidentClosed(**about_incident(fresh), cost_fen=cost), by=by, at=at)
    incident.refresh_from_db()
    return incident


def about_incident(incident: Incident) -> dict:
    """The ids every entry about an incident carries."""
    return {
        "subject_id": incident.pk,
        "store_id": incident.store_id,
        "customer_id": incident.customer_id,
        "pet_id": incident.pet_id,
    }


def _may_report(store: Store, by: Actor) -> None:
    if store.chain_id != by.chain_id or not by.sees(store.pk):
        raise NotFound
    if not any(by.may(permission, store.pk) for permission in REPORTERS):
        raise NotAllowed(permission=REPORTERS[0])


def _alarm(incident: Incident, by: Actor, at: datetime) -> None:
    title = f"{INCIDENTS[incident.kind]} {incident.pet or ''} {incident.what}"
    for kind, permission, within in (
        (INCIDENT, "care.incident", MANAGER_WITHIN),
        (INCIDENT_READ, HEAD_OFFICE, OFFICE_WITHIN),
    ):
        open_task(
            store=incident.store, kind=kind, subject=("incident", incident.pk), title=title, permission=permission,
            due_at=at + within, by=by, at=at,
        )  # fmt: skip
