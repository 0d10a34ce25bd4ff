"""A new customer at the counter, in twenty seconds."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wangcai.customers.public import Customer, NumberKnown, open_family
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import customer_url, gone_to, stand_beside
from wangcai.interfaces.counter.customers.forms import NewCustomer
from wangcai.interfaces.counter.customers.pet_acts import with_breed
from wangcai.kernel.public import NotAllowed, Refusal


@require_http_methods(["GET", "POST"])
@staff_page("customers.write", anywhere=True)
def new_customer(request: Any) -> HttpResponse:
    """Number, name, pet; a number that is known leads to its file first."""
    by, known, refusal = request.actor, [], None
    form = NewCustomer(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        try:
            return gone_to(request, _next(request, _open(by, request, form)))
        except NotAllowed:
            raise
        except NumberKnown as refused:
            known = list(Customer.objects.of(by).filter(pk__in=refused.details["customers"]))
            form.add_error("phone", str(refused))
        except Refusal as refused:
            refusal = stand_beside(form, refused)
    context = {"form": form, "known": known, "refusal": refusal}
    return render(request, "counter/customers/new.html", context, status=422 if request.method == "POST" else 200)


def _open(by: Any, request: Any, form: NewCustomer) -> Customer:
    data, pet = form.cleaned_data, form.pet()
    return open_family(
        name=data["name"], phone=data["phone"], wechat=data["wechat"], note=data["note"], home_store=request.store,
        pet=with_breed(by, pet) if pet else None, anyway=data["anyway"], by=by,
        request_key=request.POST.get("request_key", ""),
    )  # fmt: skip


def _known(request: Any) -> dict[str, str]:
    """What was looked for in vain is what will be written down: digits are a number, the rest a name."""
    asked = request.GET.get("q", "").strip()[:60]
    number = asked if asked and set(asked) <= set("0123456789+- ") else ""
    return {"phone": request.GET.get("phone", number)[:30], "name": "" if number else asked}


def _next(request: Any, customer: Customer) -> str:
    """The new file, or back to the booking that was waiting for it (`?then=visit`, with its time and place)."""
    if request.GET.get("then") != "visit":
        return customer_url(customer.pk)
    kept = {name: value for name, value in request.GET.items() if name not in ("then", "q", "customer", "phone")}
    return f"{reverse('counter:visit_new')}?{urlencode({**kept, 'customer': customer.pk})}"
