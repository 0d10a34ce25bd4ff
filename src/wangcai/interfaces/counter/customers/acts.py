"""A small act on a file: its form in a dialog over the page (or, without script, on a page of its own), one use case,
back to the page. A refusal leaves form, words and dialog where they are, status 422."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from wangcai.interfaces.counter.customers.forms import Sure
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

Run = Callable[[dict[str, Any], str], Any]


def act(
    request: Any, form: forms.Form, run: Run, *, title: Any, verb: Any, back: str, note: Any = "", danger: bool = False,
    done: Any = "", photo: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show `form` (GET), or hand its cleaned data and the request key to `run` (POST) and go `back`.

    `photo` adds a camera button; its picture is `request.FILES["photo"]`.
    """
    refusal, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run(form.cleaned_data, request.POST.get("request_key", ""))
                if done:
                    toast(request, done)
                return gone_to(request, back)
            except (NotFound, NotAllowed):
                raise
            except Refusal as refused:
                refusal = stand_beside(form, refused)
    context = {
        "form": form, "refusal": refusal, "title": title, "verb": verb, "back": back, "note": note, "danger": danger, "photo": photo,
        "action": request.get_full_path(),
    }  # fmt: skip
    template = "counter/customers/act.html#dialog" if request.htmx else "counter/customers/act.html"
    return render(request, template, context, status=status)


def sure(request: Any) -> forms.Form:
    """The form of an act that asks nothing but its button."""
    return Sure(request.POST if request.method == "POST" else None)


def stand_beside(form: forms.Form, refused: Refusal) -> Refusal | None:
    """Put a refusal beside the field that caused it; returned where no field did."""
    if refused.field in form.fields:
        form.add_error(refused.field, str(refused))
        return None
    return refused


def gone_to(request: Any, address: str) -> HttpResponse:
    """The next page: a redirect, which htmx is told to follow with the whole page."""
    if not request.htmx:
        return HttpResponseRedirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


def customer_url(customer_id: int, pet_id: int | None = None) -> str:
    """The address of a customer's file, with a pet's tab open."""
    return reverse("counter:customer", args=[customer_id]) + (f"?pet={pet_id}" if pet_id else "")


def pet_url(pet: Any) -> str:
    """The address of a pet's file."""
    return reverse("counter:pet", args=[pet.pk])
