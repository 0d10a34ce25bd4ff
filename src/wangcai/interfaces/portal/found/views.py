"""Found a pet (F13): its first name, its photo, and a form whose words the shop passes on. Nothing of the owner."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wangcai.customers.public import PetCard, card_by_token, leave_word
from wangcai.files.public import linked_photo_bytes
from wangcai.interfaces.ui.public import Frame
from wangcai.kernel.public import NotFound, Refusal
from wangcai.shops.public import Store


class FoundForm(forms.Form):
    words = forms.CharField(
        label=_("想对主人说什么"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.CharField(label=_("在哪里捡到的"), max_length=200, required=False)
    finder_phone = forms.CharField(
        label=_("您的电话（愿意的话，店里会回电）"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def found(request: Any, code: str) -> HttpResponse:
    """The page, and the words left there."""
    try:
        card = card_by_token(code)
    except NotFound:
        return gone(request)
    form = FoundForm(request.POST or None)
    refusal, status = None, 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            leave_word(token=code, **form.cleaned_data)
        except NotFound:
            return gone(request)
        except Refusal as refused:
            status = refused.status
            if refused.field in form.fields:
                form.add_error(refused.field, str(refused))
            else:
                refusal = refused
        else:
            return quiet(HttpResponseRedirect(f"{request.path}?sent=1"))
    context = {
        "card": card, "pet": card.pet, "code": code, "form": form, "refusal": refusal, "sent": "sent" in request.GET,
        "store": store_of(request, card),
    }  # fmt: skip
    return quiet(render(request, "portal/found/page.html", context, status=status))


@require_safe
@never_cache
def photo(request: Any, code: str) -> HttpResponse:
    """The pet's own photo; it goes with the living card."""
    try:
        card = card_by_token(code)
        if card.pet.photo is None:
            raise NotFound
        kept, data = linked_photo_bytes(chain_id=card.chain_id, public_id=card.pet.photo.public_id)
    except NotFound:
        return quiet(HttpResponse(status=404))
    return quiet(HttpResponse(data, content_type=kept.kind))


def store_of(request: Any, card: PetCard) -> Store | None:
    """A shop of the chain to call: where the family usually goes is nobody's business, so the first one."""
    store = Store.objects.of(card.chain_id).order_by("pk").first()
    name = card.chain.name
    request.frame = Frame(audience="portal", store_name=name, store_colour=store.colour if store else "")
    return store


def gone(request: Any) -> HttpResponse:
    """Unknown, lost and reissued cards: the same words for all."""
    request.frame = Frame(audience="portal")
    return quiet(render(request, "portal/found/gone.html", status=404))


def quiet(response: HttpResponse) -> HttpResponse:
    """The address is the card's key: not into the log, not to other sites."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    response["Referrer-Policy"] = "no-referrer"
    return response
