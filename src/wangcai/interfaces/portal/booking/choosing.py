"""What can be chosen next: only what can really be booked is shown."""

from datetime import date, timedelta
from typing import Any

from wangcai.booking.public import stays_for
from wangcai.care.public import online_gate
from wangcai.catalogue.public import Service, services_offered
from wangcai.customers.public import pets_of
from wangcai.interfaces.portal.booking.choice import NAMES, SEVERAL, Choice, Guest, quoted
from wangcai.interfaces.portal.booking.timing import AHEAD, find_times
from wangcai.interfaces.portal.home.session import Visitor
from wangcai.kernel.public import Refusal, local, now
from wangcai.shops.public import Store

MOST_PETS = 6  # as many as the use case takes in one visit


def read_choice(visitor: Visitor, stores: list[Store], sent: Any) -> Choice:
    """Read what was chosen, step by step; a step that does not fit ends the reading, never the page."""
    said = {name: sent.getlist(name) if name in SEVERAL else sent.get(name, "") for name in (*NAMES, "wishes")}
    store = next((each for each in stores if str(each.pk) == said["store"]), visitor.store)
    choice = Choice(visitor.at(store), stores, said)
    choice.pets = [pet for pet in pets_of(visitor.customer) if pet.died_on is None]
    wanted = {code: number for number, code in enumerate(said["pet"])}
    coming = sorted((p for p in choice.pets if str(p.public_id) in wanted), key=lambda p: wanted[str(p.public_id)])
    if not coming and not said["pet"] and len(choice.pets) == 1:
        coming = choice.pets
    choice.guests = [Guest(pet, number) for number, pet in enumerate(coming[:MOST_PETS])]
    said["pet"] = [str(guest.pet.public_id) for guest in choice.guests]
    for guest in choice.guests:
        _services(choice, guest)
    if not choice.chosen:
        return choice
    said["service"] = [str(guest.service.variant_id) for guest in choice.guests if guest.service]
    today = local(now(), store.timezone).date()
    choice.first, choice.last = today, today + timedelta(days=AHEAD)
    choice.day, choice.until = _day(said["day"], choice), _day(said["until"], choice)
    try:
        find_times(choice)
    except Refusal as refusal:
        choice.refusal = refusal
    if choice.ready:
        for guest in choice.guests:
            end = choice.until if choice.stay else local(guest.at or choice.starts[0], store.timezone).date()
            guest.gate = online_gate(service=guest.service, pet=guest.pet, until=end or today)  # type: ignore[arg-type]
    return choice


def _services(choice: Choice, guest: Guest) -> None:
    """Every service for this pet with its minutes and price; what has no price here is not shown.

    Who comes along does the same as the first, unless something else is said; a stay and a bath are two visits.
    """
    first = choice.guests[0].service if guest.number else None
    offered = services_offered(choice.visitor.actor, choice.store, species=guest.pet.species, online=True)
    nights = [each.variant_id for each in offered if each.kind == Service.Kind.BOARD]
    never = set(nights) - stays_for(store=choice.store, pet=guest.pet, service_ids=nights)
    said = choice.said["service"]
    wanted = said[guest.number] if guest.number < len(said) else str(first.variant_id) if first else ""
    for service in offered:
        other_kind = (
            first is not None and Service.Kind.BOARD in (first.kind, service.kind) and first.kind != service.kind
        )
        if service.addon or other_kind or service.variant_id in never:
            continue
        quote = quoted(choice, guest, service)
        if quote is not None:
            guest.services.append((service, quote))
            if str(service.variant_id) == wanted:
                guest.service, guest.quote = service, quote
    if guest.service is not None:
        guest.addons = [each for each in offered if each.addon and each.kind == guest.service.kind]
        codes = choice.said["addon"]
        guest.picked = tuple(a.variant_id for a in guest.addons if guest.addon_code(a.variant_id) in codes)
        if guest.picked:
            guest.quote = quoted(choice, guest, guest.service) or guest.quote


def _day(text: str, choice: Choice) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if choice.first <= day <= choice.last else None
