"""Days at the booking desk: commands over the calendar; what must be true after each stands in calendar_rules.py.

A command takes small numbers only, so that hypothesis and a plain random generator can choose them alike. Whether a
time can be had is asked of the list of free slots first: what it shows is accepted, what it hides is refused.
"""

from datetime import timedelta

from tests.cast import NOON, build_shop
from tests.machines.calendar_rules import PARTS, WRONG, in_minutes
from tests.machines.digest import plain
from tests.visits import at, build_services
from wangcai.booking import public as booking
from wangcai.booking.public import Booking, Hold, Resource, Skill, Waiting, Want
from wangcai.customers.public import Pet
from wangcai.kernel.public import Refusal, fetch
from wangcai.shops.public import Store

NTH = (0, 7)
STATES = ("booked", "booked", "requested", "held")
# name → the bounds of each number
COMMANDS: dict[str, dict[str, tuple[int, int]]] = {
    "book": {"day": (0, 2), "quarter": (0, 51), "who": (0, 4), "length": (1, 5), "state": (0, 3)},
    "stay": {"day": (0, 4), "nights": (1, 4), "pet": (0, 3), "room": (0, 9), "share": (0, 2), "why": (0, 4)},
    "move": {"nth": NTH, "day": (0, 2), "quarter": (0, 51), "who": (0, 4)},
    "stretch": {"nth": NTH, "by": (-3, 3)},
    "move_room": {"nth": NTH, "room": (0, 5), "hours": (0, 60), "why": (0, 4), "alone": (0, 1)},
    "undo_room": {"nth": NTH},
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

    def move_room(self, *, nth, room, hours, why, alone):
        found = self.nth(Booking, nth, kind="stay")
        if found is None:
            return "nothing"
        by, override = self.whose(why)
        booking.move_room(
            booking=found, room_id=self.rooms[room].pk, from_at=found.starts_at + timedelta(hours=hours),
            alone=bool(alone), override=override, by=by, at=self.now,
        )  # fmt: skip
        return None

    def undo_room(self, *, nth):
        found = self.nth(Booking, nth, kind="stay")
        if found is None:
            return "nothing"
        booking.undo_room(booking=found, by=self.by, at=self.now)
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
