"""方案确认单: drafted from service and pet, read back, signed. What was signed never changes; a change is a new number (F28)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.deriving import Facts, derive_cautions, derive_items, months_old
from wangcai.care.events.door import PlanChanged, PlanDrafted, PlanReadBack, PlanSigned
from wangcai.care.models import HealthInquiry, Plan
from wangcai.care.operations.inquiry import red_words
from wangcai.care.operations.wording import bill_lines, plan_text
from wangcai.care.queries.visits import inquiry_of, plan_of, service_of_booking, visit_of
from wangcai.care.rules import require_care
from wangcai.catalogue.public import Service, surcharges_of
from wangcai.customers.public import active_flags, make_share_link
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, digest, local, now, run
from wangcai.knowledge.public import current_version

State, Way = Plan.State, Plan.Way
OPEN = (State.DRAFT, State.READ_BACK)
LINK_DAYS = 3


class PlanClosed(Refusal):
    code = "plan_closed"
    sentence = _("方案现在不能这样改，请刷新看看。")
    status = 409


class NotReadBack(Refusal):
    code = "plan_not_read_back"
    sentence = _("请先把方案念给主人听并勾选“已复述”，再请主人签字。")
    field = "read_back"


class SignatureMissing(Refusal):
    code = "signature_missing"
    sentence = _("请主人签名；纸质单请拍下签好的那一页。")
    field = "signature"


@once
def draft_plan(*, booking: Booking, by: Actor, at: datetime | None = None) -> Plan:
    """The plan of a booking: the one being written, or a new draft derived from the service, the pet and the inquiry."""
    by.require_at("care.plan", booking)
    at = at or now()
    if booking.state in states.OVER or booking.pet is None:
        raise PlanClosed
    there = plan_of(booking)
    if there is not None and there.state in OPEN:
        return there
    service = service_of_booking(booking)
    kind = service.kind if service else Service.Kind.GROOM
    items, cautions = derived(booking, kind, at)
    lines, price = bill_lines(booking)
    extras = usual_extras(by, kind)
    plan = Plan.objects.create(
        chain_id=by.chain_id, booking=booking, number=_next_number(booking), items=items, cautions=cautions,
        extras=extras, ceiling_fen=sum(extra["ceiling_fen"] for extra in extras), minutes=booking.minutes,
        price_fen=price, content=_content(booking, kind, lines), at=at, by=by.key,
        agreement=current_version(by, "agreement", service.agreement) if service and service.agreement else None,
    )  # fmt: skip
    happening = PlanDrafted(**about_booking(booking), plan_id=plan.pk, number=plan.number, items=len(items))
    record(happening, by=by, at=at)
    return plan


def derived(booking: Booking, kind: str, at: datetime) -> tuple[list[dict], list[dict]]:
    """(items, cautions) for this pet as its file and the inquiry stand now."""
    inquiry = inquiry_of(booking)
    pet = booking.pet
    assert pet is not None  # noqa: S101  the caller asked
    flags = {flag.kind: flag for flag in active_flags([pet.pk], booking.chain_id)[pet.pk]}
    facts = Facts(
        pet, months_old(pet, local(at, booking.store.timezone).date()), flags, inquiry.answers if inquiry else {}
    )
    passed = inquiry is not None and inquiry.decision == HealthInquiry.Decision.ACCEPT
    return derive_items(facts, kind), derive_cautions(facts, red_words(inquiry) if inquiry and passed else [])


def usual_extras(by: Actor, kind: str) -> list[dict[str, Any]]:
    """What may come on top on the way, with its price and how far it may go without asking: [{code, name, price_fen, ceiling_fen}]."""
    return [
        {
            "code": row.code,
            "name": row.name,
            "price_fen": row.amount or row.variant.price_fen,
            "ceiling_fen": row.ceiling_fen or row.amount or row.variant.price_fen,
        }
        for row in surcharges_of(by, kind=kind, when="")
        if row.basis not in (row.Basis.PERCENT, row.Basis.DAY)
    ]


def _content(booking: Booking, kind: str, lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "service": booking.service.name,
        "kind": kind,
        "pet": str(booking.pet),
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
        "room": booking.room.name if booking.room else "",
        "worker": booking.worker.name if booking.worker else "",
        "wishes": booking.wishes,
        "lines": list(lines),
    }


def _next_number(booking: Booking) -> int:
    top = Plan.objects.of(booking.chain_id).filter(booking=booking).order_by("-number").values_list("number", flat=True)
    return (top.first() or 0) + 1


@once
def change_plan(
    *, plan: Plan, removed: Collection[str] = (), added: Sequence[str] = (), ceilings: Mapping[str, int] | None = None,
    cautions: Sequence[str] | None = None, by: Actor, at: datetime | None = None,
) -> Plan:  # fmt: skip
    """Take items off (by code), add own ones, set how far extras may go (fen by code, 0 = ask every time).

    A draft that was read back has to be read back again; of a signed plan a new draft is made, the signed one stays
    until that is signed too.
    """
    booking = plan.booking
    by.require_at("care.plan", booking)
    at = at or now()
    _refuse_over(booking)
    if plan.state == State.SIGNED:
        plan = draft_plan(booking=booking, by=by, at=at)
    extras = [
        {**extra, "ceiling_fen": max((ceilings or {}).get(extra["code"], extra["ceiling_fen"]), 0)}
        for extra in plan.extras
    ]
    items = [{**item, "removed": item["code"] in removed} for item in plan.items]
    taken = {item["code"] for item in items}
    for words in added:
        text = clean_line(words)
        if text and text not in {item["text"] for item in items}:
            code = next(f"own{n}" for n in range(1, 99) if f"own{n}" not in taken)
            taken.add(code)
            items.append({"code": code, "text": text, "reason": str(_("主人要求")), "removed": False})
    values: dict[str, Any] = {
        "items": items, "extras": extras, "ceiling_fen": sum(extra["ceiling_fen"] for extra in extras),
        "state": State.DRAFT, "text": "", "digest": "", "read_back_at": None, "read_back_by": "",
    }  # fmt: skip
    if cautions is not None:
        kept = [clean_line(words) for words in cautions]
        known = {caution["text"]: caution["code"] for caution in plan.cautions}
        values["cautions"] = [{"code": known.get(text, "own"), "text": text} for text in kept if text]
    if not Plan.objects.of(by).filter(pk=plan.pk, state__in=OPEN).update(**values):
        raise PlanClosed
    plan.refresh_from_db()
    kept_items = sum(not item["removed"] for item in plan.items)
    happening = PlanChanged(
        **about_booking(booking), plan_id=plan.pk, number=plan.number, items=kept_items, ceiling_fen=plan.ceiling_fen
    )
    record(happening, by=by, at=at)
    return plan


def _refuse_over(booking: Booking) -> None:
    """Nobody changes or signs the plan of a pet that went home or does not come."""
    if Booking.objects.of(booking.chain_id).filter(pk=booking.pk, state__in=states.OVER).exists():
        raise PlanClosed


@once
def read_back(*, plan: Plan, by: Actor, at: datetime | None = None) -> Plan:
    """Somebody read the plan to the owner and both understand the same; its words stand fast from here (2.11).

    Price and minutes are those of the bill at this moment. Refuses PlanClosed.
    """
    booking = plan.booking
    by.require_at("care.plan", booking)
    at = at or now()
    _refuse_over(booking)
    plan.refresh_from_db()
    if plan.state not in OPEN:
        raise PlanClosed
    lines, plan.price_fen = bill_lines(booking)
    plan.minutes, plan.content = booking.minutes, _content(booking, plan.content.get("kind", ""), lines)
    plan.text = plan_text(plan, booking, visit_of(booking))
    plan.digest = digest(plan.text)
    plan.state, plan.read_back_at, plan.read_back_by = State.READ_BACK, at, by.key
    changed = Plan.objects.of(by).filter(pk=plan.pk, state__in=OPEN)
    fields = ("state", "text", "digest", "price_fen", "minutes", "content", "read_back_at", "read_back_by")
    if not changed.update(**{name: getattr(plan, name) for name in fields}):
        raise PlanClosed
    record(PlanReadBack(**about_booking(booking), plan_id=plan.pk, number=plan.number), by=by, at=at)
    return plan


@once
def sign_plan(
    *, plan: Plan, way: str, signer: str, signature: StoredFile | None = None, by: Actor, at: datetime | None = None,
) -> Plan:  # fmt: skip
    """The owner signs what was read back: on the tablet, by a link (the name is typed), or on paper (`signature` = its photo).

    The plan signed before is replaced; both stay readable. Refuses NotReadBack, SignatureMissing, PlanClosed (somebody
    changed it meanwhile).
    """
    booking = plan.booking
    require_care(by, "care.plan", booking)
    at, signer = at or now(), clean_line(signer, most=60)
    if way not in (Way.TABLET, Way.LINK, Way.PAPER):
        raise NotFound
    _refuse_over(booking)
    if not signer:
        raise Missing(what=_("签字人"), field="signer")
    if signature is not None and signature.chain_id != by.chain_id:
        raise NotFound
    if way != Way.LINK and signature is None:
        raise SignatureMissing
    if plan.state == State.DRAFT:
        raise NotReadBack
    Plan.objects.of(by).filter(booking=booking, state=State.SIGNED).exclude(pk=plan.pk).update(state=State.REPLACED)
    changed = run(
        "UPDATE care_plan SET state = %s, signed_at = %s, signer = %s, way = %s, signature_id = %s"
        " WHERE id = %s AND chain_id = %s AND state = %s AND digest = %s",
        [State.SIGNED.value, at, signer, way, signature.pk if signature else None, plan.pk, by.chain_id,
         State.READ_BACK.value, plan.digest],
    )  # fmt: skip
    if not changed:
        raise PlanClosed
    plan.refresh_from_db()
    happening = PlanSigned(
        **about_booking(booking), plan_id=plan.pk, number=plan.number, way=way, digest=plan.digest,
        price_fen=plan.price_fen, ceiling_fen=plan.ceiling_fen,
    )  # fmt: skip
    record(happening, by=by, at=at)
    return plan


def plan_link(*, plan: Plan, by: Actor, at: datetime | None = None) -> str:
    """The secret of a link by which the owner reads and signs at home; only its digest is kept. Refuses NotReadBack."""
    booking = plan.booking
    by.require_at("care.plan", booking)
    if plan.state != State.READ_BACK:
        raise NotReadBack
    _link, token = make_share_link(
        subject_kind="booking", subject_id=booking.pk, customer=booking.customer, by=by, days=LINK_DAYS, at=at
    )
    return token
