"""Somebody who may no longer book by himself: the owner's pages say only that the shop is to be called (F22)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.customers.events_portal import BLOCK_WHY, CustomerBlocked, CustomerUnblocked
from wangcai.customers.models import Customer
from wangcai.customers.rules import must_be_ours
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, now


class BlockWhyUnclear(Refusal):
    code = "block_why_unclear"
    sentence = _("请选一个不再接的原因。")
    field = "why"


class BlockUnchanged(Refusal):
    code = "block_unchanged"
    sentence = _("刚被别人改过，请刷新看看。")
    status = 409


@once
def block_customer(*, customer: Customer, why: str, by: Actor, at: datetime | None = None) -> Customer:
    """No more bookings by himself; what is booked stays, and staff may still book. `why` is a code of BLOCK_WHY.

    Refuses BlockWhyUnclear, and BlockUnchanged where it is so already.
    """
    by.require("customers.block")
    must_be_ours(by, customer)
    if why not in BLOCK_WHY:
        raise BlockWhyUnclear
    at = at or now()
    if not Customer.objects.of(by).filter(pk=customer.pk, blocked_at=None).update(blocked_at=at):
        raise BlockUnchanged
    customer.blocked_at = at
    record(CustomerBlocked(subject_id=customer.pk, customer_id=customer.pk, why=why), by=by, at=at)
    return customer


@once
def unblock_customer(*, customer: Customer, by: Actor, at: datetime | None = None) -> Customer:
    """He may book by himself again. Refuses BlockUnchanged where he may already."""
    by.require("customers.block")
    must_be_ours(by, customer)
    if not Customer.objects.of(by).filter(pk=customer.pk, blocked_at__isnull=False).update(blocked_at=None):
        raise BlockUnchanged
    customer.blocked_at = None
    record(CustomerUnblocked(subject_id=customer.pk, customer_id=customer.pk), by=by, at=at or now())
    return customer
