"""Opening and changing a customer's file."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers import finding
from wangcai.customers.events import CustomerChanged, CustomerCreated
from wangcai.customers.models import Customer, Phone
from wangcai.customers.numbers import next_codes
from wangcai.customers.rules import must_be_ours, must_write, must_write_or_order
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, clean_text, normal_phone, now

LINES = {
    "name": 80,
    "salutation": 20,
    "wechat": 60,
    "mail": 120,
    "contact_hours": 60,
    "style": 200,
    "family": 300,
    "language": 10,
}
PLAIN = {"birthday", "home_store", "preferred_channel"}


class FileMerged(Refusal):
    code = "file_merged"
    sentence = _("这份档案已并入 {code}，请在那一份上改。")


class MailUnclear(Refusal):
    code = "mail_unclear"
    sentence = _("邮箱“{text}”不完整，请检查 @ 前后。")
    field = "mail"


class ChannelUnknown(Refusal):
    code = "channel_unknown"
    sentence = _("没有“{text}”这种联系方式。")
    field = "preferred_channel"


@once
def create_customer(
    *, name: str, by: Actor, phone: str = "", at: datetime | None = None, source: str = "", external_ref: str = "",
    **more: Any,
) -> Customer:  # fmt: skip
    """Open a file with a name or a telephone number (at least one); `more` are fields of the file, see `change_customer`."""
    must_write_or_order(by)
    number = normal_phone(phone) if phone.strip() else ""
    values = cleaned({"name": name, **more})
    if not values["name"] and not number:
        raise Missing(what=_("姓名或电话"), field="name")
    (code,) = next_codes(by.chain_id, "customer")
    customer = Customer.objects.create(
        chain_id=by.chain_id, code=code, created_at=at or now(), source=clean_line(source, most=30),
        external_ref=clean_line(external_ref, most=60), **values,
    )  # fmt: skip
    if number:
        Phone.objects.create(chain_id=by.chain_id, customer=customer, number=number)
    record(
        CustomerCreated(subject_id=customer.pk, customer_id=customer.pk, code=code, source=customer.source),
        by=by,
        at=at,
    )
    finding.refresh(by.chain_id, customers=[customer.pk])
    return customer


@once
def change_customer(*, customer: Customer, by: Actor, at: datetime | None = None, **changes: Any) -> Customer:
    """Change fields of a file: name, salutation, wechat, mail, birthday, preferred_channel, contact_hours, style, family,
    note, language, home_store. What is not named stays."""
    must_write(by)
    must_be_ours(by, customer)
    values = cleaned(changes)
    changed = [name for name, value in values.items() if getattr(customer, name) != value]
    if not changed:
        return customer
    written = Customer.objects.of(by).filter(pk=customer.pk, merged_into=None).update(**{n: values[n] for n in changed})
    if not written:
        raise_merged(by, customer)
    if not (values.get("name", customer.name) or customer.phones.exists()):
        raise Missing(what=_("姓名或电话"), field="name")
    record(CustomerChanged(subject_id=customer.pk, customer_id=customer.pk, fields=changed), by=by, at=at)
    finding.refresh(by.chain_id, customers=[customer.pk])
    customer.refresh_from_db()
    return customer


def raise_merged(by: Actor, customer: Customer) -> None:
    """Say where a merged file went."""
    keep = Customer.objects.of(by).filter(pk=customer.pk).values_list("merged_into__code", flat=True).first()
    raise FileMerged(code=keep or "")


def cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """Field values as they may be stored. Refuses an unclear mail address or channel; unknown fields are a mistake."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        if name in LINES:
            result[name] = clean_line(value, most=LINES[name])
        elif name == "note":
            result[name] = clean_text(value)
        elif name in PLAIN:
            result[name] = value
        else:
            raise TypeError(f"a customer's file has no field {name!r} to set")
    mail = result.get("mail", "")
    if mail and ("@" not in mail[1:-1] or " " in mail):
        raise MailUnclear(text=mail)
    if result.get("preferred_channel", "") not in Customer.Channel.values:
        raise ChannelUnknown(text=str(result["preferred_channel"])[:20])
    return result


@once
def find_or_create_customer(
    *, name: str, phone: str, by: Actor, source: str = "", at: datetime | None = None
) -> Customer:
    """The living file with this telephone number (of several: the one of that name, then the oldest), or a new one."""
    must_write_or_order(by)
    if phone.strip():
        files = list(
            Customer.objects.of(by)
            .filter(phones__number=normal_phone(phone), merged_into=None)
            .distinct()
            .order_by("id")
        )
        same_name = [file for file in files if file.name == clean_line(name, most=80)]
        if files:
            return (same_name or files)[0]
    return create_customer(name=name, phone=phone, by=by, source=source, at=at)
