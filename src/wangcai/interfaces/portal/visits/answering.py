"""What the owner does on a visit's page: sign the plan, answer an extra, ask back about the report. Pressed twice is once."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangcai.care.public import ExtraRequest, Plan, Visit, answer_extra, sign_plan
from wangcai.customers.public import ShareLink
from wangcai.files.public import keep_signature
from wangcai.handover.public import PetHandover, ask_about_report
from wangcai.interfaces.portal.home.session import gone, post_only
from wangcai.interfaces.portal.visits.views import opened, shown
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal

RELATED = ("booking__store__chain", "booking__pet", "booking__customer")


class Unanswered(Refusal):
    code = "unanswerable"
    sentence = _("没有收到您的选择，请点一个按钮。")


class NotTicked(Refusal):
    code = "agreement_not_ticked"
    sentence = _("请读完方案，勾选“我已读完并同意”再签字。")
    field = "agreed"


def owner(link: ShareLink, visit: Visit) -> Actor:
    """Who holds the link acts as its customer, in this store, with no right but what owners may."""
    return Actor(
        chain_id=link.chain_id, kind="customer", id=link.customer_id or visit.customer_id or 0,
        grants={visit.store_id: frozenset()},
    )  # fmt: skip


def of_visit(model: Any, visit: Visit, pk: int) -> Any:
    """A row of one of this visit's pets; NotFound for every other."""
    rows = model.objects.of(visit.chain_id).filter(pk=pk, booking__visit=visit.key)
    row = rows.select_related(*RELATED).first()
    if row is None:
        raise NotFound
    return row


@post_only
def sign(request: Any, token: str, plan_id: int) -> HttpResponse:
    """The owner signs what was read back: typed name, and the drawing where the phone can draw."""
    try:
        link, visit = opened(token)
        plan: Plan = of_visit(Plan, visit, plan_id)
    except NotFound:
        return gone(request)
    by, key, signer = owner(link, visit), request.POST.get("request_key", ""), request.POST.get("signer", "")
    try:
        if not signer.strip():
            raise Missing(what=_("签字人"), field="signer")
        if request.POST.get("agreed") != "1":
            raise NotTicked
        drawn = request.POST.get("signature", "")
        signature = None
        if drawn:
            mark = f"{key}-drawn" if key else None
            signature = keep_signature(store=visit.store, data_url=drawn, by=by, request_key=mark)
        sign_plan(plan=plan, way=Plan.Way.LINK, signer=signer, signature=signature, by=by, request_key=key)  # type: ignore[call-arg]
    except Refusal as refusal:
        return shown(request, link, visit, token, refusal, typed_signer=signer, refused_plan=plan.pk)
    return HttpResponseRedirect(reverse("portal:visit", args=[token]))


@post_only
def extra(request: Any, token: str, extra_id: int) -> HttpResponse:
    """Yes or no to something more. The first answer counts."""
    try:
        link, visit = opened(token)
        asked: ExtraRequest = of_visit(ExtraRequest, visit, extra_id)
    except NotFound:
        return gone(request)
    try:
        choice = request.POST.get("choice", "")
        if choice not in ("yes", "no"):
            raise Unanswered
        answer_extra(
            request=asked, yes=choice == "yes", channel="portal", by=owner(link, visit),
            request_key=request.POST.get("request_key", ""),
        )  # type: ignore[call-arg]  # fmt: skip
    except Refusal as refusal:
        return shown(request, link, visit, token, refusal)
    return HttpResponseRedirect(reverse("portal:visit", args=[token]))


@post_only
def question(request: Any, token: str, report_id: int) -> HttpResponse:
    """Ask back about the report within seven days."""
    try:
        link, visit = opened(token)
        report: PetHandover = of_visit(PetHandover, visit, report_id)
    except NotFound:
        return gone(request)
    words = request.POST.get("words", "")
    try:
        ask_about_report(
            report=report, words=words, by=owner(link, visit), request_key=request.POST.get("request_key", "")
        )  # type: ignore[call-arg]
    except NotFound:
        return gone(request)
    except Refusal as refusal:
        return shown(request, link, visit, token, refusal, typed_words=words, refused_report=report.pk)
    return HttpResponseRedirect(reverse("portal:visit", args=[token]))
