"""The courses of the shop and the pets in them; a pet begins."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.care.public import Enrollment, enroll, enrollments_of, programme_for, programmes_of
from wangcai.customers.public import Customer, Pet
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Missing, NotAllowed, NotFound, Refusal
from wangcai.lookup.public import find
from wangcai.shops.public import staff_of

STATES = {
    "running": (gettext_lazy("在上课"), "service"),
    "passed": (gettext_lazy("达标"), "done"),
    "ended": (gettext_lazy("提前结束"), "neutral"),
}


class PetUnclear(Refusal):
    code = "pet_unclear"
    sentence = gettext_lazy("“{query}”找到 {count} 只宠物，请写完整一点。")
    field = "q"


@require_GET
@staff_page("care.training")
def training(request: Any) -> HttpResponse:
    """Courses, and the pets in them: those who learn first."""
    return show_training(request)


def show_training(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    """The page; a refusal brings the dialog back with what was typed."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    courses = programmes_of(request.actor)
    rows = enrollments_of(request.actor, store_id=request.store.pk)
    context = {
        "courses": courses,
        "options": [(course.pk, course.name) for course in courses],
        "rows": [(row, *STATES[row.state], line_of(row)) for row in rows],
        "approvers": [("", _("训练负责人都可以"))]
        + [(one.pk, one.name) for one in staff_of(request.store, "care.training")],
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "office/training/list.html", context, status=refusal.status if refusal else 200)


def line_of(row: Enrollment) -> str:
    """`小狗基础班 · 上了 3 / 8 节 · 王先生`."""
    lessons = _("上了 {n} / {all} 节").format(n=getattr(row, "lessons", 0), all=row.programme.sessions)
    return " · ".join(part for part in (row.programme.name, lessons, row.customer.name if row.customer else "") if part)


@require_POST
@staff_page("care.training")
def begin(request: Any) -> HttpResponse:
    """A pet begins a course."""
    sent, by = request.POST, request.actor
    try:
        pet = _pet(request, sent.get("q", "").strip())
        chosen = sent.get("programme", "")
        approver = next(
            (one for one in staff_of(request.store, "care.training") if str(one.pk) == sent.get("approver")), None
        )
        row = enroll(
            programme=programme_for(by, int(chosen) if chosen.isdecimal() else 0), store=request.store, pet=pet,
            customer=_owner(pet), approver=approver, by=by, request_key=sent.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_training(request, refusal)
    toast(request, _("{pet} 开始上课").format(pet=pet.name))
    return redirect("office:enrollment", row.pk)


def _pet(request: Any, query: str) -> Pet:
    if not query:
        raise Missing(what=_("哪只宠物"), field="q")
    hits = find(request.actor, query, kinds=["pet"])
    if len(hits) != 1:
        raise PetUnclear(query=query, count=len(hits))
    return Pet.objects.of(request.actor).get(pk=hits[0].target_id)


def _owner(pet: Pet) -> Customer | None:
    return Customer.objects.of(pet.chain_id).filter(household_id=pet.household_id).order_by("pk").first()
