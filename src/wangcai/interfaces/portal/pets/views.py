"""A pet as its owner sees it. Staff's notes, warnings and words about the owner are no part of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wangcai.customers.public import Pet, card_of, health_of, make_card, pets_of, plans_of, record_health
from wangcai.files.public import keep_photo, linked_photo_bytes
from wangcai.interfaces.portal.home.session import Visitor, owner_page
from wangcai.interfaces.portal.home.showing import age_of, detail_of
from wangcai.interfaces.ui.components.text import day, weight
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, local, now

MOST_BYTES = 20 * 1024 * 1024
SEX = {"f": gettext_lazy("母"), "m": gettext_lazy("公")}


class VaccineForm(forms.Form):
    """What was given and when, with a picture of the page in the vaccination book."""

    code = forms.ChoiceField(label=gettext_lazy("疫苗或驱虫"), widget=forms.RadioSelect)
    given_on = forms.DateField(label=gettext_lazy("接种日期"), widget=forms.DateInput(attrs={"type": "date"}))
    due_on = forms.DateField(
        label=gettext_lazy("有效至"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *given: Any, choices: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["code"].choices = choices  # type: ignore[attr-defined]


@require_safe
@owner_page
def pet(request: Any, visitor: Visitor, pet_id: UUID) -> HttpResponse:
    """The pet's page."""
    return shown(request, visitor, own_pet(visitor, pet_id))


def own_pet(visitor: Visitor, pet_id: UUID) -> Pet:
    """A pet of this owner's household or care; NotFound for all others."""
    found = next((each for each in pets_of(visitor.customer) if each.public_id == pet_id), None)
    if found is None:
        raise NotFound
    return found


def shown(request: Any, visitor: Visitor, pet: Pet, *, status: int = 200, **more: Any) -> HttpResponse:
    plans = plans_of(visitor.chain, pet.species)
    names = {plan.code: plan.name for plan in plans}
    today = local(now(), visitor.store.timezone).date()
    context = {
        "visitor": visitor, "pet": pet, "detail": detail_of(pet), "facts": facts_of(pet),
        "records": [record_row(row, names, today) for row in health_of(visitor.actor, pet)],
        "form": VaccineForm(choices=choices_of(plans)), "card": card_of(pet), "store": visitor.store,
        "back": safe_back(request),
    }  # fmt: skip
    return render(request, "portal/pets/pet.html", context | more, status=status)


def choices_of(plans: list[Any]) -> list[tuple[str, str]]:
    return [(plan.code, plan.name) for plan in plans]


def safe_back(request: Any) -> str:
    """Where the booking was left for this upload: only an address of the portal itself."""
    back = request.POST.get("back") or request.GET.get("back", "")
    return back if back.startswith("/p/home/") and "//" not in back and "\\" not in back else ""


def facts_of(pet: Pet) -> list[tuple[Any, Any]]:
    """What the owner told us."""
    last = pet.weights.order_by("-at", "-pk").first()  # type: ignore[attr-defined]
    rows = [
        (_("生日"), f"{day(pet.born_on)} · {age_of(pet)}" if pet.born_on else ""),
        (_("性别"), SEX.get(pet.sex, "")),
        (_("体重"), f"{weight(last.grams)} · {day(last.at)}" if last else ""),
        (_("毛色"), pet.coat), (_("芯片"), pet.chip), (_("过敏"), pet.allergies), (_("饮食"), pet.diet),
        (_("常去的医院"), pet.vet), (_("档案号"), pet.code),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def record_row(row: Any, names: dict[str, str], today: Any) -> dict[str, Any]:
    """One line of the vaccination list with the word that matters."""
    over = row.due_on is not None and row.due_on < today
    state, words = ("done", _("已核实")) if row.verified_at else ("ready", _("未核实"))
    if over:
        state, words = "late", _("已过期")
    parts = [_("接种 {day}").format(day=f"{row.given_on:%Y-%m-%d}")]
    if row.due_on:
        parts.append(_("有效至 {day}").format(day=f"{row.due_on:%Y-%m-%d}"))
    return {
        "name": names.get(row.code, row.product or row.code), "detail": " · ".join(parts), "state": state,
        "words": words,
    }  # fmt: skip


@require_POST
@owner_page
def vaccine(request: Any, visitor: Visitor, pet_id: UUID) -> HttpResponse:
    """A vaccination with its proof: 未核实 until somebody of the shop has looked at the picture."""
    pet = own_pet(visitor, pet_id)
    form = VaccineForm(request.POST, choices=choices_of(plans_of(visitor.chain, pet.species)))
    if not form.is_valid():
        return shown(request, visitor, pet, form=form, status=422)
    sent = request.FILES.get("proof")
    try:
        if sent is None:
            raise Missing(what=_("疫苗本那一页的照片"), field="proof")
        # The key is made for this form: pressed twice is one record and one picture.
        key = request.POST.get("request_key", "")
        proof = keep_photo(
            store=None, data=sent.read(MOST_BYTES + 1), purpose="paper", by=visitor.actor,
            request_key=f"{key}-proof" if key else None,
        )  # fmt: skip
        plan = next(p for p in plans_of(visitor.chain, pet.species) if p.code == form.cleaned_data["code"])
        record_health(pet=pet, kind=plan.kind, proof=proof, by=visitor.actor, request_key=key, **form.cleaned_data)  # type: ignore[call-arg]
    except NotFound:
        raise
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))
            refusal = None  # type: ignore[assignment]
        return shown(request, visitor, pet, form=form, refused=refusal, status=422)
    back = safe_back(request) or reverse("portal:pet", args=[visitor.chain.code, pet.public_id])
    return HttpResponseRedirect(back)


@require_POST
@owner_page
def card(request: Any, visitor: Visitor, pet_id: UUID) -> HttpResponse:
    """Make the identity card; its code is shown this once. A new one ends the old."""
    pet = own_pet(visitor, pet_id)
    by = Actor(
        chain_id=visitor.chain.pk, kind="customer", id=visitor.customer.pk, name=visitor.customer.name,
        grants={None: frozenset({"customers.write"})},
    )  # fmt: skip
    try:
        made, token = make_card(pet=pet, by=by, again=request.POST.get("again") == "1")
    except Refusal as refusal:
        return shown(request, visitor, pet, refused=refusal, status=refusal.status)
    url = request.build_absolute_uri(reverse("portal:found", args=[token]))
    return shown(request, visitor, pet, card_url=url, card_facts=card_facts(visitor, pet, made))


def card_facts(visitor: Visitor, pet: Pet, card: Any) -> list[tuple[Any, Any]]:
    """What stands on the card: nothing of the owner but the number of his file; the shop's telephone for emergencies."""
    rows = [
        (_("生日"), f"{pet.born_on:%Y-%m-%d}" if pet.born_on else ""), (_("芯片"), pet.chip), (_("过敏"), pet.allergies),
        (_("紧急电话"), visitor.store.phone), (_("会员号"), visitor.customer.code), (_("卡号"), card.number),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


@require_safe
@owner_page
def photo(request: Any, visitor: Visitor, pet_id: UUID) -> HttpResponse:
    """The pet's picture."""
    pet = own_pet(visitor, pet_id)
    if pet.photo is None:
        raise NotFound
    kept, data = linked_photo_bytes(chain_id=visitor.chain.pk, public_id=pet.photo.public_id)
    return HttpResponse(data, content_type=kept.kind)
