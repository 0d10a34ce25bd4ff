"""Acts on a pet's file: opening, details, warnings, weight."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.customers.public import (
    LIKELY,
    SURE,
    Flag,
    add_pet,
    change_pet,
    customer_for,
    end_flag,
    flag_label,
    match_breed,
    pet_for,
    raise_flag,
    weigh_pet,
)
from wangcai.files.public import keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import act, customer_url, pet_url, sure
from wangcai.interfaces.counter.customers.forms import FlagForm, PetDetails, WeightForm
from wangcai.kernel.public import Actor, Missing, NotFound

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
@staff_page("customers.write", anywhere=True)
def new_pet(request: Any, customer_id: int) -> HttpResponse:
    """One more pet in the customer's household."""
    customer, by = customer_for(request.actor, customer_id), request.actor
    form = PetDetails(request.POST or None, initial={"species": "cat"})

    def run(_data: dict[str, Any], key: str) -> None:
        add_pet(customer=customer, by=by, request_key=key, **with_breed(by, form.values()))

    return act(request, form, run, title=_("加一只宠物"), verb=_("建档"), back=customer_url(customer.pk))


@GET_POST
@staff_page("customers.write", anywhere=True)
def details(request: Any, pet_id: int) -> HttpResponse:
    """All facts of the pet."""
    pet, by = pet_for(request.actor, pet_id), request.actor
    form = PetDetails(request.POST or None, initial=PetDetails.of(pet))

    def run(_data: dict[str, Any], key: str) -> None:
        change_pet(pet=pet, by=by, request_key=key, **with_breed(by, form.values()))

    return act(request, form, run, title=_("改宠物资料"), verb=_("保存"), back=pet_url(pet))


def with_breed(by: Actor, values: dict[str, Any]) -> dict[str, Any]:
    """The typed breed as one of the chain's breeds where it is surely or likely one; the typed words are kept."""
    breed, certainty = match_breed(by, values["species"], values["breed_text"])
    return {**values, "breed": breed if certainty in (SURE, LIKELY) else None}


@GET_POST
@staff_page("customers.see", anywhere=True)
def flags(request: Any, pet_id: int) -> HttpResponse:
    """Put a warning on the pet."""
    pet, by = pet_for(request.actor, pet_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        raise_flag(pet=pet, by=by, request_key=key, **data)

    form = FlagForm(request.POST or None)
    title = _("给{pet}加警示").format(pet=pet)
    return act(request, form, run, title=title, verb=_("加上警示"), back=pet_url(pet))


@GET_POST
@staff_page("customers.write", anywhere=True)
def flag_end(request: Any, flag_id: int) -> HttpResponse:
    """Take a warning off."""
    by = request.actor
    flag = Flag.objects.of(by).select_related("pet").filter(pk=flag_id).first()
    if flag is None:
        raise NotFound

    def run(_data: dict[str, Any], key: str) -> None:
        end_flag(flag=flag, by=by, request_key=key)

    return act(
        request, sure(request), run, title=_("解除{pet}的警示").format(pet=flag.pet), verb=_("解除警示"), danger=True,
        back=pet_url(flag.pet), note=" ".join(part for part in (flag_label(flag.kind), flag.note) if part),
    )  # fmt: skip


@GET_POST
@staff_page("customers.see", anywhere=True)
def weights(request: Any, pet_id: int) -> HttpResponse:
    """Write down a weighing."""
    pet, by = pet_for(request.actor, pet_id), request.actor
    form = WeightForm(request.POST or None)

    def run(_data: dict[str, Any], key: str) -> None:
        weigh_pet(pet=pet, grams=form.grams(), by=by, request_key=key)

    title = _("给{pet}称体重").format(pet=pet)
    return act(request, form, run, title=title, verb=_("记下体重"), back=pet_url(pet), note=_("单位：公斤，例如 4.2"))


@GET_POST
@staff_page("customers.write", anywhere=True)
def photo(request: Any, pet_id: int) -> HttpResponse:
    """A picture of the pet, drawn anew without what the camera wrote into it."""
    pet, by = pet_for(request.actor, pet_id), request.actor

    def run(_data: dict[str, Any], key: str) -> None:
        upload = request.FILES.get("photo")
        if upload is None:
            raise Missing(what=_("照片"))
        kept = keep_photo(store=None, data=upload.read(), purpose="pet", by=by)
        change_pet(pet=pet, photo=kept, by=by)

    title = _("{pet}的照片").format(pet=pet)
    return act(request, sure(request), run, title=title, verb=_("用这张照片"), back=pet_url(pet), photo=True)
