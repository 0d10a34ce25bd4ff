"""A pet's health page: what it should have, what it had, who it must not meet, what to remember, its card."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import (
    HEALTH_LABELS,
    REMARK_LABELS,
    HealthRecord,
    Pet,
    VaccinePlan,
    active_flags,
    card_of,
    health_of,
    notices_waiting,
    pairs_of,
    pet_for,
    plans_of,
    remarks_of,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.health.times import times_of
from wangcai.shops.public import staff_names

SOON = 30  # days


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the table of what the pet should have: a state and its words."""

    name: str
    required: bool
    state: str
    words: str
    due_on: date | None = None


@require_GET
@staff_page("customers.see", anywhere=True)
def health_page(request: Any, pet_id: int) -> HttpResponse:
    """Everything of this page in a fixed number of queries."""
    by, pet = request.actor, pet_for(request.actor, pet_id)
    records, plans, today = health_of(by, pet), plans_of(by, pet.species), timezone.localdate()
    notes = remarks_of(by, pet=pet)
    people = {row.verified_by for row in records if row.verified_by} | {note.by for note in notes}
    names = staff_names(by.chain_id, people) if people else {}
    labels = {plan.code: plan.name for plan in plans}
    context = {
        "pet": pet, "flags": active_flags([pet.pk])[pet.pk],
        "standings": [standing(plan, records, today) for plan in plans],
        "records": [record_line(row, labels, names, today) for row in records],
        "pairs": [(pair, pair.other if pair.one_id == pet.pk else pair.one) for pair in pairs_of(pet)],
        "notes": [(note, REMARK_LABELS[note.kind], names.get(note.by, "")) for note in notes],
        "card": card_of(pet), "notices": notices_waiting(by, pet=pet), "line": line_of(pet),
        "times": times_of(by, pet),
        "may": {
            "write": by.may("customers.write"), "record": by.may("customers.write") or by.may("care.check_in"),
            "verify": by.may("customers.verify_health"),
            "time": any(by.may(p) for p in ("booking.write", "booking.setup", "care.plan")),
        },
    }  # fmt: skip
    return render(request, "counter/health/page.html", context)


def line_of(pet: Pet) -> str:
    """Breed and code under the name."""
    return " · ".join(part for part in (pet.breed.name if pet.breed else pet.breed_text, pet.code) if part)


def standing(plan: VaccinePlan, records: list[HealthRecord], today: date) -> Standing:
    """Where the pet stands with one thing of the plan: the best record speaks, a verified one before all."""
    own = [row for row in records if row.code == plan.code and row.due_on]
    best = max(own, key=lambda row: (row.verified_at is not None and row.due_on >= today, row.due_on), default=None)
    if best is None:
        return Standing(plan.name, plan.required, "late" if plan.required else "neutral", _("没有记录"))
    return Standing(plan.name, plan.required, *validity(best, today), best.due_on)


def validity(row: HealthRecord, today: date) -> tuple[str, str]:
    """(state, words) of one record."""
    if row.due_on is None:
        return ("done", _("已核实")) if row.verified_at else ("neutral", _("未核实"))
    if row.due_on < today:
        return "late", _("已过期")
    if not row.verified_at:
        return "ready", _("未核实")
    left = (row.due_on - today).days
    return ("ready", _("还有 {n} 天").format(n=left)) if left <= SOON else ("done", _("有效"))


def record_line(row: HealthRecord, labels: dict[str, str], names: dict[str, str], today: date) -> dict[str, Any]:
    """One record as the page shows it."""
    state, words = validity(row, today)
    name = labels.get(row.code) or row.product or str(HEALTH_LABELS[row.kind])
    details = (
        row.product if row.product != name else "",
        row.maker,
        row.batch and _("批号 {batch}").format(batch=row.batch),
        row.note,
    )
    return {
        "row": row, "name": name, "detail": " · ".join(part for part in details if part), "state": state, "words": words,
        "verifier": names.get(row.verified_by, ""),
    }  # fmt: skip
