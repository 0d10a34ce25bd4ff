"""Days at the booking desk: commands over the calendar, and what must be true after each, in plain SQL.

A command takes small numbers only, so that hypothesis and a plain random generator can choose them alike. Whether a
time can be had is asked of the list of free slots first: what it shows is accepted, what it hides is refused.
"""

from datetime import timedelta

from tests.cast import NOON, build_shop
from tests.machines.digest import plain
from tests.visits import at, build_services
from wangcai.booking import public as booking
from wangcai.booking.public import Booking, Hold, Resource, Skill, Waiting, Want
from wangcai.customers.public import Pet
from wangcai.kernel.public import Refusal, fetch
from wangcai.shops.public import Store

BUFFER = {"slot": 15, "stay": 60}
NTH = (0, 7)
STATES = ("booked", "booked", "requested", "held")
# name → the bounds of each number
COMMANDS: dict[str, dict[str, tuple[int, int]]] = {
    "book": {"day": (0, 2), "quarter": (0, 51), "who": (0, 4), "length": (1, 5), "state": (0, 3)},
    "stay": {"day": (0, 4), "nights": (1, 4), "pet": (0, 3), "room": (0, 9), "share": (0, 2), "why": (0, 4)},
    "move": {"nth": NTH, "day": (0, 2), "quarter": (0, 51), "who": (0, 4)},
    "stretch": {"nth": NTH, "by": (-3, 3)},
    "move_room": {"nth": NTH, "room": (0, 5), "hours": (0, 60), "why": (0, 4)},
    "release": {"nth": NTH, "to": (0, 3)},
    "advance": {"nth": NTH, "to": (0, 5)},
    "block": {"place": (0, 11), "day": (0, 3), "hour": (0, 20), "hours": (1, 30), "why": (0, 3)},
    "unblock": {"nth": NTH},
    "wait": {"day": (0, 2), "first": (8, 18), "hours": (1, 8), "length": (0, 5)},
    "invite": {"nth": NTH},
    "answer": {"nth": NTH, "yes": (0, 1)},
    "expire": {},
    "tick": {"quarters": (1, 10)},
}  # fmt: skip

