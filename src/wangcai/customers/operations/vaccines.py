"""The chain's table of what a species should have and how long it holds."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.events_health import VaccinePlanSet
from wangcai.customers.models import HealthRecord, Species, VaccinePlan
from wangcai.customers.vaccines_known import USUAL
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line

SETUP = "booking.setup"
LONGEST = 60  # months


class PlanUnclear(Refusal):
    code = "plan_unclear"
    sentence = _("请写名称、种类和 1 到 60 个月的有效期。")
    field = "months"


@once
def set_vaccine_plan(
    *, species: str, code: str, name: str, months: int, by: Actor, kind: str = HealthRecord.Kind.VACCINE,
    required: bool = False, source: str = "", at: datetime | None = None,
) -> VaccinePlan:  # fmt: skip
    """Say how many months something holds for a species. Records already entered keep their due day."""
    by.require(SETUP)
    code, name = clean_line(code, most=30).lower(), clean_line(name, most=60)
    fit = species in Species.values and kind in HealthRecord.Kind.values and 1 <= months <= LONGEST
    if not fit or not code or not name:
        raise PlanUnclear
    values = {
        "kind": kind,
        "name": name,
        "months": months,
        "required": required,
        "source": clean_line(source, most=120),
    }
    before = VaccinePlan.objects.of(by).filter(species=species, code=code).values(*values).first() or {}
    changes: dict[str, list[Any]] = {f: [before.get(f), v] for f, v in values.items() if before.get(f) != v}
    row, _made = VaccinePlan.objects.of(by).update_or_create(
        species=species, code=code, defaults=values, create_defaults={"chain_id": by.chain_id, **values}
    )
    if changes:
        record(VaccinePlanSet(subject_id=row.pk, species=species, code=code, name=name, changes=changes), by=by, at=at)
    return row


@once
def make_usual_vaccines(*, by: Actor) -> None:
    """Give a chain the usual plans it does not have yet; what it changed stays. Each names its source."""
    by.require(SETUP)
    VaccinePlan.objects.bulk_create(
        [
            VaccinePlan(
                chain_id=by.chain_id, species=species, kind=kind, code=code, name=name, months=months, required=required,
                source=source,
            )
            for species, kind, code, name, months, required, source in USUAL
        ],
        ignore_conflicts=True,
    )  # fmt: skip
