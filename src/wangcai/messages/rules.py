"""Where a person may be written to: consent, preference. When is the shop's quiet hours."""

from typing import Any

from wangcai.customers.public import Consent, Customer, may_reach


def may_tell(customer: Customer | None, channel: str) -> bool:
    """May a service notice go to this person by this channel? Somebody without a file gave the address for it."""
    return customer is None or may_reach(customer, Consent.Purpose.SERVICE, channel)


def addresses_of(customer: Customer | None, *, phone: str = "", mail: str = "") -> dict[str, str]:
    """Where each channel reaches the person: what this order says first, then the customer's file."""
    if customer is not None and not phone:
        first = customer.phones.first()
        phone = first.number if first else ""
    if not mail and customer is not None:
        mail = customer.mail
    # A text message needs a mobile number; a landline cannot read it.
    mobile = phone if len(phone) == 11 and phone.startswith("1") else ""
    return {channel: address for channel, address in (("sms", mobile), ("mail", mail)) if address}


def ways_to(customer: Customer | None, reachable: dict[str, str], open_channels: list[str]) -> list[tuple[str, str]]:
    """(channel, address) in the order to try: the preferred one first, refused ones left out."""
    wish: Any = customer.preferred_channel if customer else ""
    found = [
        (channel, reachable[channel])
        for channel in open_channels
        if channel in reachable and may_tell(customer, channel)
    ]
    return sorted(found, key=lambda way: way[0] != wish)
