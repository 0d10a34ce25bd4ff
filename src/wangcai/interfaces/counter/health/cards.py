"""The identity card: made once and printed at once; lost; scanned; what finders left."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.customers.public import (
    CARD_TEMPLATES,
    Customer,
    FoundNotice,
    Pet,
    active_flags,
    card_of,
    end_card,
    make_card,
    pass_on,
    pet_by_card,
    pet_for,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import act, pet_url, sure
from wangcai.interfaces.counter.health.forms import CardForm
from wangcai.interfaces.counter.health.page import line_of
from wangcai.interfaces.counter.health.records import health_url
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
@never_cache
@staff_page("customers.write", anywhere=True)
def card(request: Any, pet_id: int) -> HttpResponse:
    """Choose a look, then the card itself: its code is shown this once, so the answer to the button is the paper."""
    by, pet = request.actor, pet_for(request.actor, pet_id)
    old, refusal = card_of(pet), None
    form = CardForm(request.POST or None, initial={"template": old.template if old else "classic"})
    if request.method == "POST" and form.is_valid():
        try:
            made, code = make_card(
                pet=pet, template=form.cleaned_data["template"], again="again" in request.POST, by=by
            )
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = refused
        else:
            url = request.build_absolute_uri(reverse("portal:found", args=[code]))
            flags = [f for f in active_flags([pet.pk])[pet.pk] if f.safety]
            context = {
                "pet": pet,
                "card": made,
                "url": url,
                "flags": flags,
                "line": line_of(pet),
                "member": member_of(pet),
            }
            return render(request, "counter/health/card_paper.html", context)
    context = {
        "pet": pet,
        "card": old,
        "form": form,
        "refusal": refusal,
        "looks": CARD_TEMPLATES,
        "back": health_url(pet),
    }
    return render(request, "counter/health/card.html", context, status=422 if request.method == "POST" else 200)


def member_of(pet: Pet) -> str:
    """The number of the family's first file: a number, no name."""
    files = Customer.objects.of(pet.chain_id).filter(household_id=pet.household_id, merged_into=None)
    first = files.order_by("pk").values_list("code", flat=True).first() if pet.household_id else None
    return first or ""


@GET_POST
@staff_page("customers.write", anywhere=True)
def card_end(request: Any, pet_id: int) -> HttpResponse:
    """The card is lost and no new one is wanted yet."""
    by, pet = request.actor, pet_for(request.actor, pet_id)
    living = card_of(pet)
    if living is None:
        raise NotFound

    def run(_data: dict[str, Any], key: str) -> None:
        end_card(card=living, by=by, request_key=key)

    title, note = _("身份卡挂失"), _("{number} 的码立刻失效，别人再扫什么也看不到。").format(number=living.number)
    return act(request, sure(request), run, title=title, verb=_("挂失"), danger=True, back=health_url(pet), note=note)


@require_GET
@staff_page("customers.see", anywhere=True)
def scan(request: Any) -> HttpResponse:
    """`?code=`: what a scanner read of a card opens its pet."""
    pet = pet_by_card(request.actor, request.GET.get("code", "")[:300])
    if pet is None:
        raise NotFound
    return HttpResponseRedirect(pet_url(pet))


@require_POST
@staff_page("customers.write", anywhere=True)
def passing_on(request: Any, notice_id: int) -> HttpResponse:
    """The owner was told."""
    notice = FoundNotice.objects.of(request.actor).filter(pk=notice_id).select_related("pet").first()
    if notice is None:
        raise NotFound
    pass_on(notice=notice, by=request.actor, request_key=request.POST.get("request_key", ""))
    toast(request, _("已转告"))
    return HttpResponseRedirect(health_url(notice.pet))
