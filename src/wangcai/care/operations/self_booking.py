"""The owner books by himself (F22): only what is offered online, for the own pet, with proof of its vaccines and the agreement read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Want
from wangcai.care.events.door import about_visit
from wangcai.care.events.owner import AgreementAccepted
from wangcai.care.models import Visit
from wangcai.care.operations.visits import book_visit
from wangcai.catalogue.public import Service, takes
from wangcai.customers.public import Customer, Pet, VaccineGap, pets_of, vaccine_gaps
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, local, now
from wangcai.knowledge.public import TextVersion, current_version

PORTAL = "portal"
UNVERIFIED = "unverified"
MOST_PETS = 6  # in one visit; more are better talked over


class NotByYourself(Refusal):
    """Neutral on purpose: a customer we do not serve by the page reads no reason."""

    code = "not_online"
    sentence = _("这项服务网上订不了，请直接和店里说，我们帮您安排。")
    field = "service"


class VaccineProofMissing(Refusal):
    code = "vaccine_proof_missing"
    sentence = _("还缺疫苗证明：{gaps}。请先上传疫苗本那一页的照片。")
    field = "vaccines"


class AgreementOpen(Refusal):
    code = "agreement_open"
    sentence = _("请读完协议，勾选同意并写上姓名。")
    field = "agreed"


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands before a booking of one's own: missing proof, and the text to agree to."""

    missing: list[VaccineGap]
    unverified: list[VaccineGap]
    agreement: TextVersion | None


def online_gate(*, service: Service, pet: Pet, until: date) -> Gate:
    """The gate of a service for a pet up to the last day, on the store's calendar.

    A proof that was sent and not yet looked at lets the owner book; the door of the shop asks again.
    """
    gaps = vaccine_gaps(pet, service, until)
    agreement = current_version(service.chain_id, "agreement", service.agreement) if service.agreement else None
    return Gate(
        [gap for gap in gaps if gap.why != UNVERIFIED], [gap for gap in gaps if gap.why == UNVERIFIED], agreement
    )


@once
def book_by_owner(
    *, store: Any, customer: Customer, wants: Sequence[Want], agreed: Sequence[int] = (), signer: str = "", by: Actor,
    at: datetime | None = None,
) -> Visit:  # fmt: skip
    """Book one visit as its owner: each want is one of his pets, all come on one bill. All of them or none.

    `agreed` are the versions of the agreements that were read. Everything `book_visit` refuses, and NotByYourself,
    VaccineProofMissing, AgreementOpen. Whether it stands at once or waits for the shop's yes is the services' word.
    """
    at, signer = at or now(), clean_line(signer, most=60)
    texts: dict[int, TextVersion] = {}
    gaps: list[str] = []
    pets = [want.pet_id for want in wants]
    if not wants or len(pets) > MOST_PETS or len(set(pets)) < len(pets):
        raise NotByYourself
    for want in wants:
        pet, gate = _gate(store, customer, want, by)
        of_whom = f"{pet}：" if len(wants) > 1 else ""
        gaps += [f"{of_whom}{gap}" for gap in gate.missing]
        if gate.agreement:
            texts[gate.agreement.pk] = gate.agreement
    if gaps:
        raise VaccineProofMissing(gaps="；".join(gaps))
    if texts and (not set(texts) <= set(agreed) or not signer):
        raise AgreementOpen
    words = gettext("网上预约：{signer} 同意《{title}》第 {number} 版")
    note = "\n".join(words.format(signer=signer, title=each.text.title, number=each.number) for each in texts.values())
    mine = [
        replace(want, state="booked", held_until=None, deposit_fen=0, price_from_fen=0, price_to_fen=0)
        for want in wants
    ]  # fmt: skip
    visit = book_visit(store=store, customer=customer, wants=mine, channel=PORTAL, note=note, by=by, at=at)
    for each in texts.values():
        happening = AgreementAccepted(
            **about_visit(visit), version_id=each.pk, title=each.text.title, edition=each.number, digest=each.digest
        )
        record(happening, by=by, at=at)
    return visit


def _gate(store: Any, customer: Customer, want: Want, by: Actor) -> tuple[Pet, Gate]:
    """One pet of it: his own, for a service he may book by himself; and what stands before it."""
    pet, service = _own(customer, want, by), _online(want, by)
    if customer.blocked_at or not takes(service, pet.species):
        raise NotByYourself
    if service.kind == Service.Kind.BOARD and want.ends_at is None:
        raise Missing(what=_("接回的日期"), field="until")
    until = local(want.ends_at or want.starts_at, store.timezone).date()
    return pet, online_gate(service=service, pet=pet, until=until)


def _own(customer: Customer, want: Want, by: Actor) -> Pet:
    """The owner's own living pet; a stranger's is NotFound."""
    if customer.chain_id != by.chain_id or (by.kind == "customer" and by.id != customer.pk):
        raise NotFound
    pet = next((each for each in pets_of(customer) if each.pk == want.pet_id and each.died_on is None), None)
    if pet is None:
        raise NotFound
    return pet


def _online(want: Want, by: Actor) -> Service:
    wanted = [want.service_id, *want.addons]
    rows = {
        row.variant_id: row for row in Service.objects.of(by).filter(variant_id__in=wanted, online=True, ended_at=None)
    }
    if len(rows) != len(set(wanted)) or rows[want.service_id].addon:
        raise NotByYourself
    return rows[want.service_id]
