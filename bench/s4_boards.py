"""S4 for the boards: a day of 300 bookings with 20 people, and 60 rooms × 30 days, behind them a year of such days.

The same bars as the other pages: constant number of queries (counted with little and with much data), processor time
of the server ≤ 25 ms, HTML ≤ 30 KB gzipped. `board_silent` is what a page asks every 1.5 seconds while nothing changes.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bench.base import fresh_database
from bench.s4_pages import analyze, costs_of, judged, queries_of, signed_in
from bench.shop import make_shop

PEOPLE, BOOKINGS, ROOMS, DAYS = 20, 300, 60, 30
FEW = 12
NAMES = "豆豆 可乐 毛球 咪咪 橘座 雪糕 芝麻 旺财 大白 黑豆 球球 花卷 奶茶 糯米 皮蛋 布丁 年糕 汤圆 元宝 花生".split()
BREEDS = "泰迪 比熊 柯基 雪纳瑞 法斗 金毛 博美 马尔济斯 英国短毛猫 布偶 边境牧羊犬 萨摩耶".split()


def run(engine: str, *, quick: bool = False) -> int:
    rounds = 8 if quick else 40
    with fresh_database(engine):
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        world = make_shop(goods=5, customers=5)
        client = signed_in(world)
        town = Town(world)
        town.fill(people=FEW // 4, bookings=FEW, rooms=FEW // 4, days=3)
        pages = pages_of(client, town)
        few = {name: queries_of(visit) for name, visit in pages.items()}
        town.fill(people=PEOPLE, bookings=BOOKINGS, rooms=ROOMS, days=DAYS)
        town.remember(days=30 if quick else 365)
        analyze()
        many = {name: queries_of(visit) for name, visit in pages.items()}
        costs = costs_of({"floor": lambda: client.get("/-/live"), **pages}, rounds)
        floor, _size = costs.pop("floor")
    figures: dict[str, Any] = {"bookings": town.booked, "stays": town.stays, "past": town.past}
    holds = {"300 bookings": town.booked >= BOOKINGS, "rooms are full": town.stays >= ROOMS * 4}
    return judged("S4B", engine, figures, holds, costs, floor, few=few, many=many)


def pages_of(client: Any, town: "Town") -> dict[str, Callable[[], Any]]:
    day = town.day.isoformat()
    return {
        "day": lambda: client.get("/calendar", {"day": day}),
        "day_part": lambda: client.get("/calendar/part", {"day": day, "seen": "x"}, headers={"HX-Request": "true"}),
        "tables": lambda: client.get("/calendar", {"day": day, "by": "table"}),
        "week": lambda: client.get("/calendar/week", {"day": day, "worker": town.people[0].pk}),
        "rooms_30": lambda: client.get("/rooms", {"day": day, "days": DAYS}),
    }


class Town:
    """People, tables, rooms, pets, and what is booked: written through the doors, pets and places in bulk."""

    def __init__(self, world: dict[str, Any]) -> None:
        from tests.visits import build_services
        from wangcai.kernel.public import local, now

        self.shop = world["shop"]
        self.services = build_services(self.shop)
        self.day = local(now(), self.shop.store.timezone).date() + timedelta(days=2)
        self.people: list[Any] = []
        self.rooms: list[Any] = []
        self.pets: list[Any] = []
        self.booked = self.stays = self.past = 0

    def at(self, day: int, minute: int) -> datetime:
        from wangcai.kernel.public import day_bounds

        return day_bounds(self.day + timedelta(days=day), self.shop.store.timezone)[0] + timedelta(minutes=minute)

    def fill(self, *, people: int, bookings: int, rooms: int, days: int) -> None:
        """Bring the shop to this size; what is there already counts."""
        self._places(people, rooms)
        self._pets(bookings)
        self._day(bookings)
        self._stays(rooms, days)

    def _places(self, people: int, rooms: int) -> None:
        from wangcai.booking.public import Resource, Shift, Skill
        from wangcai.kernel.public import now
        from wangcai.shops.public import Account

        shop, first = self.shop, len(self.people)
        for number in range(first, people):
            account = Account.objects.create(login=f"w{number}", name=f"美容师{number}", chain=shop.chain)
            common = {"chain": shop.chain, "store": shop.store}
            self.people.append(
                Resource.objects.create(**common, code=f"P{number}", kind="worker", name=account.name, account=account)
            )
            Resource.objects.create(**common, code=f"X{number}", kind="table", name=f"美容台 {number + 3}")
            Skill.objects.create(
                chain=shop.chain, account=account, code="groom", granted_at=now(), granted_by="system:0"
            )
            for day in range(-7, 8):
                Shift.objects.create(
                    **common, account=account, starts_at=self.at(day, 8 * 60), ends_at=self.at(day, 20 * 60),
                    planned_by="system:0",
                )  # fmt: skip
        for number in range(len(self.rooms), rooms):
            self.rooms.append(
                Resource.objects.create(
                    chain=shop.chain,
                    store=shop.store,
                    code=f"R{number}",
                    kind="room",
                    name=f"房间 {number:02}",
                    area=f"{number // 12 + 1} 区",
                    position=number,
                    species=("dog", "")[number % 2],
                    most_weight_g=(None, 20_000)[number % 3 == 0],
                    offer=self.services.offer["V2001"],
                )
            )

    def _pets(self, count: int) -> None:
        from wangcai.customers.models import Customer, Pet
        from wangcai.customers.public import Flag
        from wangcai.kernel.public import now

        chain = self.shop.chain
        for number in range(len(self.pets), count):
            customer = Customer.objects.create(
                chain=chain, code=f"K8{number:05d}", name=f"{'赵钱孙李周吴郑王'[number % 8]}女士"
            )
            pet = Pet.objects.create(
                chain=chain, code=f"P8{number:05d}", name=NAMES[number % 20], species="dog",
                breed_text=BREEDS[number % 12],
            )  # fmt: skip
            self.pets.append((pet, customer))
            if number % 4 == 0:
                kind = ("bites", "allergy", "stress", "heart")[number // 4 % 4]
                Flag.objects.create(chain=chain, pet=pet, kind=kind, since=now(), by="system:0")

    def _day(self, bookings: int) -> None:
        from wangcai.booking.public import Want, book

        service = self.services.offer["V1001"].pk
        each = BOOKINGS // PEOPLE
        for number in range(self.booked, bookings):
            pet, customer = self.pets[number % len(self.pets)]
            person = self.people[number // each]
            want = Want(
                service_id=service, starts_at=self.at(0, 8 * 60 + 45 * (number % each)), minutes=30, pet_id=pet.pk,
                customer_id=customer.pk, worker_id=person.pk,
            )  # fmt: skip
            try:
                book(store=self.shop.store, wants=[want], by=self.shop.manager)
            except Exception as refused:
                raise RuntimeError(f"booking {number}: {refused}") from refused
            self.booked += 1

    def _stays(self, rooms: int, days: int) -> None:
        from wangcai.booking.public import Want, book

        service = self.services.offer["V2001"].pk
        for place, room in enumerate(self.rooms[:rooms]):
            for start in range(-1 + place % 3, days, 5):
                pet, customer = self.pets[(place * 7 + start) % len(self.pets)]
                want = Want(
                    service_id=service, starts_at=self.at(start, 14 * 60), ends_at=self.at(start + 4, 11 * 60),
                    pet_id=pet.pk, customer_id=customer.pk, room_id=room.pk,
                )  # fmt: skip
                if start >= 3 or (place >= FEW // 4) or days == 3:
                    book(store=self.shop.store, wants=[want], override="旺季", by=self.shop.manager)
                    self.stays += 1

    def remember(self, days: int) -> None:
        """The same day again and again, so many days back, and the rooms' five weeks as often as they fit."""
        from wangcai.booking.public import Booking

        chain = self.shop.chain
        for kind, step in ((Booking.Kind.SLOT, 1), (Booking.Kind.STAY, 35)):
            of_kind = Booking.objects.of(chain).filter(kind=kind).exclude(state="cancelled")
            pattern = [(booking, list(booking.holds.of(chain))) for booking in of_kind]
            for back in range(step, days + 1, step):
                self._again(pattern, timedelta(days=back))

    def _again(self, pattern: list[tuple[Any, list[Any]]], back: timedelta) -> None:
        from wangcai.booking.public import Booking, Hold
        from wangcai.kernel.public import public_id

        minutes = int(back.total_seconds()) // 60
        made = Booking.objects.bulk_create(
            [
                anew(booking, state="done", visit=public_id(), public_id=public_id(),
                     starts_at=booking.starts_at - back, ends_at=booking.ends_at - back)
                for booking, _holds in pattern
            ]
        )  # fmt: skip
        Hold.objects.bulk_create(
            [
                anew(hold, booking_id=booking.pk, begins=hold.begins - minutes, ends=hold.ends - minutes)
                for booking, (_old, holds) in zip(made, pattern, strict=True)
                for hold in holds
            ]
        )
        self.past += len(made)


def anew(row: Any, **other: Any) -> Any:
    """A row like this one, not yet kept."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**(values | other))
