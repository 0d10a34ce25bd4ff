"""Timelines on pages: filters, older lines, one entry with its cause and what followed, and paper for a dispute."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import (
    FIELD_LABELS,
    Narrowing,
    Pet,
    cause_and_effects,
    cursor,
    customer_for,
    customer_timeline,
    entry_seen,
    file_ids,
    pet_for,
    pet_timeline,
    pets_of,
)
from wangcai.interfaces.access import staff_page
from wangcai.journal.public import STAGES, Line, line_of
from wangcai.kernel.public import NotFound
from wangcai.shops.public import staff_names

PAGE, MOST_ON_PAPER = 40, 2000
TONES = {"pet.flag_raised": "danger", "customer.phone_revealed": "ready", "customer.merged": "ready"}


def narrowing_of(request: Any) -> Narrowing:
    """The filters in the address; what is not one of ours is passed over."""
    pet, subject = request.GET.get("pet", ""), request.GET.get("subject", "")
    return Narrowing(
        stage=request.GET.get("stage", "") if request.GET.get("stage") in STAGES else "",
        pet_id=int(pet) if pet.isdecimal() and len(pet) < 16 else None,
        subject=subject if subject.isidentifier() else "",
    )


def shown(
    chain_id: int, lines: Iterable[Line], address: str, pets: Iterable[Pet] = (), *, named: bool = True
) -> list[dict[str, Any]]:
    """Lines as the timeline component takes them: actors by name, the pet named where there are several. One query (two with programs)."""
    lines = list(lines)
    names = staff_names(chain_id, {line.actor for line in lines}) if lines else {}
    pet_names = {pet.pk: str(pet) for pet in pets}
    several = named and len(pet_names) > 1
    return [
        {
            "at": line.at, "icon": line.icon, "sentence": _named(line.sentence, pet_names.get(line.pet_id or 0, "") if several else ""), "actor": names.get(line.actor, line.actor),
            "tone": TONES.get(line.what, "neutral"), "pet": pet_names.get(line.pet_id or 0, ""),
            "url": f"{address}/{line.id}" if address else "", "stage": STAGES.get(line.stage, ""),
        }
        for line in lines
    ]  # fmt: skip


def _named(sentence: str, pet: str) -> str:
    return _("{pet}：{sentence}").format(pet=pet, sentence=sentence) if pet else sentence


def page_of(request: Any, lines: list[Line], address: str, pets: Iterable[Pet] = ()) -> dict[str, Any]:
    """Context of one stretch of a timeline; `lines` may hold one more than a page to tell that there are more."""
    older = ""
    if len(lines) > PAGE:
        query = request.GET.copy()
        query["before"] = cursor(lines[PAGE - 1])
        older = f"{address}?{query.urlencode()}"
    last = lines[min(len(lines), PAGE) - 1].id if lines else 0
    return {
        "entries": shown(request.actor.chain_id, lines[:PAGE], address, pets),
        "older": older,
        "last_text": str(last),
    }


@require_GET
@staff_page("customers.see", anywhere=True)
def customer_lines(request: Any, customer_id: int) -> HttpResponse:
    """Older lines of a customer's timeline."""
    customer = customer_for(request.actor, customer_id)
    pets = pets_of(customer)
    before = request.GET.get("before", "")
    lines = customer_timeline(request.actor, customer, pets, narrowing_of(request), before, PAGE + 1)
    context = page_of(request, lines, reverse("counter:customer_timeline", args=[customer.pk]), pets)
    return render(request, "counter/customers/fragments.html#lines", context)


@require_GET
@staff_page("customers.see", anywhere=True)
def pet_lines(request: Any, pet_id: int) -> HttpResponse:
    """Older lines of a pet's timeline."""
    pet = pet_for(request.actor, pet_id)
    lines = pet_timeline(request.actor, pet, narrowing_of(request), request.GET.get("before", ""), PAGE + 1)
    context = page_of(request, lines, reverse("counter:pet_timeline", args=[pet.pk]))
    return render(request, "counter/customers/fragments.html#lines", context)


