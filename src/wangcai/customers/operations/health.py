"""Vaccinations, deworming and other dated care: entered with a proof, verified by somebody, withdrawn, never deleted (F15)."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.events_health import HealthRecorded, HealthVerified, HealthWithdrawn
from wangcai.customers.models import HealthRecord, Pet, VaccinePlan
from wangcai.customers.months import months_later
from wangcai.customers.rules import must_be_ours, must_write_health
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now

VERIFY = "customers.verify_health"
DATED = (HealthRecord.Kind.VACCINE, HealthRecord.Kind.DEWORMING)


class RecordUnclear(Refusal):
    code = "record_unclear"
    sentence = _("请选择是疫苗、驱虫、手术还是患病。")
    field = "kind"


class GivenAhead(Refusal):
    code = "given_ahead"
    sentence = _("接种日期还没到，请检查年份。")
    field = "given_on"


class DueUnclear(Refusal):
    code = "due_unclear"
    sentence = _("请填写到期日，它应晚于接种日期。")
    field = "due_on"


class NoProof(Refusal):
    code = "no_proof"
    sentence = _("没有凭证照片，只能记为未核实：请拍下疫苗本那一页。")
    field = "proof"


class RecordTwice(Refusal):
    code = "record_twice"
    sentence = _("这一针已经登记过了。")
    field = "given_on"


@once
def record_health(
    *, pet: Pet, kind: str, code: str, given_on: date, by: Actor, due_on: date | None = None, product: str = "",
    maker: str = "", batch: str = "", proof: StoredFile | None = None, note: str = "", verified: bool = False,
    at: datetime | None = None,
) -> HealthRecord:  # fmt: skip
    """Write down a vaccination (vaccine, deworming, surgery, illness) given on a day of the shop's calendar.

    `due_on` is the last day it holds; without one the chain's plan of this code says how many months. It counts for
    nothing until it is verified; `verified` does that at once and needs a proof and the permission.
    """
    must_write_health(by, pet)
    must_be_ours(by, pet, proof)
    at = at or now()
    code = clean_line(code, most=30).lower()
    if kind not in HealthRecord.Kind.values:
        raise RecordUnclear
    if not code:
        raise Missing(what=_("疫苗或驱虫的名称"), field="code")
    # A store ahead of UTC may already write tomorrow's date.
    if given_on.toordinal() > at.date().toordinal() + 1:
        raise GivenAhead
    plan = VaccinePlan.objects.of(by).filter(species=pet.species, code=code).first()
    if due_on is None and plan and kind in DATED:
        due_on = months_later(given_on, plan.months)
    if kind in DATED and (due_on is None or due_on < given_on):
        raise DueUnclear
    if verified:
        _may_verify(by, proof)
    same = HealthRecord.objects.of(by).filter(pet=pet, code=code, given_on=given_on, ended_at=None)
    if same.exists():
        raise RecordTwice
    row = HealthRecord.objects.create(
        chain_id=by.chain_id, pet=pet, kind=kind, code=code, product=clean_line(product, most=80),
        maker=clean_line(maker, most=80), batch=clean_line(batch, most=40), given_on=given_on, due_on=due_on, proof=proof,
        note=clean_line(note, most=200), entered_at=at, entered_by=by.key,
        verified_at=at if verified else None, verified_by=by.key if verified else "",
    )  # fmt: skip
    happening = HealthRecorded(
        **_who(row), kind=kind, name=plan.name if plan else row.product, given_on=given_on.isoformat(),
        due_on=due_on.isoformat() if due_on else "", proof=proof is not None,
    )  # fmt: skip
    record(happening, by=by, at=at)
    return row


@once
def verify_health(
    *, health: HealthRecord, by: Actor, proof: StoredFile | None = None, at: datetime | None = None
) -> HealthRecord:
    """Somebody with the right has looked at the proof: from now on the record passes the gate. Refuses without a proof."""
    by.require(VERIFY)
    must_be_ours(by, health, proof)
    at = at or now()
    rows = HealthRecord.objects.of(by).filter(pk=health.pk, ended_at=None)
    found = rows.select_related("pet").first()
    if found is None:
        raise NotFound
    _may_verify(by, proof or found.proof)
    values: dict[str, Any] = {"verified_at": at, "verified_by": by.key}
    if proof is not None:
        values["proof"] = proof
    if rows.filter(verified_at=None).update(**values):
        happening = HealthVerified(
            **_who(found), name=_name(found), due_on=found.due_on.isoformat() if found.due_on else ""
        )
        record(happening, by=by, at=at)
    found.refresh_from_db()
    return found


@once
def withdraw_health(*, health: HealthRecord, by: Actor, at: datetime | None = None) -> HealthRecord:
    """A record that was wrong counts no more; the row stays. A verified one needs the permission to verify."""
    must_be_ours(by, health)
    rows = HealthRecord.objects.of(by).filter(pk=health.pk, ended_at=None)
    found = rows.select_related("pet").first()
    if found is None:
        raise NotFound
    if found.verified_at:
        by.require(VERIFY)
    must_write_health(by, found.pet)
    if rows.update(ended_at=at or now()):
        record(HealthWithdrawn(**_who(found), name=_name(found)), by=by, at=at)
    found.refresh_from_db()
    return found


def _may_verify(by: Actor, proof: StoredFile | None) -> None:
    by.require(VERIFY)
    if proof is None:
        raise NoProof


def _who(row: HealthRecord) -> dict[str, Any]:
    return {"subject_id": row.pet_id, "pet_id": row.pet_id, "record_id": row.pk, "code": row.code}


def _name(row: HealthRecord) -> str:
    plan = VaccinePlan.objects.of(row.chain_id).filter(species=row.pet.species, code=row.code).first()
    return plan.name if plan else row.product or row.code
