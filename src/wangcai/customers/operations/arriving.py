"""A new face at the counter: person and pet in one go."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.models import Customer
from wangcai.customers.operations.opening import create_customer
from wangcai.customers.operations.pets import add_pet
from wangcai.customers.queries.duplicates import alike
from wangcai.journal.public import once
from wangcai.kernel.public import Actor, Refusal, normal_phone


class NumberKnown(Refusal):
    code = "number_known"
    sentence = _("这个电话已有档案：{names}。请打开它；确实是另一个人时再点“仍然新建”。")
    field = "phone"


@once
def open_family(
    *, name: str, phone: str, by: Actor, pet: dict[str, Any] | None = None, anyway: bool = False, at: datetime | None = None,
    **more: Any,
) -> Customer:  # fmt: skip
    """Open a customer's file and, where `pet` has fields, the first pet's. Refuses a number another file has already,
    unless `anyway` says that it is somebody else."""
    if phone.strip() and not anyway:
        known = alike(by, phones=(normal_phone(phone),))
        if known:
            raise NumberKnown(names=_("、").join(str(c) for c in known), customers=[c.pk for c in known])
    customer = create_customer(name=name, phone=phone, by=by, at=at, **more)
    if pet:
        add_pet(customer=customer, by=by, at=at, **pet)
    return customer
