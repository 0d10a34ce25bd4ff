"""Naming another customer in a form: by file code or whole telephone number."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import Customer, customers_by_phone
from wangcai.kernel.public import Actor, Refusal


class PersonUnclear(Refusal):
    code = "person_unclear"
    sentence = _("没有找到“{text}”，请写客户编号（K000123）或完整电话；同号多份档案时写编号。")
    field = "customer"


def person_named(by: Actor, text: str) -> Customer:
    """The one living customer with this code or number; refuses none and several."""
    text = text.strip()
    found: list[Any] = list(Customer.objects.of(by).filter(code__iexact=text).select_related("merged_into")[:1])
    found = [c.merged_into or c for c in found] or customers_by_phone(by, text)
    if len(found) != 1:
        raise PersonUnclear(text=text[:30])
    return found[0]
