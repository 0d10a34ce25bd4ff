"""What of a pet's vaccinations holds until a day, and what lapses soon (F15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.models import HealthRecord, Pet, VaccinePlan
from wangcai.kernel.public import Actor, NotFound

MISSING, EXPIRED, UNVERIFIED = "missing", "expired", "unverified"
GAP_WORDS = {
    MISSING: _("缺{name}"),
    EXPIRED: _("{name}只到 {due_on}，不够到 {until}"),
    UNVERIFIED: _("{name}未核实（有效至 {due_on}）：请看疫苗本并拍照"),
}


@dataclass(frozen=True, slots=True)
class VaccineGap:
    """A code that does not pass the gate, why, and the best date there is. `str()` says it to a person."""

    code: str
    name: str
    why: str
    until: date
    due_on: date | None = None
    record_id: int | None = None

    def __str__(self) -> str:
        due = self.due_on.isoformat() if self.due_on else ""
        return str(GAP_WORDS[self.why]).format(name=self.name, due_on=due, until=self.until.isoformat())


@dataclass(frozen=True, slots=True)
class Due:
    """Something of a living pet that lapses (or lapsed) within the asked days; `days` left, negative when over."""

    pet: Pet
    code: str
    name: str
    kind: str
    due_on: date
    days: int
    verified: bool


def vaccine_gaps(pet: Pet, service: Any, until: date) -> list[VaccineGap]:
    """What `service` (or a list of codes) asks for and this pet does not have to the last day of its stay, `until`.

    `until` is a day of the store's calendar; a record holds through its due day. Only verified records count. A code
    the chain's plans know for other species only is not asked of this one. Two queries.
    """
    if isinstance(until, datetime):
        raise TypeError("vaccine_gaps() wants the store's calendar day of the end, not a moment")
    codes = list(dict.fromkeys(getattr(service, "vaccines", service) or ()))
    if not codes:
        return []
    plans = VaccinePlan.objects.of(pet.chain_id).filter(code__in=codes).values_list("species", "code", "name")
    names = {code: name for species, code, name in plans if species == pet.species}
    others = {code for species, code, _name in plans if species != pet.species}
    asked = [code for code in codes if code in names or code not in others]
    had: dict[str, list[HealthRecord]] = {code: [] for code in asked}
    for row in HealthRecord.objects.of(pet.chain_id).filter(pet=pet, code__in=asked, ended_at=None):
        had[row.code].append(row)
    gaps = (_gap(code, names.get(code, CODE_WORDS.get(code, code)), had[code], until) for code in asked)
    return [gap for gap in gaps if gap]


CODE_WORDS = {"rabies": _("狂犬疫苗"), "canine_core": _("犬多联疫苗"), "feline_core": _("猫三联疫苗")}


def _gap(code: str, name: Any, rows: list[HealthRecord], until: date) -> VaccineGap | None:
    reach = [row for row in rows if row.due_on and row.due_on >= until]
    if any(row.verified_at for row in reach):
        return None
    best = max(reach or [row for row in rows if row.due_on], key=lambda row: row.due_on or date.min, default=None)
    why = UNVERIFIED if reach else EXPIRED if best else MISSING
    return VaccineGap(code, str(name), why, until, best.due_on if best else None, best.pk if best else None)


def health_of(by: Actor, pet: Pet) -> list[HealthRecord]:
    """A pet's records in force, newest first."""
    return list(HealthRecord.objects.of(by).filter(pet=pet, ended_at=None).select_related("proof"))


def proofs_waiting(by: Actor, most: int = 100) -> list[HealthRecord]:
    """Records of living pets whose proof nobody has looked at yet, the oldest first: owners send them from the phone."""
    rows = HealthRecord.objects.of(by).filter(proof__isnull=False, verified_at=None, ended_at=None, pet__died_on=None)
    return list(rows.select_related("pet", "proof").order_by("entered_at", "pk")[:most])


def health_record_for(by: Actor, record_id: int) -> HealthRecord:
    """One record; NotFound where there is none of this chain."""
    by.require("customers.see")
    row = HealthRecord.objects.of(by).filter(pk=record_id).select_related("pet", "proof").first()
    if row is None:
        raise NotFound
    return row


def plans_of(chain: Any, species: str = "") -> list[VaccinePlan]:
    """The chain's table, of one species or of all; the required first."""
    rows = VaccinePlan.objects.of(chain)
    return list((rows.filter(species=species) if species else rows).order_by("species", "-required", "kind", "pk"))


def due_soon(
    chain: Any, days: int = 30, *, today: date, kinds: Iterable[str] = ("vaccine", "deworming"), overdue: int = 0
) -> list[Due]:
    """What lapses within `days` from `today` (and lapsed up to `overdue` days before), soonest first, one line per pet and
    code: only the newest record of a code speaks, so a renewed one is not listed. Two queries.

    A read for pages and reminders alike; it sends nothing.
    """
    last, first = today + timedelta(days=days), today - timedelta(days=overdue)
    rows = HealthRecord.objects.of(chain).filter(
        kind__in=list(kinds), ended_at=None, due_on__gte=first, due_on__lte=last, pet__died_on=None
    )
    later = HealthRecord.objects.of(chain).filter(ended_at=None, due_on__gt=last, pet__in=rows.values("pet"))
    renewed = set(later.values_list("pet_id", "code"))
    newest: dict[tuple[int, str], HealthRecord] = {}
    for row in rows.select_related("pet__household").order_by("due_on", "pk"):
        newest[row.pet_id, row.code] = row
    names = {(p.species, p.code): p.name for p in plans_of(chain)}
    found = [
        Due(
            row.pet, row.code, names.get((row.pet.species, row.code), row.product or row.code), row.kind, row.due_on,
            (row.due_on - today).days, row.verified_at is not None,
        )
        for key, row in newest.items() if key not in renewed and row.due_on is not None
    ]  # fmt: skip
    return sorted(found, key=lambda due: (due.due_on, due.pet.pk, due.code))
