"""相克: two pets that must be kept apart (F16)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.events_health import PairEnded, PairSet
from wangcai.customers.models import IncompatiblePair, Pet
from wangcai.customers.rules import must_be_ours
from wangcai.journal.public import once, record_all
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now


class SamePet(Refusal):
    code = "same_pet"
    sentence = _("请选另一只宠物。")
    field = "other"


class PairKnown(Refusal):
    code = "pair_known"
    sentence = _("这两只已经标记为相克了。")
    field = "other"


@once
def pair_apart(*, one: Pet, other: Pet, reason: str, by: Actor, at: datetime | None = None) -> IncompatiblePair:
    """From now on the two share no room, are no neighbours and do not play together. Whoever meets them may say so."""
    by.require("customers.see")
    must_be_ours(by, one, other)
    if one.pk == other.pk:
        raise SamePet
    reason = clean_line(reason, most=200)
    if not reason:
        raise Missing(what=_("原因"), field="reason")
    at = at or now()
    first, second = sorted((one, other), key=lambda pet: pet.pk)
    pair, made = IncompatiblePair.objects.of(by).get_or_create(
        chain_id=by.chain_id, one=first, other=second, ended_at=None,
        defaults={"reason": reason, "since": at, "by": by.key},
    )  # fmt: skip
    if not made:
        raise PairKnown
    record_all([PairSet(**ids) for ids in _both(first, second)], by=by, at=at)
    return pair


@once
def end_pair(*, pair: IncompatiblePair, by: Actor, at: datetime | None = None) -> IncompatiblePair:
    """They get on again. The row stays, with the day it ended."""
    by.require("customers.write")
    must_be_ours(by, pair)
    at = at or now()
    if not IncompatiblePair.objects.of(by).filter(pk=pair.pk, ended_at=None).update(ended_at=at):
        raise NotFound
    pair = IncompatiblePair.objects.of(by).select_related("one", "other").get(pk=pair.pk)
    record_all([PairEnded(**ids) for ids in _both(pair.one, pair.other)], by=by, at=at)
    return pair


def _both(one: Pet, other: Pet) -> list[dict[str, Any]]:
    return [
        {"subject_id": a.pk, "pet_id": a.pk, "other_id": b.pk, "other_code": b.code}
        for a, b in ((one, other), (other, one))
    ]
