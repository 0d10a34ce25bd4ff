"""The places of a store: people in the calendar, tables, rooms, dryers, training grounds."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wangcai.booking.minutes import minute_of
from wangcai.booking.models import Hold, Resource, Skill
from wangcai.booking.operations.skills import give_skill
from wangcai.booking.waiting_events import ResourceAdded, ResourceChanged, ResourceEnded
from wangcai.catalogue.public import Service
from wangcai.customers.public import Species
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now
from wangcai.shops.public import Account, Post, staff_of

PREFIX = {"worker": "W", "table": "T", "room": "R", "dryer": "D", "ground": "G"}
TEXTS = {"name": 60, "code": 20, "area": 40, "note": 200}
NUMBERS = {"pace": (10, 500), "position": (0, 999), "most_pets": (1, 50), "most_weight_g": (1, 500_000),
           "most_height_cm": (1, 300)}  # fmt: skip
MAY_BE_EMPTY = {"most_weight_g", "most_height_cm"}
SKILLS_OF = {"groomer": ("groom", "groom_cat"), "keeper": ("board",), "trainer": ("train",)}
FIELDS = {*TEXTS, *NUMBERS, "species", "quiet", "offer_id"}


class CodeTaken(Refusal):
    code = "resource_code_taken"
    sentence = _("编号“{value}”已有，请换一个。")
    field = "code"


class FieldUnclear(Refusal):
    code = "resource_unclear"
    sentence = _("这一项填得不对，请检查。")


class StillBooked(Refusal):
    code = "resource_still_booked"
    sentence = _("{name} 以后还有 {bookings} 个预约，请先移到别处。")


@once
def add_resource(
    *,
    store: Any,
    kind: str,
    name: str,
    account: Account | None = None,
    by: Actor,
    at: datetime | None = None,
    **fields: Any,
) -> Resource:
    """Add a person, table, room, dryer or ground. Without a code the next free one is taken (T1, T2, …).

    Fields: code, area, position, species ("cat,dog", empty = any), most_weight_g, most_height_cm, most_pets, quiet,
    offer_id (night price of a room), pace (percent of the usual time), note. Refuses: CodeTaken, FieldUnclear, Missing.
    """
    by.require_at("booking.setup", store)
    if kind not in Resource.Kind.values:
        raise FieldUnclear(field="kind")
    if (account is not None) != (kind == "worker") or (account is not None and account.chain_id != by.chain_id):
        raise FieldUnclear(field="account")
    values = read_fields({"name": name, **fields}, by)
    if not values["name"]:
        raise Missing(what=str(_("名称")), field="name")
    values["code"] = values.get("code") or next_code(store, kind)
    try:
        with transaction.atomic():
            resource = Resource.objects.create(chain_id=by.chain_id, store=store, kind=kind, account=account, **values)
    except IntegrityError:
        raise CodeTaken(value=values["code"]) from None
    record(
        ResourceAdded(subject_id=resource.pk, store_id=store.pk, name=resource.name, kind=kind), by=by, at=at or now()
    )
    return resource


@once
def change_resource(*, resource: Resource, by: Actor, at: datetime | None = None, **fields: Any) -> Resource:
    """Change fields as `add_resource` takes them; bookings that stand are not looked at again."""
    by.require_at("booking.setup", resource)
    values = read_fields(fields, by)
    if "name" in values and not values["name"]:
        raise Missing(what=str(_("名称")), field="name")
    changed = sorted(name for name, value in values.items() if getattr(resource, name) != value)
    if not changed:
        return resource
    try:
        with transaction.atomic():
            Resource.objects.of(by).filter(pk=resource.pk).update(**values)
    except IntegrityError:
        raise CodeTaken(value=values.get("code", "")) from None
    for name, value in values.items():
        setattr(resource, name, value)
    happening = ResourceChanged(subject_id=resource.pk, store_id=resource.store_id, name=resource.name, changed=changed)
    record(happening, by=by, at=at or now())
    return resource


@once
def end_resource(*, resource: Resource, by: Actor, at: datetime | None = None) -> Resource:
    """Take it out of use for good. Refuses with StillBooked while bookings to come need it."""
    by.require_at("booking.setup", resource)
    at = at or now()
    booked = Hold.objects.of(by).filter(resource=resource, booking__isnull=False, ends__gt=minute_of(at)).count()
    if booked:
        raise StillBooked(name=resource.name, bookings=booked)
    if not Resource.objects.of(by).filter(pk=resource.pk, ended_at__isnull=True).update(ended_at=at):
        raise NotFound
    resource.ended_at = at
    happening = ResourceEnded(subject_id=resource.pk, store_id=resource.store_id, name=resource.name)
    record(happening, by=by, at=at)
    return resource


@once
def make_usual_places(*, store: Any, by: Actor, at: datetime | None = None) -> None:
    """A small shop's places to begin with: two tables, a dryer, four rooms, and the people who groom, keep and train.

    Doing it twice adds only who is new. Rooms get the chain's cheapest night as their price, quiet ones the dearest.
    """
    by.require_at("booking.setup", store)
    known = set(Resource.objects.of(by).filter(store=store).values_list("kind", flat=True))
    nights = list(
        Service.objects.of(by).filter(kind="board", addon=False, ended_at__isnull=True)
        .order_by("variant__price_fen").values_list("variant_id", flat=True)
    )  # fmt: skip
    plain, quiet = (nights[0], nights[-1]) if nights else (None, None)
    for kind, name, fields in (
        ("table", _("美容台 1"), {}), ("table", _("美容台 2"), {}), ("dryer", _("烘干箱"), {}),
        ("room", _("猫房 1"), {"species": "cat", "area": str(_("猫区")), "position": 1, "offer_id": plain}),
        ("room", _("猫房 2"), {"species": "cat", "area": str(_("猫区")), "position": 2, "offer_id": plain}),
        ("room", _("狗房 1"), {"species": "dog", "area": str(_("狗区")), "position": 1, "offer_id": plain, "most_pets": 2}),
        ("room", _("安静单间"), {"quiet": True, "area": str(_("安静区")), "position": 1, "offer_id": quiet}),
    ):  # fmt: skip
        if kind not in known:
            add_resource(store=store, kind=kind, name=str(name), by=by, at=at, **fields)
    make_usual_people(store, by, at)


def make_usual_people(store: Any, by: Actor, at: datetime | None) -> None:
    """Who grooms, keeps or trains stands in the calendar with the skills of the role; without any, the owner does it all."""
    held = set(Resource.objects.of(by).filter(store=store, account__isnull=False).values_list("account_id", flat=True))
    roles: dict[int, set[str]] = {}
    posts = Post.objects.of(by).filter(Q(store=store) | Q(store__isnull=True), ended_at__isnull=True)
    for account_id, role in posts.filter(role__in=SKILLS_OF).values_list("account_id", "role"):
        roles.setdefault(account_id, set()).add(role)
    people = [account for account in staff_of(store, "care.work") if account.pk in roles] or staff_of(store, "*")
    for account in people:
        if account.pk in held:
            continue
        add_resource(store=store, kind="worker", name=account.name, account=account, by=by, at=at)
        for role in sorted(roles.get(account.pk) or SKILLS_OF):
            for code in SKILLS_OF[role]:
                if not Skill.objects.of(by).filter(account=account, code=code).exists():
                    give_skill(account, code, by=by, at=at or now(), store=store)


def read_fields(fields: dict[str, Any], by: Actor) -> dict[str, Any]:
    """The values as they may be stored; refuses what is not a field or out of bounds."""
    unknown = set(fields) - FIELDS
    if unknown:
        raise FieldUnclear(field=sorted(unknown)[0])
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in TEXTS:
            values[name] = clean_line(value, most=TEXTS[name])
        elif name in NUMBERS:
            values[name] = read_number(name, value)
        elif name == "species":
            words = [word.strip() for word in str(value or "").split(",") if word.strip()]
            if any(word not in Species.values for word in words):
                raise FieldUnclear(field="species")
            values[name] = ",".join(words)
        elif name == "quiet":
            values[name] = bool(value)
        elif value and not Service.objects.of(by).filter(variant_id=value, kind="board").exists():
            raise FieldUnclear(field="offer_id")
        else:
            values[name] = value or None
    return values


def read_number(name: str, value: Any) -> int | None:
    least, most = NUMBERS[name]
    if value in (None, "") and name in MAY_BE_EMPTY:
        return None
    if isinstance(value, bool) or not str(value).strip().isdecimal() or not least <= int(value) <= most:
        raise FieldUnclear(field=name)
    return int(value)


def next_code(store: Any, kind: str) -> str:
    """T1, T2, …: the first number nobody has."""
    known = set(Resource.objects.of(store.chain_id).filter(store=store).values_list("code", flat=True))
    number = 1
    while f"{PREFIX[kind]}{number}" in known:
        number += 1
    return f"{PREFIX[kind]}{number}"
