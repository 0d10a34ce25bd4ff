"""What the clock tells owners: the evening before and hours before a visit, a plan that waits, a vaccine that lapses (F26).

Each is told once: the dedupe key names the visit and its time, so a visit that was moved is reminded of anew. Quiet
hours, consent and the next channel are the business of messages.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from wangcai.booking.public import Booking, about_booking, note_coming, states
from wangcai.care.events.owner import VisitAcknowledged
from wangcai.care.models import Plan
from wangcai.care.notices import tell_owner
from wangcai.customers.public import Customer, Due, Phone, all_file_ids, due_soon
from wangcai.journal.public import record
from wangcai.kernel.public import Actor, clean_line, local, now, writing
from wangcai.messages.public import Message, tell_customer
from wangcai.shops.public import Store, setting

AHEAD = timedelta(hours=36)
# Who booked a moment ago needs no reminder.
FRESH = timedelta(hours=3)
SIGN_AFTER, SIGN_UNTIL = timedelta(minutes=5), timedelta(days=1)
SIGN_DAYS = timedelta(days=60)
VACCINE_DAYS, VACCINE_HOUR = 14, 10
YES = {"1", "１", "一", "y", "yes", "确认", "好", "好的"}


def send_reminders(*, at: datetime | None = None) -> int:
    """One round over all open stores; returns how many notices were made. For the background loop."""
    at = at or now()
    told = 0
    for store in Store.objects.across_chains().filter(closed_on=None).select_related("chain"):
        told += remind_of_visits(store, at) + remind_to_sign(store, at)
        if setting(store, "reminders.vaccine_due") and local(at, store.timezone).hour >= VACCINE_HOUR:
            told += remind_of_vaccines(store, at)
    return told


def remind_of_visits(store: Store, at: datetime) -> int:
    """The evening before, and some hours before; one notice for all pets that come together."""
    found = Booking.objects.of(store.chain_id).filter(
        store=store, state=states.BOOKED, starts_at__gt=at, starts_at__lte=at + AHEAD, made_at__lte=at - FRESH
    )
    bookings = list(
        found.exclude(customer=None).select_related("store__chain", "customer", "pet", "service").order_by("pk")
    )
    wanted: dict[str, list[Booking]] = {}
    for booking in bookings:
        for mark in marks_of(booking, store, at):
            wanted.setdefault(
                f"remind:{booking.visit.hex}:{int(booking.starts_at.timestamp()) // 60}:{mark}", []
            ).append(booking)
    return sum(_remind(dedupe, wanted[dedupe], at) for dedupe in untold(store.chain_id, wanted))


def marks_of(booking: Booking, store: Store, at: datetime) -> list[str]:
    """Which reminder is due now: `h` some hours before, else `e` from the evening hour of the day before."""
    hours, evening = setting(store, "reminders.hours_before"), setting(store, "reminders.evening_hour")
    if hours and booking.starts_at - at <= timedelta(hours=hours):
        return ["h"]
    here, there = local(at, store.timezone), local(booking.starts_at, store.timezone)
    before = there.date() - timedelta(days=1)
    return ["e"] if evening and here.date() == before and here.hour >= evening else []


def untold(chain_id: int, keys: Iterable[str]) -> list[str]:
    """Those that are not in the outbox yet; one query."""
    wanted = list(keys)
    known = (
        set(Message.objects.of(chain_id).filter(dedupe__in=wanted).values_list("dedupe", flat=True)) if wanted else ()
    )
    return [key for key in wanted if key not in known]


def _remind(dedupe: str, bookings: list[Booking], at: datetime) -> int:
    pets = "、".join(dict.fromkeys(str(booking.pet) for booking in bookings if booking.pet))
    return len(
        tell_owner(bookings[0], "visit_reminder", dedupe=dedupe, facts={"pet": pets, **when_facts(bookings[0])}, at=at)
    )


def when_facts(booking: Booking) -> dict[str, str]:
    """What every notice about a time may say."""
    here = local(booking.starts_at, booking.store.timezone)
    return {"service": booking.service.name, "when": f"{here:%m-%d %H:%M}"}


def remind_to_sign(store: Store, at: datetime) -> int:
    """A plan that was read back some minutes ago and is still unsigned: the owner is not at the counter any more."""
    plans = Plan.objects.of(store.chain_id).filter(
        state=Plan.State.READ_BACK, booking__store=store, booking__customer__isnull=False,
        read_back_at__gt=at - SIGN_UNTIL, read_back_at__lte=at - SIGN_AFTER,
        booking__state__in=(states.REQUESTED, states.BOOKED, states.ARRIVED), booking__chain=store.chain_id,
        booking__starts_at__gt=at - AHEAD, booking__starts_at__lt=at + SIGN_DAYS,
    )  # fmt: skip
    waiting = {
        f"sign:{plan.pk}": plan
        for plan in plans.select_related("booking__store__chain", "booking__customer", "booking__pet")
    }
    return sum(
        len(tell_owner(waiting[key].booking, "plan_to_sign", dedupe=key, at=at))
        for key in untold(store.chain_id, waiting)
    )


def vaccines_due(store: Store, at: datetime | None = None) -> list[tuple[Due, Customer]]:
    """Who would be reminded now, whether it is switched on or not: shown with its number before anybody switches it on."""
    at = at or now()
    due = due_soon(store.chain_id, VACCINE_DAYS, today=local(at, store.timezone).date(), kinds=("vaccine",))
    return with_owners(store, due)


def with_owners(store: Store, due: list[Due]) -> list[tuple[Due, Customer]]:
    """Each with the one of the family who is written to, where this is their store."""
    homes = {row.pet.household_id for row in due if row.pet.household_id}
    first = Store.objects.of(store.chain_id).filter(closed_on=None).order_by("pk").values_list("pk", flat=True).first()
    people: dict[int, Customer] = {}
    rows = Customer.objects.of(store.chain_id).filter(household_id__in=homes, merged_into=None, blocked_at=None)
    for customer in rows.order_by("-pk"):
        people[customer.household_id or 0] = customer
    found = []
    for row in due:
        owner = people.get(row.pet.household_id or 0)
        if owner is not None and (owner.home_store_id or first) == store.pk:
            found.append((row, owner))
    return found


def remind_of_vaccines(store: Store, at: datetime) -> int:
    """Each pet and vaccine once, two weeks before it lapses."""
    due = {f"vaccine:{row.pet.pk}:{row.code}:{row.due_on}": (row, owner) for row, owner in vaccines_due(store, at)}
    return tell_of_vaccines(store, due, at)


def tell_of_vaccines(store: Store, due: dict[str, tuple[Due, Customer]], at: datetime) -> int:
    """A notice each under its key; those told before are left out."""
    made = 0
    for key in untold(store.chain_id, due):
        row, owner = due[key]
        facts = {
            "pet": str(row.pet), "vaccine": str(row.name), "due": f"{row.due_on:%Y-%m-%d}", "link": home_link(store),
        }  # fmt: skip
        made += len(
            tell_customer(
                chain_id=store.chain_id, store=store, customer=owner, event="vaccine_due", subject=("pet", row.pet.pk),
                facts=facts, dedupe=key, at=at,
            )
        )  # fmt: skip
    return made


def home_link(store: Store) -> str:
    """The owner's own pages, behind a code to the phone."""
    base = store.settings.get("public_url") or store.chain.settings.get("public_url") or settings.PUBLIC_URL
    return f"{base.rstrip('/')}/p/home/{store.chain.code}"


