"""Photos go to the owner as one notice in the rhythm chosen at check-in, never one by one unless asked so (F31)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.events.work import DigestSent
from wangcai.care.models import CheckIn, Media
from wangcai.catalogue.public import Service
from wangcai.customers.public import make_share_link
from wangcai.journal.public import record
from wangcai.kernel.public import local, now, system_actor, writing
from wangcai.messages.public import tell_customer

BATCH = 200
TWO_HOURS = timedelta(hours=2)
EVENING_HOUR = 19  # by the store's clock; quiet hours are kept by messages
LINK_DAYS = 30
LONG_STAY = timedelta(days=3)
Rhythm = CheckIn.Rhythm


def usual_rhythm(booking: Booking) -> str:
    """What check-in proposes: surgery and other worrying services every two hours, long stays each evening, else none."""
    service = Service.objects.of(booking.chain_id).filter(variant_id=booking.service_id).first()
    if booking.kind == Booking.Kind.STAY:
        long = booking.ends_at - booking.starts_at >= LONG_STAY
        return Rhythm.EVENING if long or (service and service.photos_default) else Rhythm.NONE
    return Rhythm.TWO_HOURS if service and service.photos_default else Rhythm.NONE


def send_digests(*, at: datetime | None = None) -> int:
    """One round: tell every owner whose photos are due; returns how many notices were made. For the background loop."""
    moment = at or now()
    untold = Media.objects.across_chains().filter(told_at=None, purpose=Media.Purpose.UPDATE, other_pets=False)
    ids = list(untold.order_by("booking_id").values_list("booking_id", flat=True).distinct()[:BATCH])
    if not ids:
        return 0
    checked = CheckIn.objects.across_chains().filter(booking_id__in=ids).exclude(rhythm=Rhythm.NONE)
    told = dict(
        Media.objects.across_chains()
        .filter(booking_id__in=ids, told_at__isnull=False)
        .values_list("booking_id")
        .annotate(last=Max("told_at"))
        .order_by()
    )
    due = [
        row
        for row in checked.select_related("booking__store__chain", "booking__customer", "booking__pet")
        if _due(row, told.get(row.booking_id), moment)
    ]
    return sum(_send(row.booking, moment) for row in due)


def _due(checked: CheckIn, last: datetime | None, at: datetime) -> bool:
    booking = checked.booking
    if checked.rhythm == Rhythm.EACH or booking.state in (states.READY, states.DONE):
        return True
    if checked.rhythm == Rhythm.TWO_HOURS:
        return at - (last or checked.at) >= TWO_HOURS
    here = local(at, booking.store.timezone)
    told_today = last is not None and local(last, booking.store.timezone).date() == here.date()
    return here.hour >= EVENING_HOUR and not told_today


def _send(booking: Booking, at: datetime) -> int:
    by = system_actor(booking.chain_id)
    with writing():
        rows = Media.objects.of(booking.chain_id).filter(
            booking=booking, told_at=None, purpose=Media.Purpose.UPDATE, other_pets=False
        )
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        # Of two rounds at once the second finds nothing left to tell.
        count = rows.filter(pk__in=ids).update(told_at=at)
        if not count:
            return 0
        tell_customer(
            chain_id=booking.chain_id, store=booking.store, customer=booking.customer, event="care_photos",
            subject=("booking", booking.pk), dedupe=f"photos:{booking.pk}:{ids[-1]}", at=at,
            facts={"pet": str(booking.pet or ""), "count": count, "link": _link(booking)},
        )  # fmt: skip
        record(DigestSent(**about_booking(booking), count=count), by=by, at=at)
    return 1


def _link(booking: Booking) -> str:
    """A fresh secret link to the pet's visit; only its digest is stored."""
    _row, token = make_share_link(
        subject_kind="booking", subject_id=booking.pk, customer=booking.customer,
        by=system_actor(booking.chain_id), days=LINK_DAYS,
    )  # fmt: skip
    store = booking.store
    base = store.settings.get("public_url") or store.chain.settings.get("public_url") or settings.PUBLIC_URL
    return f"{base.rstrip('/')}/p/{token}"
