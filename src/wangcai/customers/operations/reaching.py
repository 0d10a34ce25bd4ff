"""Telephone numbers and addresses of a customer, and looking at a hidden number."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.customers import finding
from wangcai.customers.events import CustomerChanged, PhoneRevealed
from wangcai.customers.models import Address, Customer, Phone
from wangcai.customers.operations.opening import raise_merged
from wangcai.customers.rules import must_be_ours, must_write, must_write_or_order, sees_phones
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, normal_phone, now


class PhoneKnown(Refusal):
    code = "phone_known"
    sentence = _("这个电话已经在档案里了。")
    field = "phone"


class LastWayToReach(Refusal):
    code = "last_way_to_reach"
    sentence = _("没有姓名的档案至少要留一个电话，请先写姓名。")
    field = "phone"


@once
def add_phone(*, customer: Customer, number: str, by: Actor, label: str = "", at: datetime | None = None) -> Phone:
    """Add a telephone number to a file; refuses one the file has already."""
    must_write(by)
    _must_live(by, customer)
    digits = normal_phone(number)
    phone, made = Phone.objects.of(by).get_or_create(
        chain_id=by.chain_id, customer=customer, number=digits,
        defaults={"label": clean_line(label, most=20), "position": customer.phones.count()},
    )  # fmt: skip
    if not made:
        raise PhoneKnown
    _changed(by, customer, "phones", at)
    return phone


@once
def drop_phone(*, phone: Phone, by: Actor, at: datetime | None = None) -> None:
    """Take a number off a file. A file without a name keeps its last number."""
    must_write(by)
    must_be_ours(by, phone)
    customer = phone.customer
    if not customer.name and customer.phones.count() == 1:
        raise LastWayToReach
    if not Phone.objects.of(by).filter(pk=phone.pk).delete()[0]:
        raise NotFound
    _changed(by, customer, "phones", at)


@once
def add_address(
    *, customer: Customer, text: str, by: Actor, label: str = "", district: str = "",
    latitude: float | None = None, longitude: float | None = None, at: datetime | None = None,
) -> Address:  # fmt: skip
    """Add a delivery address; the same text again gives the address that is there."""
    must_write_or_order(by)
    _must_live(by, customer)
    text = clean_line(text, most=200)
    if not text:
        raise Missing(what=_("地址"), field="text")
    known = Address.objects.of(by).filter(customer=customer, text=text, ended_at=None).first()
    if known:
        return known
    address = Address.objects.create(
        chain_id=by.chain_id, customer=customer, text=text, label=clean_line(label, most=20),
        district=clean_line(district, most=60), latitude=latitude, longitude=longitude,
        position=customer.addresses.count(),
    )  # fmt: skip
    _changed(by, customer, "addresses", at)
    return address


@once
def end_address(*, address: Address, by: Actor, at: datetime | None = None) -> Address:
    """The customer no longer uses this address; past orders keep their own copy."""
    must_write(by)
    must_be_ours(by, address)
    at = at or now()
    if not Address.objects.of(by).filter(pk=address.pk, ended_at=None).update(ended_at=at):
        raise NotFound
    _changed(by, address.customer, "addresses", at)
    address.refresh_from_db()
    return address


def _must_live(by: Actor, customer: Customer) -> None:
    must_be_ours(by, customer)
    if not Customer.objects.of(by).filter(pk=customer.pk, merged_into=None).exists():
        raise_merged(by, customer)


def _changed(by: Actor, customer: Customer, what: str, at: datetime | None) -> None:
    record(CustomerChanged(subject_id=customer.pk, customer_id=customer.pk, fields=[what]), by=by, at=at)
    finding.refresh(by.chain_id, customers=[customer.pk])


@once
def reveal_phone(*, phone: Phone, by: Actor, at: datetime | None = None) -> Phone:
    """Show one hidden number to someone who may ask for it; the look is written in the diary (F86)."""
    must_be_ours(by, phone)
    if not sees_phones(by):
        by.require("customers.reveal")
    record(PhoneRevealed(subject_id=phone.customer_id, customer_id=phone.customer_id, phone_id=phone.pk), by=by, at=at)
    return phone
