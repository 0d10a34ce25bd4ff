"""A pet's file: facts, warnings, weights, people, timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import (
    ROLE_LABELS,
    ActiveFlag,
    Carer,
    Customer,
    Pet,
    Weight,
    active_flags,
    pet_for,
    pet_timeline,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers import timeline
from wangcai.kernel.public import kept

MOST_WEIGHTS = 24


@dataclass(frozen=True, slots=True)
class PetCard:
    """What a page shows of a pet."""

    pet: Pet
    line: str
    flags: list[ActiveFlag]
    facts: list[tuple[str, Any]]
    weights: list[int]
    sparkable: bool


@require_GET
@staff_page("customers.see", anywhere=True)
def pet_file(request: Any, pet_id: int) -> HttpResponse:
    """The pet through all its families."""
    by = request.actor
    pet = pet_for(by, pet_id)
    lines = pet_timeline(by, pet, timeline.narrowing_of(request), request.GET.get("before", ""), timeline.PAGE + 1)
    members = (
        Customer.objects.of(by).filter(household_id=pet.household_id, merged_into=None) if pet.household_id else []
    )
    carers = Carer.objects.of(by).filter(pet=pet).select_related("customer")
    context = {
        "pet": pet, "card": pet_card(pet, active_flags([pet.pk])[pet.pk], weights_of([pet]).get(pet.pk, [])),
        "members": list(members), "carers": [(c.customer, roles_of(c)) for c in carers],
        "may_write": by.may("customers.write"), "stages": timeline.stage_chips(request),
        **timeline.page_of(request, lines, reverse("counter:pet_timeline", args=[pet.pk])),
    }  # fmt: skip
    return render(request, "counter/customers/pet.html", context)


def roles_of(carer: Carer) -> str:
    """主人、可接走、付款."""
    return _("、").join(str(label) for role, label in ROLE_LABELS.items() if getattr(carer, role))


def weights_of(pets: Iterable[Pet]) -> dict[int, list[Weight]]:
    """The last weighings of each pet, oldest first. One query."""
    found: dict[int, list[Weight]] = {}
    ids = [pet.pk for pet in pets]
    if not ids:
        return found
    # The pets were read for this chain; a household has few of them.
    for row in _weighed(tuple(ids)):
        found.setdefault(row.pet_id, []).insert(0, row)
    return found


@kept
def _weighed(pet_ids: tuple[int, ...]) -> QuerySet[Weight]:
    return Weight.objects.across_chains().filter(pet_id__in=pet_ids).order_by("-at")[: MOST_WEIGHTS * len(pet_ids)]


def pet_card(pet: Pet, flags: list[ActiveFlag], weights: list[Weight]) -> PetCard:
    """Facts of a pet in the order a groomer asks for them; what is empty is not shown."""
    neutered = {True: _("已绝育"), False: _("未绝育"), None: ""}[pet.neutered]
    sex = {"f": _("母"), "m": _("公")}.get(pet.sex, "")
    breed = pet.breed.name if pet.breed else pet.breed_text
    age = age_words(pet.born_on, pet.died_on) + (_("（估）") if pet.born_on and pet.born_estimated else "")
    weight = f"{weights[-1].grams / 1000:g} kg" if weights else ""
    facts = [
        (_("年龄"), age), (_("性别"), " ".join(p for p in (sex, neutered) if p)), (_("体重"), weight),
        (_("性格"), pet.temperament), (_("过敏"), pet.allergies), (_("健康史"), pet.health), (_("饮食"), pet.diet),
        (_("毛色"), pet.coat), (_("医院"), pet.vet), (_("芯片号"), pet.chip), (_("犬证号"), pet.licence),
        (_("到家日"), pet.adopted_on and f"{pet.adopted_on:%Y-%m-%d}"), (_("备注"), pet.note),
    ]  # fmt: skip
    line = " · ".join(part for part in (breed, age, weight, _("已离世") if pet.died_on else "") if part)
    grams = [w.grams for w in weights]
    return PetCard(pet, line, flags, [f for f in facts if f[1]], grams, len(grams) > 1)


def age_words(born: date | None, died: date | None = None) -> str:
    """`3 岁`, `5 个月`; until the day it died."""
    if not born:
        return ""
    until = died or timezone.localdate()
    months = (until.year - born.year) * 12 + until.month - born.month - (until.day < born.day)
    if months < 12:
        return _("{n} 个月").format(n=max(months, 0))
    return _("{n} 岁").format(n=months // 12)