@require_GET
@staff_page("customers.see", anywhere=True)
def customer_entry(request: Any, customer_id: int, entry_id: int) -> HttpResponse:
    """One thing that happened to a customer: what led to it and what followed."""
    customer = customer_for(request.actor, customer_id)
    pets = pets_of(customer)
    address = reverse("counter:customer_timeline", args=[customer.pk])
    back = reverse("counter:customer", args=[customer.pk])
    return _entry(request, file_ids(customer), [p.pk for p in pets], entry_id, address, back, str(customer))


@require_GET
@staff_page("customers.see", anywhere=True)
def pet_entry(request: Any, pet_id: int, entry_id: int) -> HttpResponse:
    """One thing that happened to a pet."""
    pet = pet_for(request.actor, pet_id)
    address, back = reverse("counter:pet_timeline", args=[pet.pk]), reverse("counter:pet", args=[pet.pk])
    return _entry(request, [], [pet.pk], entry_id, address, back, str(pet))


def _entry(
    request: Any, customers: list[int], pets: list[int], entry_id: int, address: str, back: str, name: str
) -> HttpResponse:
    entry = entry_seen(request.actor, customers, pets, entry_id)
    if entry is None:
        raise NotFound
    cause, effects = cause_and_effects(request.actor, entry)
    lines = [line_of(entry), *([cause] if cause else []), *effects]
    marked = shown(request.actor.chain_id, lines, "")
    for line, mark in zip(lines, marked, strict=True):
        # Only lines of the same files can be opened here.
        mine = line.pet_id in pets or (line.facts is not None and line.subject_id in customers)
        mark["url"] = f"{address}/{line.id}" if mine and line.id != entry_id else ""
    context = {
        "line": marked[0], "stage": STAGES.get(entry.stage, ""), "cause": marked[1:2] if cause else [],
        "effects": marked[2:] if cause else marked[1:], "back": back, "name": name, "facts": _changes(entry.facts),
    }  # fmt: skip
    return render(request, "counter/customers/entry.html", context)


def _changes(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """From and to of the short facts an entry carries."""
    words = {True: _("是"), False: _("否"), None: "—", "": "—"}
    return [
        (str(FIELD_LABELS.get(name, name)), f"{words.get(was, was)} → {words.get(becomes, becomes)}")
        for name, (was, becomes) in facts.get("changes", {}).items()
    ]


@require_GET
@staff_page("customers.see", anywhere=True)
def customer_print(request: Any, customer_id: int) -> HttpResponse:
    """The whole timeline (as filtered) on paper, oldest first, with times and names."""
    customer = customer_for(request.actor, customer_id)
    pets = pets_of(customer)
    lines = customer_timeline(request.actor, customer, pets, narrowing_of(request), "", MOST_ON_PAPER)
    entries = shown(request.actor.chain_id, reversed(lines), "", pets, named=False)
    context = {"customer": customer, "pets": pets, "entries": entries, "printed_by": request.user.name}
    return render(request, "counter/customers/timeline_paper.html", context)


def stage_chips(request: Any) -> list[dict[str, Any]]:
    """The filter by stage: 全部 售前 售中 售后."""
    return _chips(request, "stage", {"": _("全部"), **{k: str(v) for k, v in STAGES.items() if k}})


def subject_chips(request: Any, subjects: Iterable[str]) -> list[dict[str, Any]]:
    """The filter by what it was about; only kinds that are there."""
    labels = {
        "customer": _("客户"), "pet": _("宠物"), "order": _("订单"), "payment": _("收款"), "message": _("消息"),
        "link": _("链接"), "task": _("任务"), "handover": _("交接"), "shipment": _("配送"), "delivery": _("配送"),
        "exception": _("异常"), "bill": _("账单"), "form": _("纸单"), "picking": _("配货"),
        "booking": _("预约"), "visit": _("到店服务"), "remark": _("提示"),
    }  # fmt: skip
    return _chips(request, "subject", {"": _("全部类别"), **{s: labels.get(s, s) for s in subjects}})


def _chips(request: Any, name: str, labels: dict[str, str]) -> list[dict[str, Any]]:
    current = request.GET.get(name, "")
    chips = []
    for value, label in labels.items():
        query = request.GET.copy()
        query.pop("before", None)
        query[name] = value
        chips.append({"label": label, "url": f"?{query.urlencode()}", "current": value == current})
    return chips
