"""Warnings, weights and consents: dated facts with the person who wrote them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.customers.events import ConsentGiven, FlagEnded, FlagRaised, PetWeighed
from wangcai.customers.flags import KINDS
from wangcai.customers.models import Consent, Customer, Flag, Pet, Weight
from wangcai.customers.rules import must_be_ours, must_write
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, clean_line, now

HEAVIEST = 200_000  # grams


class FlagUnknown(Refusal):
    code = "flag_unknown"
    sentence = _("没有“{kind}”这种警示。")
    field = "kind"


class FlagUp(Refusal):
    code = "flag_up"
    sentence = _("这条警示已经标记了。")
    field = "kind"


class WeightUnclear(Refusal):
    code = "weight_unclear"
    sentence = _("体重应在 0.01 到 200 公斤之间。")
    field = "weight"


class ConsentUnclear(Refusal):
    code = "consent_unclear"
    sentence = _("请选择同意的用途。")
    field = "purpose"


@once
def raise_flag(*, pet: Pet, kind: str, by: Actor, note: str = "", at: datetime | None = None) -> Flag:
    """Put a warning on a pet; whoever meets the pet may. Refuses a kind that is up already."""
    by.require("customers.see")
    must_be_ours(by, pet)
    if kind not in KINDS:
        raise FlagUnknown(kind=str(kind)[:20])
    at = at or now()
    flag, made = Flag.objects.of(by).get_or_create(
        chain_id=by.chain_id, pet=pet, kind=kind, ended_at=None,
        defaults={"note": clean_line(note, most=200), "since": at, "by": by.key},
    )  # fmt: skip
    if not made:
        raise FlagUp
    record(FlagRaised(subject_id=pet.pk, pet_id=pet.pk, kind=kind), by=by, at=at)
    return flag


@once
def end_flag(*, flag: Flag, by: Actor, at: datetime | None = None) -> Flag:
    """Take a warning off. The row stays, with the day it ended."""
    must_write(by)
    must_be_ours(by, flag)
    at = at or now()
    if not Flag.objects.of(by).filter(pk=flag.pk, ended_at=None).update(ended_at=at):
        raise NotFound
    record(FlagEnded(subject_id=flag.pet_id, pet_id=flag.pet_id, kind=flag.kind), by=by, at=at)
    flag.refresh_from_db()
    return flag


@once
def weigh_pet(*, pet: Pet, grams: int, by: Actor, at: datetime | None = None) -> Weight:
    """Write down a weighing, in whole grams (10 g to 200 kg); whoever meets the pet may."""
    by.require("customers.see")
    must_be_ours(by, pet)
    if not 10 <= grams <= HEAVIEST:
        raise WeightUnclear
    at = at or now()
    weight = Weight.objects.create(chain_id=by.chain_id, pet=pet, grams=grams, at=at, by=by.key)
    record(PetWeighed(subject_id=pet.pk, pet_id=pet.pk, grams=grams), by=by, at=at)
    return weight


@once
def give_consent(
    *, customer: Customer, purpose: str, given: bool, by: Actor, source: str, channel: str = "", text_version: str = "",
    at: datetime | None = None,
) -> Consent:  # fmt: skip
    """Write down a yes or no to a purpose (service, marketing, photos, data) on a channel (empty: every channel)."""
    must_write(by)
    must_be_ours(by, customer)
    if purpose not in Consent.Purpose.values or channel not in Customer.Channel.values:
        raise ConsentUnclear
    at = at or now()
    consent = Consent.objects.create(
        chain_id=by.chain_id, customer=customer, purpose=purpose, channel=channel, given=given,
        source=clean_line(source, most=30), text_version=clean_line(text_version, most=20), at=at, by=by.key,
    )  # fmt: skip
    happening = ConsentGiven(
        subject_id=customer.pk,
        customer_id=customer.pk,
        purpose=purpose,
        channel=channel,
        given=given,
        source=consent.source,
    )
    record(happening, by=by, at=at)
    return consent
