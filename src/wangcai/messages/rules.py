"""When and where a person may be written to: quiet hours, consent, preference."""

from datetime import datetime, time, timedelta
from typing import Any

from wangcai.customers.public import Consent, Customer, may_reach
from wangcai.kernel.public import local, moment
from wangcai.shops.public import Store, setting


def quiet_until(at: datetime, store: Store) -> datetime | None:
    """The end of the store's quiet hours that `at` falls in (21:00–09:00 where it says nothing), or None.

    Both hours are by the store's clock; the same hour twice means there are none.
    """
    here = local(at, store.timezone)
    begin, end = setting(store, "messages.quiet_from"), setting(store, "messages.quiet_to")
    # Hours since the quiet began; it lasts over midnight as well as within a day.
    if (here.hour - begin) % 24 >= (end - begin) % 24:
        return None
    day = here.date() + timedelta(days=1) if here.hour >= end else here.date()
    return moment(day, time(end), store.timezone)


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