def hear_reply(
    *, chain_id: int, number: str, text: str, channel: str, by: Actor, at: datetime | None = None
) -> list[Booking]:
    """What an owner answered to a reminder: 1 says that they come. The bookings this confirmed; none for other words.

    Only visits of the next days that were reminded of count, and each is noted once.
    """
    at = at or now()
    if clean_line(text, most=20).lower().strip("。.!！ ") not in YES:
        return []
    # Phones moved with a merge; what was booked under the file of before did not.
    known = Phone.objects.of(chain_id).filter(number=number).values_list("customer_id", flat=True)
    owners = {file for customer_id in known for file in all_file_ids(chain_id, customer_id)}
    found = Booking.objects.of(chain_id).filter(
        customer_id__in=owners, state=states.BOOKED, starts_at__gt=at, starts_at__lte=at + AHEAD
    )
    mine = list(found.select_related("store", "customer", "pet").order_by("starts_at", "pk"))
    visits = {f"remind:{b.visit.hex}:{int(b.starts_at.timestamp()) // 60}:{mark}" for b in mine for mark in "eh"}
    told = set(Message.objects.of(chain_id).filter(dedupe__in=visits).values_list("dedupe", flat=True))
    keys = {key.rpartition(":")[0] for key in told}
    heard = []
    with writing():
        for booking in mine:
            reminded = f"remind:{booking.visit.hex}:{int(booking.starts_at.timestamp()) // 60}" in keys
            if reminded and note_coming(booking=booking, at=at):
                record(VisitAcknowledged(**about_booking(booking), channel=clean_line(channel, most=10)), by=by, at=at)
                heard.append(booking)
    return heard


def acknowledged(chain_id: int, booking_ids: Iterable[int]) -> set[int]:
    """Of these bookings those whose owners said they come, at the time they stand at now. One query."""
    said = Booking.objects.of(chain_id).filter(pk__in=list(booking_ids), coming_at__isnull=False)
    return set(said.values_list("pk", flat=True))
