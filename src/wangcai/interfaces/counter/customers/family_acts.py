"""Acts on families: who belongs together, who cares for a pet, a pet that moves."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.customers.public import customer_for, join_household, move_pet, pet_for, set_carer
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import act, customer_url, pet_url
from wangcai.interfaces.counter.customers.forms import CarerForm, PersonForm
from wangcai.interfaces.counter.customers.people import person_named

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
@staff_page("customers.write", anywhere=True)
def family(request: Any, customer_id: int) -> HttpResponse:
    """Two customers become one family."""
    customer, by = customer_for(request.actor, customer_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        join_household(customer=customer, with_customer=person_named(by, data["customer"]), by=by, request_key=key)

    return act(
        request, PersonForm(request.POST or None), run, title=_("和谁是一家"), verb=_("成为一家"),
        back=customer_url(customer.pk), note=_("两边的宠物和家人从此在同一个家庭里。"),
    )  # fmt: skip


@GET_POST
@staff_page("customers.write", anywhere=True)
def carers(request: Any, pet_id: int) -> HttpResponse:
    """Who may collect, who pays."""
    pet, by = pet_for(request.actor, pet_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        roles = dict.fromkeys(data["roles"], True)
        set_carer(pet=pet, customer=person_named(by, data["customer"]), by=by, request_key=key, **roles)

    title = _("{pet}的照顾人").format(pet=pet)
    return act(request, CarerForm(request.POST or None), run, title=title, verb=_("保存"), back=pet_url(pet))


@GET_POST
@staff_page("customers.write", anywhere=True)
def move(request: Any, pet_id: int) -> HttpResponse:
    """The pet goes to another family."""
    pet, by = pet_for(request.actor, pet_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        move_pet(pet=pet, to=person_named(by, data["customer"]), by=by, request_key=key)

    return act(
        request, PersonForm(request.POST or None), run, title=_("{pet}换家庭").format(pet=pet), verb=_("换过去"),
        back=pet_url(pet), danger=True, note=_("旧记录留在档案里；原来的家庭看不到以后的记录。"),
    )  # fmt: skip
