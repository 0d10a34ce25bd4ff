"""Who may do what with the stock, and where."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Actor, NotFound, Refusal

if TYPE_CHECKING:
    from wangcai.shops.public import Store

RECEIVE, MOVE, COUNT = "stock.receive", "stock.move", "stock.count"
ADJUST, TRANSFER, APPROVE = "stock.adjust", "stock.transfer", "stock.approve"


class SecondPersonNeeded(Refusal):
    code = "second_person_needed"
    sentence = _("这一步要另一个人同意：请有“库存审批”权限的同事输入 PIN。")
    field = "second"


def require_in(store: "Store", permission: str, by: Actor) -> None:
    """Absent and another's store are the same NotFound; a missing permission is NotAllowed."""
    if store.chain_id != by.chain_id or not by.sees(store.pk):
        raise NotFound
    by.require(permission, store.pk)


def approver_of(store: "Store", by: Actor, second: Actor | None, *, did_it: frozenset[str]) -> Actor:
    """Who answers for a loss: `second` where given, otherwise `by`; he or she needs stock.approve in the store.

    Where the store's setting `second_person` is on it must be none of `did_it` (actor keys). Refuses with SecondPersonNeeded.
    """
    person = second or by
    four_eyes = bool(store.settings.get("second_person"))
    allowed = person.chain_id == store.chain_id and person.may(APPROVE, store.pk)
    if not allowed or (four_eyes and person.key in did_it):
        raise SecondPersonNeeded
    return person
