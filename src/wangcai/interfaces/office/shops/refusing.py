"""How these pages take a refusal: beside the field that caused it, with what was typed kept."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from wangcai.kernel.public import NotAllowed, NotFound, Refusal


def refused(form: forms.Form, refusal: Refusal) -> None:
    """Write the refusal beside its field (or over the form); what has a page of its own goes on."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def page(request: Any, template: str, context: dict[str, Any], *, form: forms.Form | None = None) -> HttpResponse:
    """Render a page; 422 when its form came back refused."""
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, context, status=422 if wrong else 200)
