"""相克 and 提示: small acts on the health page, and 已提及 in the recall strip."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.customers.public import (
    IncompatiblePair,
    Pet,
    end_pair,
    end_remark,
    mention,
    pair_apart,
    pet_for,
    remark_for,
    remember,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import act, customer_url, sure
from wangcai.interfaces.counter.health.forms import PairForm, RemarkForm
from wangcai.interfaces.counter.health.recall import recall_line
from wangcai.interfaces.counter.health.records import health_url
from wangcai.kernel.public import Missing, NotFound

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
@staff_page("customers.see", anywhere=True)
def pairs(request: Any, pet_id: int) -> HttpResponse:
    """These two must be kept apart."""
    by, pet = request.actor, pet_for(request.actor, pet_id)

    def run(data: dict[str, Any], key: str) -> None:
        code = data["other"].strip().upper()
        other = Pet.objects.of(by).filter(code=code).first()
        if other is None:
            raise Missing(what=_("宠物编号，如 P000012"), field="other")
        pair_apart(one=pet, other=other, reason=data["reason"], by=by, request_key=key)

    title = _("{pet}和谁相克").format(pet=pet)
    note = _("两只不会安排同住、相邻或一起活动。")
    return act(
        request, PairForm(request.POST or None), run, title=title, verb=_("标记相克"), back=health_url(pet), note=note
    )


@GET_POST
@staff_page("customers.write", anywhere=True)
def pair_end(request: Any, pair_id: int) -> HttpResponse:
    """They get on again."""
    by = request.actor
    pair = IncompatiblePair.objects.of(by).filter(pk=pair_id).select_related("one", "other").first()
    if pair is None:
        raise NotFound

    def run(_data: dict[str, Any], key: str) -> None:
        end_pair(pair=pair, by=by, request_key=key)

    note = _("{one}和{other}：{reason}").format(one=pair.one, other=pair.other, reason=pair.reason)
    return act(
        request,
        sure(request),
        run,
        title=_("解除相克"),
        verb=_("解除"),
        danger=True,
        back=health_url(pair.one),
        note=note,
    )


@GET_POST
@staff_page("customers.see", anywhere=True)
def remarks(request: Any, pet_id: int) -> HttpResponse:
    """Something to remember at the next visit."""
    by, pet = request.actor, pet_for(request.actor, pet_id)
    form = RemarkForm(request.POST or None, may_hide=by.may("work.assign"), initial={"kind": "health"})

    def run(data: dict[str, Any], key: str) -> None:
        remember(
            pet=pet, kind=data["kind"], text=data["text"], private=data.get("private", False), by=by, request_key=key
        )

    title = _("记住{pet}的一件事").format(pet=pet)
    return act(request, form, run, title=title, verb=_("记下来"), back=health_url(pet))


@GET_POST
@staff_page("customers.see", anywhere=True)
def remark_end(request: Any, remark_id: int) -> HttpResponse:
    """It is no longer so."""
    by, row = request.actor, remark_for(request.actor, remark_id)

    def run(_data: dict[str, Any], key: str) -> None:
        end_remark(remark=row, by=by, request_key=key)

    back = health_url(row.pet) if row.pet else customer_url(row.customer_id)
    return act(request, sure(request), run, title=_("撤下这条提示"), verb=_("撤下"), back=back, note=row.text)


@require_POST
@staff_page("customers.see", anywhere=True)
def remark_mention(request: Any, remark_id: int) -> HttpResponse:
    """已提及: the line of the strip, ticked; without script back to where it was ticked."""
    row = mention(remark=remark_for(request.actor, remark_id), by=request.actor)
    if request.htmx:
        return render(request, "counter/health/recall_strip.html#line", {"line": recall_line(row)})
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if safe else health_url(row.pet) if row.pet else customer_url(row.customer_id))
