"""A manager lends his rights for one ticket by PIN; the clerk stays the one who sells."""

from typing import Any

from wangcai.interfaces.counter.till.ticket import Ticket
from wangcai.kernel.public import Actor, NotAllowed, basis_points
from wangcai.orders.public import DiscountTooHigh
from wangcai.shops.public import prove_pin, setting, staff_of


def may_approve(store: Any) -> list[tuple[int, str]]:
    """Who can be asked: (account id, name)."""
    return [(person.pk, person.name) for person in staff_of(store, "till.discount_any")]


def approve(request: Any) -> str:
    """The name of the manager whose PIN came with the form, or nothing when none was given.

    Refuses with PinWrong or Locked. Call it outside any transaction: a wrong try must stay counted.
    """
    person, pin = request.POST.get("approver", ""), request.POST.get("pin", "").strip()
    if not pin:
        return ""
    account = next((a for a in staff_of(request.store, "till.discount_any") if str(a.pk) == person), None)
    if account is None:
        raise NotAllowed(permission="till.discount_any")
    prove_pin(account=account, pin=pin)
    return account.name


def lent(by: Actor, store: Any, ticket: Ticket) -> Actor:
    """The clerk with what a manager allowed for this ticket."""
    if not ticket.approved_by:
        return by
    held = by.grants.get(store.pk, frozenset()) | {"till.discount_any", "till.price"}
    return Actor(by.chain_id, by.kind, by.id, by.name, {**by.grants, store.pk: held}, by.device_id)


def check_limit(ticket: Ticket, *, store: Any, by: Actor) -> None:
    """Refuse more discount than this person may give without a manager: the whole ticket counts."""
    if not ticket.given_away_fen or lent(by, store, ticket).may("till.discount_any", store.pk):
        return
    by.require("till.discount", store.pk)
    percent = setting(store, "till.discount_percent")
    if ticket.given_away_fen > basis_points(ticket.gross_fen, percent * 100):
        raise DiscountTooHigh(percent=percent)