# Each must give no row: (what is wrong, query).
WRONG = {
    "two at one time": """SELECT a.id FROM booking_hold a JOIN booking_hold b ON b.resource_id = a.resource_id
        AND b.id > a.id WHERE a.chain_id = %s AND a.begins < b.ends AND b.begins < a.ends""",
    "a booking that is over has something to come": """SELECT b.id FROM booking_booking b JOIN booking_hold h
        ON h.booking_id = b.id WHERE b.chain_id = %s AND b.state IN ('cancelled', 'no_show', 'done')
        AND h.ends > {state_at} + 61""",
    "a live booking has nothing": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s AND b.shares_id IS NULL
        AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started', 'ready')
        AND NOT EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = b.id)""",
    "an appointment without its person or its table": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s
        AND b.kind = 'slot' AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started', 'ready')
        AND 2 <> (SELECT COUNT(*) FROM booking_hold h JOIN booking_resource r ON r.id = h.resource_id
                  WHERE h.booking_id = b.id AND h.begins = {starts_at} AND h.ends = {ends_at} + 15
                  AND (r.kind = 'table' OR r.id = b.worker_id))""",
    "a stay whose last room does not hold to its end": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s
        AND b.kind = 'stay' AND b.shares_id IS NULL AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started',
        'ready') AND NOT EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = b.id AND h.resource_id = b.room_id
                                 AND h.ends >= {ends_at} + 60)""",
    "a stay that begins without a room": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s
        AND b.kind = 'stay' AND b.shares_id IS NULL AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started',
        'ready') AND NOT EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = b.id AND h.begins <= {starts_at})
        AND NOT EXISTS (SELECT 1 FROM journal_entry e WHERE e.what = 'booking.room_changed' AND e.subject_id = b.id)""",
    "a sharer with a room of its own, or in another": """SELECT s.id FROM booking_booking s
        JOIN booking_booking b ON b.id = s.shares_id WHERE s.chain_id = %s AND s.state NOT IN ('cancelled', 'no_show',
        'done') AND (s.room_id <> b.room_id OR b.shares_id IS NOT NULL OR b.state IN ('cancelled', 'no_show', 'done')
        OR EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = s.id))""",
    "more pets than the room takes": """SELECT b.id FROM booking_booking b JOIN booking_resource r ON r.id = b.room_id
        WHERE b.chain_id = %s AND b.shares_id IS NULL AND b.state NOT IN ('cancelled', 'no_show', 'done')
        AND r.most_pets < 1 + (SELECT COUNT(*) FROM booking_booking s WHERE s.shares_id = b.id
                               AND s.state NOT IN ('cancelled', 'no_show', 'done'))""",
    "a pet in a room for others": """SELECT b.id FROM booking_booking b JOIN booking_resource r ON r.id = b.room_id
        JOIN customers_pet p ON p.id = b.pet_id WHERE b.chain_id = %s AND r.species <> '' AND r.species <> p.species""",
    "somebody works outside the shift": """SELECT h.id FROM booking_hold h JOIN booking_resource r ON r.id = h.resource_id
        WHERE h.chain_id = %s AND r.kind = 'worker' AND h.booking_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM booking_shift s WHERE s.account_id = r.account_id AND {shift_starts} <= h.begins
        AND {shift_ends} >= h.ends)""",
    "held without an end, or an end without being held": """SELECT id FROM booking_booking WHERE chain_id = %s
        AND (state = 'held') <> (held_until IS NOT NULL)""",
    "an invitation without a held slot": """SELECT w.id FROM booking_waiting w LEFT JOIN booking_booking b
        ON b.id = w.booking_id WHERE w.chain_id = %s AND ((w.state = 'waiting' AND b.id IS NOT NULL)
        OR (w.state IN ('invited', 'booked') AND b.id IS NULL))""",
    "a booking the diary does not know": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s AND 1 <> (
        SELECT COUNT(*) FROM journal_entry e WHERE e.what = 'booking.made' AND e.subject_id = b.id
        AND e.subject_kind = 'booking')""",
}  # fmt: skip
PARTS = {
    "bookings": """SELECT p.name, v.sku, b.kind, b.state, b.channel, b.minutes, b.version, w.code, r.code, b.worker_wanted,
        {starts_at}, {ends_at}, b.reason, b.price_from_fen FROM booking_booking b
        JOIN catalogue_variant v ON v.id = b.service_id LEFT JOIN customers_pet p ON p.id = b.pet_id
        LEFT JOIN booking_resource w ON w.id = b.worker_id LEFT JOIN booking_resource r ON r.id = b.room_id
        WHERE b.chain_id = %s ORDER BY b.id""",
    "holds": """SELECT r.code, h.begins, h.ends, h.why FROM booking_hold h JOIN booking_resource r ON r.id = h.resource_id
        WHERE h.chain_id = %s ORDER BY r.code, h.begins""",
    "waiting": "SELECT state, minutes FROM booking_waiting WHERE chain_id = %s ORDER BY id",
    "diary": "SELECT what, subject_kind, facts FROM journal_entry WHERE chain_id = %s ORDER BY id",
}


class Desk:
    """One chain of its own: its calendar, its clock, and the story so far."""

    def __init__(self, code: str) -> None:
        self.shop = build_shop(code)
        self.services = build_services(self.shop)
        for login, skill in (("aqiang", "groom"),):
            Skill.objects.create(
                chain=self.shop.chain,
                account=self.shop.people[login],
                code=skill,
                granted_at=NOON,
                granted_by="system:0",
            )
        family = self.shop.wang.household
        self.pets = [self.shop.shandian, self.shop.doudou] + [
            Pet.objects.create(chain=self.shop.chain, code=name, name=name, species="dog", household=family)
            for name in ("二宝", "三宝")
        ]
        # Read as a request would: a fresh row with its chain.
        self.store = Store.objects.of(self.shop.chain).select_related("chain").get(pk=self.shop.store.pk)
        self.places = list(Resource.objects.of(self.shop.chain).order_by("id"))
        self.rooms = [place for place in self.places if place.kind == "room"]
        self.by, self.boss, self.now, self.log = self.shop.clerk, self.shop.manager, NOON, []
        self.before = self.end_state()

    def do(self, command: str, numbers: dict[str, int]) -> None:
        self.now += timedelta(minutes=1)
        self.log.append(f"{self.now:%d %H:%M} {command} {numbers}")
        try:
            outcome = getattr(self, command)(**numbers) or "done"
        except Refusal as refusal:
            outcome = refusal.code
            assert self.end_state() == self.before, f"a refusal ({outcome}) changed something; {self.told()}"
        except Exception as error:
            raise AssertionError(f"neither served nor refused: {error!r}; {self.told()}") from error
        self.log[-1] += f" → {outcome}"
        self.before = self.end_state()
        wrong = [name for name, text in WRONG.items() if fetch(in_minutes(text), [self.shop.chain.pk])]
        assert not wrong, f"{wrong}; {self.told()}"

    def told(self) -> str:
        return "so far:\n" + "\n".join(self.log)

    def end_state(self) -> str:
        chain = [self.shop.chain.pk]
        return "\n".join(
            f"{part}: {[plain(value) for value in row]}"
            for part, text in PARTS.items()
            for row in fetch(in_minutes(text), chain)
        )

    def nth(self, model, number: int, **of):
        """The nth of a kind, counted from the newest; None where there are none."""
        found = list(model.objects.of(self.shop.chain).filter(**of).order_by("-id"))
        return found[number % len(found)] if found else None

    def shown(self, starts, minutes: int, worker) -> bool:
        """Does the list of free slots offer it?"""
        found = booking.free_slots(
            store=self.store, service_id=self.services.offer["V1001"].pk, minutes=minutes, worker_id=worker,
            first_day=(starts + timedelta(hours=8)).date(), at=self.now,
        )  # fmt: skip
        return any(slot.starts_at == starts for slot in found)

    # The commands

    def book(self, *, day, quarter, who, length, state):
        starts, minutes = at(8, 15 * quarter, day=day), 25 * length
        worker = {1: self.services.mei.pk, 2: self.services.qiang.pk}.get(who)
        state = STATES[state]
        held = self.now + timedelta(minutes=30) if state == "held" else None
        want = Want(
            self.services.offer["V1001"].pk, starts, pet_id=self.pets[0].pk, customer_id=self.shop.wang.pk,
            minutes=minutes, worker_id=worker, state=state, held_until=held,
        )  # fmt: skip
        shown = self.shown(starts, minutes, worker)
        try:
            booking.book(store=self.store, wants=[want], by=self.by, at=self.now)
        except (booking.SlotTaken, booking.NobodyFits) as refusal:
            assert not shown, f"shown as free, then refused ({refusal.code}); {self.told()}"
            raise
        assert shown or starts < self.now, f"not shown, but booked; {self.told()}"

    def stay(self, *, day, nights, pet, room, share, why):
        starts, ends = at(14, day=day), at(11, day=day + nights)
        sku = "V2002" if room == 9 else "V2001"
        room_id = self.rooms[room].pk if room < len(self.rooms) and share != 1 else None
        wants = [Want(self.services.offer[sku].pk, starts, pet_id=self.pets[pet].pk, ends_at=ends, room_id=room_id)]
        if share in (1, 2):
            other = self.pets[0 if pet == 2 else 2].pk
            wants.append(Want(self.services.offer[sku].pk, starts, pet_id=other, ends_at=ends, shares=0))
        by, override = self.whose(why)
        booking.book(store=self.store, wants=wants, override=override, by=by, at=self.now)

    def whose(self, why: int):
        """One in five asks a manager, who says why."""
        return (self.boss, "熟客") if why == 4 else (self.by, "")

    def move(self, *, nth, day, quarter, who):
        found = self.nth(Booking, nth)
        if found is None:
            return "nothing"
        if found.kind == "stay":
            booking.move_booking(booking=found, starts_at=at(14, day=day + 1), by=self.by, at=self.now)
            return None
        worker = {1: self.services.mei.pk, 2: self.services.qiang.pk}.get(who)
        booking.move_booking(
            booking=found, starts_at=at(8, 15 * quarter, day=day), worker_id=worker, by=self.by, at=self.now
        )
        return None

    def stretch(self, *, nth, by):
        found = self.nth(Booking, nth)
        if found is None:
            return "nothing"
        more = timedelta(days=by) if found.kind == "stay" else timedelta(minutes=15 * by)
        booking.move_booking(booking=found, ends_at=found.ends_at + more, by=self.by, at=self.now)
        return None

    def move_room(self, *, nth, room, hours, why):
        found = self.nth(Booking, nth, kind="stay")
        if found is None:
            return "nothing"
        by, override = self.whose(why)
        booking.move_room(
            booking=found, room_id=self.rooms[room].pk, from_at=found.starts_at + timedelta(hours=hours),
            override=override, by=by, at=self.now,
        )  # fmt: skip
        return None

    def release(self, *, nth, to):
        found = self.nth(Booking, nth)
        if found is None:
            return "nothing"
        to = "no_show" if to == 3 else "cancelled"
        booking.release_booking(booking=found, to=to, reason="改主意", by=self.by, at=self.now)
        return None

    def advance(self, *, nth, to):
        found = self.nth(Booking, nth)
        if found is None:
            return "nothing"
        to = ("arrived", "started", "ready", "done", "booked", "requested")[to]
        booking.advance_booking(booking=found, to=to, by=self.by, at=self.now)
        return None

    def block(self, *, place, day, hour, hours, why):
        starts = at(hour, day=day)
        booking.block(
            resource=self.places[place % len(self.places)], starts_at=starts, ends_at=starts + timedelta(hours=hours),
            why=("cleaning", "broken", "isolation", "kept")[why], by=self.by, at=self.now,
        )  # fmt: skip

    def unblock(self, *, nth):
        found = self.nth(Hold, nth)
        if found is None:
            return "nothing"
        booking.unblock(hold=found, by=self.by, at=self.now)
        return None

    def wait(self, *, day, first, hours, length):
        booking.wait_for(
            store=self.store, customer=self.shop.wang, pet=self.pets[0], service_id=self.services.offer["V1001"].pk,
            from_at=at(first, day=day), to_at=at(first + hours, day=day), minutes=25 * length, by=self.by, at=self.now,
        )  # fmt: skip

    def invite(self, *, nth):
        """Into the time of a booking that was given back: who is listed can be had."""
        freed = self.nth(Booking, nth, state__in=("cancelled", "no_show"), kind="slot")
        if freed is None:
            return "nothing"
        fits = booking.fitting_waiters(booking=freed, at=self.now)
        if not fits:
            return "nobody"
        try:
            booking.invite_waiter(
                waiting=fits[0].waiting,
                starts_at=fits[0].starts_at,
                worker_id=fits[0].worker_id,
                by=self.by,
                at=self.now,
            )
        except Refusal as refusal:
            raise AssertionError(f"listed as fitting, then refused: {refusal.code}; {self.told()}") from refusal
        return None

    def answer(self, *, nth, yes):
        found = self.nth(Waiting, nth)
        if found is None:
            return "nothing"
        answer = booking.accept_invitation if yes else booking.decline_invitation
        answer(waiting=found, by=self.by, at=self.now)
        return None

    def expire(self):
        # The clock looks at every chain; the others of this test have nothing that is due.
        booking.expire_holds(at=self.now)

    def tick(self, *, quarters):
        self.now += timedelta(minutes=15 * quarters)


def in_minutes(text: str) -> str:
    """The engine's way of saying a time in minutes since 1970."""
    from django.db import connection

    names = {"starts_at": "b.starts_at", "ends_at": "b.ends_at", "state_at": "b.state_at",
             "shift_starts": "s.starts_at", "shift_ends": "s.ends_at"}  # fmt: skip
    if connection.vendor == "postgresql":
        way = "CAST(FLOOR(EXTRACT(EPOCH FROM {column}) / 60) AS BIGINT)"
    else:
        way = "CAST(strftime('%%s', {column}) / 60 AS INTEGER)"
    return text.format(**{name: way.format(column=column) for name, column in names.items()})
