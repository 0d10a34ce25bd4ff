"""The commands of the calendar: what comes together is booked as one visit, and moved."""

from datetime import timedelta

from tests.machines.care_day import ANY, SOME, CareDay
from tests.machines.care_paper import Line, Pet, Visit
from tests.visits import at
from wangcai.booking.public import Want
from wangcai.care.public import book_visit, bookings_of, change_visit

PRICES = {"V1001": 14800, "V2001": 12800, "V2002": 16800}
# What comes together: (animal, service, room, later minutes).
KINDS = (
    (("shandian", "V1001", "", 0),),
    (("doudou", "V2002", "Q1", 0),),
    (("shandian", "V1001", "", 0), ("erbao", "V1001", "", 120)),
    (("shandian", "V2001", "K1", 0), ("erbao", "V2001", "K2", 0)),
    (("erbao", "V2001", "K2", 0), ("shandian", "V1001", "", 60)),
)


class Calendar(CareDay):
    """What is booked and when."""

    def book(self, *, kind, day, hour, nights):
        first = (self.now - at(0, day=0)).days + day
        wants = []
        for animal, sku, room, later in KINDS[kind]:
            starts = at(hour, later, day=first)
            ends = at(11, day=first + nights) if sku != "V1001" else None
            wants.append(
                Want(
                    self.services.offer[sku].pk, starts, ends_at=ends, pet_id=self.animals[animal].pk,
                    room_id=self.services.places[room].pk if room else None,
                )
            )  # fmt: skip
        customer = self.shop.lin if kind == 1 else self.shop.wang

        def apply(visit):
            made = Visit(visit.pk)
            self.paper.visits.append(made)
            for row, (animal, sku, _room, _later) in zip(bookings_of(visit), KINDS[kind], strict=True):
                pet = Pet(
                    row.pk, made, animal, sku != "V1001", PRICES[sku], row.starts_at, row.ends_at, row.deposit_fen,
                    sku != "V1001",
                )  # fmt: skip
                pet.lines.append(Line(pet.price * pet.nights, own=True))
                made.pets.append(pet)

        return self.both(
            ANY,
            lambda: book_visit(store=self.store, customer=customer, wants=wants, by=self.by("clerk"), at=self.now),
            apply,
            "visit.booked",
        )

    def move(self, *, nth, days, nights):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        starts = pet.starts + timedelta(days=days - 1) if days else None
        ends = (starts or pet.starts) + (pet.ends - pet.starts) + timedelta(days=nights - 1) if pet.stay else None
        code = ANY if pet.state in ("booked", "arrived", "started") else SOME

        def apply(row):
            pet.starts, pet.ends = row.starts_at, row.ends_at
            own = next(line for line in pet.lines if line.own)
            own.fen = pet.price * pet.nights

        booking = self.booking(pet)
        return self.both(
            code,
            lambda: change_visit(booking=booking, starts_at=starts, ends_at=ends, by=self.by("clerk"), at=self.now),
            apply,
            "booking.moved",
        )
