"""Making one file of two."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.customers import finding
from wangcai.customers.events import CustomersMerged
from wangcai.customers.models import Address, Carer, Consent, Customer, Pet, Phone, Remark, ShareLink
from wangcai.customers.operations.families import unite_households
from wangcai.customers.operations.opening import raise_merged
from wangcai.customers.rules import must_be_ours
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal

FILLED = (
    "name",
    "salutation",
    "wechat",
    "mail",
    "birthday",
    "preferred_channel",
    "contact_hours",
    "style",
    "family",
    "language",
    "home_store_id",
)


class SameFile(Refusal):
    code = "same_file"
    sentence = _("这是同一份档案，请选另一份。")
    field = "drop"


@once
def merge_customers(*, keep: Customer, drop: Customer, by: Actor, at: datetime | None = None) -> Customer:
    """`drop` becomes part of `keep`: phones, addresses, pets, consents, links and notes move, empty fields are filled, notes joined.

    Orders stay where they were placed; readings follow `merged_into` (see `file_ids`). Old codes keep finding the file.
    """
    by.require("customers.merge")
    must_be_ours(by, keep, drop)
    if keep.pk == drop.pk:
        raise SameFile
    # In key order, so that two merges of the same pair wait for each other instead of locking up.
    rows = {
        c.pk: c for c in Customer.objects.of(by).filter(pk__in=[keep.pk, drop.pk]).select_for_update().order_by("pk")
    }
    keep, drop = rows[keep.pk], rows[drop.pk]
    for file in (keep, drop):
        if file.merged_into_id:
            raise_merged(by, file)
    Customer.objects.of(by).filter(pk=drop.pk, merged_into=None).update(merged_into=keep)
    # One step always leads to the living file.
    Customer.objects.of(by).filter(merged_into=drop).update(merged_into=keep)
    counts = _move_rows(by, keep, drop)
    _fill(keep, drop)
    happening = CustomersMerged(
        subject_id=keep.pk,
        customer_id=keep.pk,
        dropped_id=drop.pk,
        dropped_code=drop.code,
        kept_code=keep.code,
        **counts,
    )
    record(happening, by=by, at=at)
    finding.forget_customer(by.chain_id, drop.pk)
    finding.refresh(by.chain_id, customers=[keep.pk])
    return keep


def _move_rows(by: Actor, keep: Customer, drop: Customer) -> dict[str, int]:
    known = set(keep.phones.values_list("number", flat=True))
    phones = (
        Phone.objects.of(by).filter(customer=drop).exclude(number__in=known).update(customer=keep, position=len(known))
    )
    Phone.objects.of(by).filter(customer=drop).delete()
    places = set(keep.addresses.filter(ended_at=None).values_list("text", flat=True))
    addresses = Address.objects.of(by).filter(customer=drop).exclude(text__in=places).update(customer=keep)
    Consent.objects.of(by).filter(customer=drop).update(customer=keep)
    ShareLink.objects.of(by).filter(customer=drop).update(customer=keep)
    # Health records, pairs and cards hang on the pets and come along with them.
    Remark.objects.of(by).filter(customer=drop).update(customer=keep)
    cared = Carer.objects.of(by).filter(customer=keep).values_list("pet_id", flat=True)
    Carer.objects.of(by).filter(customer=drop).exclude(pet_id__in=list(cared)).update(customer=keep)
    Carer.objects.of(by).filter(customer=drop).delete()
    return {"phones": phones, "addresses": addresses, "pets": _move_pets(by, keep, drop)}


def _move_pets(by: Actor, keep: Customer, drop: Customer) -> int:
    if not drop.household_id or drop.household_id == keep.household_id:
        return 0
    if not keep.household_id:
        keep.household_id = drop.household_id
        Customer.objects.of(by).filter(pk=keep.pk).update(household_id=drop.household_id)
        return Pet.objects.of(by).filter(household_id=drop.household_id).count()
    return unite_households(by, drop_id=drop.household_id, keep_id=keep.household_id)


def _fill(keep: Customer, drop: Customer) -> None:
    for name in FILLED:
        if not getattr(keep, name):
            setattr(keep, name, getattr(drop, name))
    if drop.note and drop.note not in keep.note:
        keep.note = "\n".join(part for part in (keep.note, drop.note) if part)[:2000]
    keep.save(update_fields=[*(n.removesuffix("_id") for n in FILLED), "note"])
