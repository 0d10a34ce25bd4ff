"""A shop on real input: the kennel club's breeds, a city's licensed pets, twelve people, eight tables, forty rooms.

`open_shop` makes it; `place` is one client's errand: ask for a time, and where it is refused take one of the times that
are offered. What the clients were told is then held against the tables by plain SQL (`verdict`).
"""

import csv
import gzip
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

PEOPLE, TABLES, ROOMS, DAYS, CLIENTS = 12, 8, 40, 60, 8
FIRST_DAY = datetime(2027, 1, 3, 16, 0, tzinfo=UTC)  # midnight in Shanghai
AT = FIRST_DAY - timedelta(hours=6)
MOST_TRIES = 40
# Of a hundred wishes: a bath by breed and size, small jobs that need a person only, a stay.
ERRANDS = (("bath", 22), ("V4001", 20), ("V1003", 34), ("V1004", 21), ("stay", 3))
BATHS = {"dog": "V1001", "cat": "V1002", "rabbit": "V1009", "other": "V1009"}
OVERLAPS = """
SELECT COUNT(*) FROM (SELECT begins, MAX(ends) OVER (PARTITION BY resource_id ORDER BY begins, id
  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until FROM booking_hold) held WHERE begins < taken_until
"""


def shared_folder() -> Path:
    return Path(os.environ.get("WANGCAI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")


@dataclass
class RealShop:
    """Ids of everything a client may name, and how the run goes."""

    store: Any
    by: Any
    pets: list[tuple[Any, int]]
    services: dict[str, Any]
    breeds: int
    days: int = DAYS
    seed: int = 20261122
    quotes: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass
class Told:
    """What one client was told: the booking that was acknowledged, and every refusal on the way."""

    booking: int = 0
    sku: str = ""
    begins: int = 0
    until: int = 0
    refusals: Counter = field(default_factory=Counter)
    offered_worked: int = 0
    offered_gone: int = 0
    offered_gone_alone: int = 0
    nothing_offered: int = 0
    nothing: Counter = field(default_factory=Counter)


def open_shop(*, folder: Path, pets: int, days: int = DAYS, seed: int = 20261122) -> RealShop:
    """Import the breeds and so many licences, hire, build rooms; needs the shared data."""
    from tests.cast import build_shop
    from wangcai.catalogue.public import Service, make_usual_services
    from wangcai.customers.public import Breed, Customer, Pet

    shop = build_shop(stock=0)
    boss = shop.by("boss")
    bring("breeds", shared_folder() / "akc-breeds.csv", boss, shop.store)
    bring("pet-licences", licences(folder, pets), boss, shop.store)
    make_usual_services(by=boss)
    shop.store.settings["booking.cap_percent"] = 95
    shop.store.save()
    hire(shop, days)
    owners = dict(Customer.objects.of(shop.chain).exclude(household=None).values_list("household_id", "pk"))
    rows = Pet.objects.of(shop.chain).filter(licence__gt="").select_related("breed").order_by("pk")
    services = {row.variant.sku: row for row in Service.objects.of(shop.chain).select_related("variant")}
    known = [(pet, owners[pet.household_id]) for pet in rows if pet.species in BATHS]
    breeds = Breed.objects.of(shop.chain).exclude(source="").count()
    shop.store.chain = shop.chain
    return RealShop(shop.store, boss, known, services, breeds, days, seed)


def bring(kind: str, path: Path, by: Any, store: Any) -> None:
    from wangcai.imports.public import prepare_import, run_import

    run_import(prepare_import(kind=kind, path=path, by=by, store=store))


def licences(folder: Path, count: int) -> Path:
    """The first so many rows of the city's file; cats, dogs and a few goats, as they come."""
    source, target = shared_folder() / "seattle-pet-licences-2018.csv.gz", folder / "licences.csv"
    with gzip.open(source, "rt", encoding="utf-8", newline="") as rows, target.open("w", newline="") as out:
        csv.writer(out).writerows(islice(csv.reader(rows), count + 1))
    return target


def hire(shop: Any, days: int) -> None:
    """Twelve people who can do everything, each 9 to 21 on every day; eight tables; forty rooms for any animal."""
    from wangcai.booking.public import Resource, Shift, Skill
    from wangcai.shops.public import Account

    chain, store = shop.chain, shop.store
    people = [
        Account.objects.create_account(login=f"w{n}", name=f"员工{n}", password=f"wangcai-{n}-2026", chain=chain, home_store=store)
        for n in range(PEOPLE)
    ]  # fmt: skip
    places = [("worker", f"W{n}", account) for n, account in enumerate(people)]
    places += [("table", f"T{n}", None) for n in range(TABLES)] + [("room", f"R{n}", None) for n in range(ROOMS)]
    Resource.objects.bulk_create(
        Resource(chain=chain, store=store, kind=kind, code=code, name=code, account=account)
        for kind, code, account in places
    )
    Skill.objects.bulk_create(
        Skill(chain=chain, account=account, code=code, granted_at=AT, granted_by="system:0")
        for account in people
        for code in ("groom", "groom_cat", "train", "board", "vet")
    )
    Shift.objects.bulk_create(
        Shift(
            chain=chain, store=store, account=account, planned_by="system:0",
            starts_at=FIRST_DAY + timedelta(days=day, hours=9), ends_at=FIRST_DAY + timedelta(days=day, hours=21),
        )
        for account in people
        for day in range(days)
    )  # fmt: skip


def place(real: RealShop, number: int) -> Told:
    """One errand until a booking is acknowledged (or patience ends). The wish is the same for the same seed and number."""
    from wangcai.booking.public import NobodyFits, OverCap, RoomsFull, SlotTaken, book

    dice, told = random.Random(f"{real.seed}-{number}"), Told()
    want = wish(real, dice, told)
    offered_since: int | None = None
    override = ""
    for _attempt in range(MOST_TRIES):
        before = newest()
        try:
            made = book(store=real.store, wants=[want], override=override, by=real.by, at=AT)[0]
        except OverCap as refusal:
            told.refusals[refusal.code] += 1
            override = "春节前的老客"
            continue
        except (SlotTaken, NobodyFits, RoomsFull) as refusal:
            told.refusals[refusal.code] += 1
            if offered_since is not None:
                told.offered_gone += 1
                told.offered_gone_alone += newest() == offered_since
            free = refusal.details["free"]
            if not free:
                told.nothing_offered += 1
                told.nothing[f"{refusal.code} {told.sku} day {(want.starts_at - FIRST_DAY).days}"] += 1
            want, offered_since = next_wish(real, dice, told, want, free), before if free else None
            continue
        told.offered_worked += offered_since is not None
        told.booking, told.begins, told.until = made.pk, minute(made.starts_at), minute(made.ends_at)
        break
    return told


def wish(real: RealShop, dice: random.Random, told: Told) -> Any:
    """A pet at random, what it needs, and a time in the sixty days that is not asked whether it is free."""
    from wangcai.booking.public import Want

    pet, owner = dice.choice(real.pets)
    errand = dice.choices([name for name, _share in ERRANDS], [share for _name, share in ERRANDS])[0]
    told.sku = {"bath": BATHS[pet.species], "stay": "V2002", "V4001": "V4001" if pet.species != "other" else "V1003"}.get(
        errand, errand if pet.species != "other" else "V1003"
    )  # fmt: skip
    day = dice.randrange(max(real.days - 6, 1) if errand == "stay" else real.days)
    service, ends = real.services[told.sku].variant_id, None
    starts = FIRST_DAY + timedelta(days=day, minutes=15 * dice.randrange(9 * 4, 20 * 4))
    minutes = None
    if errand == "stay":
        ends = starts + timedelta(days=dice.randrange(1, 6))
    else:
        minutes = minutes_for(real, service, pet)
    return Want(service, starts, pet_id=pet.pk, customer_id=owner, ends_at=ends, minutes=minutes)


def minutes_for(real: RealShop, service_id: int, pet: Any) -> int:
    """By the bands: breed's weight, size and coat. Asked once for a pet and service."""
    from wangcai.catalogue.public import quote_service

    key = (service_id, pet.pk)
    if key not in real.quotes:
        real.quotes[key] = quote_service(by=real.by, store=real.store, variant_id=service_id, pet=pet).minutes
    return real.quotes[key]


def next_wish(real: RealShop, dice: random.Random, told: Told, want: Any, free: list[str]) -> Any:
    """One of the offered times; where none is offered, another pet's errand is as good."""
    from dataclasses import replace

    if not free:
        return wish(real, dice, told)
    starts = datetime.fromisoformat(dice.choice(free))
    ends = starts + (want.ends_at - want.starts_at) if want.ends_at else None
    return replace(want, starts_at=starts, ends_at=ends)


def minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def newest() -> int:
    """The last booking anybody made."""
    from wangcai.kernel.public import fetch

    return fetch("SELECT COALESCE(MAX(id), 0) FROM booking_booking")[0][0]


def verdict(real: RealShop, told: list[Told]) -> dict[str, int]:
    """What the tables say, counted by plain SQL, beside what the clients were told. Every figure of `wrong` must be 0."""
    from wangcai.kernel.public import fetch

    needs = {sku: (len(row.needs), row.buffer_minutes) for sku, row in real.services.items()}
    holds: dict[int, list[tuple[int, int]]] = {}
    for booking, begins, ends in fetch(
        "SELECT booking_id, begins, ends FROM booking_hold WHERE booking_id IS NOT NULL"
    ):
        holds.setdefault(booking, []).append((begins, ends))
    there = {row[0] for row in fetch("SELECT id FROM booking_booking")}
    sure = [one for one in told if one.booking]
    short = 0
    for one in sure:
        count, buffer = needs[one.sku]
        short += holds.get(one.booking, []) != [(one.begins, one.until + buffer)] * count
    told_ids = {one.booking for one in sure}
    return {
        "overlaps": fetch(OVERLAPS)[0][0],
        "acknowledged_but_lost": len(told_ids - there),
        "without_all_its_holds": short,
        "never_acknowledged": len(there - told_ids),
        "told_twice": len(sure) - len(told_ids),
        "not_in_the_diary": len(there) - fetch("SELECT COUNT(*) FROM journal_entry WHERE what = 'booking.made'")[0][0],
        "offers_that_did_not_work": sum(one.offered_gone_alone for one in told),
    }
