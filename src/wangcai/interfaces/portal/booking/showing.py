"""The choice as rows of the booking page: each a text, an address that chooses it, and whether it is chosen."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wangcai.customers.public import Pet
from wangcai.interfaces.portal.booking.choice import APART, Choice, Guest
from wangcai.interfaces.ui.components.text import WEEKDAYS, clock, money
from wangcai.interfaces.ui.public import long_moment
from wangcai.knowledge.public import TextVersion

type Row = tuple[str, str, bool]


def pet_row(choice: Choice, base: str, pet: Pet) -> tuple[Pet, str, bool]:
    """One press puts a pet in, another takes it out; what was chosen for the others stays."""
    code, pets, services = str(pet.public_id), list(choice.said["pet"]), list(choice.said["service"])
    if code in pets:
        number = pets.index(code)
        pets.remove(code)
        services = services[:number] + services[number + 1 :]
        # Alone it is taken at once: nobody at all has to be said.
        pets = pets or (["-"] if len(choice.pets) == 1 else [])
        return pet, choice.url(base, pet=pets, service=services if pets else []), True
    return pet, choice.url(base, pet=[*pets, code], service=services), False


def guest_row(choice: Choice, base: str, guest: Guest) -> dict[str, Any]:
    """One pet that comes: its services with minutes and price before any time is chosen, and what can be added."""
    return {"pet": guest.pet, "services": services_rows(choice, base, guest), "addons": addon_rows(choice, base, guest),
            "chosen": guest.service}  # fmt: skip


def services_rows(choice: Choice, base: str, guest: Guest) -> list[dict[str, Any]]:
    rows = []
    for service, quote in guest.services:
        stay = service.kind == "board"
        price = span(quote.price_from_fen, quote.price_to_fen)
        detail = _("{price} 一晚").format(price=price) if stay else _("约 {minutes} 分钟").format(minutes=quote.minutes)
        wanted = [str(g.service.variant_id) if g.service else "0" for g in choice.guests]
        wanted[guest.number] = str(service.variant_id)
        # The others do the same until something else is said for them.
        later = any(g.service for g in choice.guests[guest.number + 1 :])
        rows.append({
            "name": service.variant.name, "detail": detail, "price": "" if stay else price,
            "url": choice.url(base, service=wanted if later and choice.said["service"] else wanted[: guest.number + 1]),
            "current": service == guest.service,
        })  # fmt: skip
    return rows


def span(low: int, high: int) -> str:
    return money(low) if high <= low else f"{money(low)}–{money(high)}"


def addon_rows(choice: Choice, base: str, guest: Guest) -> list[Row]:
    """Ticks as links: one press puts it in, another takes it out."""
    rows = []
    for each in guest.addons:
        code, on = guest.addon_code(each.variant_id), each.variant_id in guest.picked
        said = [x for x in choice.said["addon"] if x != "0"]
        wanted = [x for x in said if x != code] if on else [*said, code]
        words = f"{each.variant.name} {money(each.variant.price_fen)}"
        rows.append((words, choice.url(base, addon=wanted or ["0"]), on))
    return rows


def worker_rows(choice: Choice, base: str) -> list[Row]:
    if len(choice.workers) < 2:
        return []
    anyone = [(_("谁都可以"), choice.url(base, worker="any"), choice.worker is None)]
    return anyone + [(w.name, choice.url(base, worker=w.pk), w == choice.worker) for w in choice.workers]


def day_row(choice: Choice, base: str, day: date) -> dict[str, Any]:
    return {"label": short_day(day), "url": choice.url(base, day=day), "current": day == choice.day}


def short_day(day: date) -> str:
    """11/24 周二"""
    return f"{date_format(day, 'n/j')} {_(WEEKDAYS[day.weekday()])}"


def sharing_rows(choice: Choice, base: str) -> list[Row]:
    """One room for all of them, or one each: asked where both can be."""
    if not (choice.stay and choice.several and choice.may_share):
        return []
    days = {"day": choice.day, "until": choice.until}
    return [
        (_("住一间"), choice.url(base, together="1", **days), choice.share),
        (_("各住一间"), choice.url(base, together=APART, **days), not choice.share),
    ]


def rooms_rows(choice: Choice, base: str) -> list[tuple[str, list[Row]]]:
    """Whose room it is, and the rooms; one list where they share. The next pet's come when the first has one."""
    found = []
    for guest in choice.guests if not choice.share else choice.guests[:1]:
        before = [str(other.room.pk) for other in choice.guests[: guest.number] if other.room]
        rows = [
            (room.name, choice.url(base, day=choice.day, until=choice.until, room=[*before, str(room.pk)]), room == guest.room)
            for room in guest.rooms
        ]  # fmt: skip
        found.append((guest.pet.name if choice.several and not choice.share else "", rows))
        if guest.room is None:
            break
    return found


def asked_row(choice: Choice, guest: Guest) -> dict[str, Any]:
    """One pet on the last card: what, when where they differ, which room, what is missing."""
    apart = len(set(choice.starts)) > 1
    quote = guest.quote
    parts = [guest.service.variant.name if guest.service else ""]
    parts += [each.variant.name for each in guest.addons if each.variant_id in guest.picked]
    return {
        "pet": guest.pet, "service": "、".join(parts), "gate": guest.gate,
        "at": clock(guest.at) if apart and guest.at else "",
        "room": guest.room.name if guest.room and choice.stay else "",
        "price": span(quote.price_from_fen, quote.price_to_fen) if quote else "",
    }  # fmt: skip


def agreements_of(choice: Choice) -> list[TextVersion]:
    """Each text once, however many pets it is for."""
    found = {g.gate.agreement.pk: g.gate.agreement for g in choice.guests if g.gate and g.gate.agreement}
    return list(found.values())


def when_of(choice: Choice) -> str:
    if not choice.ready or choice.start is None:
        return ""
    if choice.ends_at:
        return _("{begins} 至 {ends}").format(begins=long_moment(choice.start), ends=long_moment(choice.ends_at))
    return long_moment(choice.start)


def price_of(choice: Choice) -> str:
    """Of all of them."""
    quotes = [guest.quote for guest in choice.guests if guest.quote]
    return span(sum(q.price_from_fen for q in quotes), sum(q.price_to_fen for q in quotes)) if quotes else ""
