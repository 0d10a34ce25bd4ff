"""How these pages take a refusal: beside the field that caused it, with what was typed kept."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import NotAllowed, NotFound, Refusal

# The pages behind 管理, in the order of their tabs: address, words, icon, permission.
TABS = (
    ("office:staff", _("员工与岗位"), "users-group", "shops.staff"),
    ("office:settings", _("门店设置"), "building-store", "shops.settings"),
    ("office:devices", _("设备"), "device-tablet", "shops.staff"),
    ("office:tokens", _("接口令牌"), "key", "shops.tokens"),
    ("office:audit", _("操作记录"), "history", "audit.see"),
)


def tabs_of(request: Any) -> list[dict[str, Any]]:
    """The tabs this person may open; nothing where there is only one."""
    if not request.actor or not request.store:
        return []
    found = [
        {"label": words, "url": reverse(name), "icon": icon, "current": request.path.startswith(reverse(name))}
        for name, words, icon, permission in TABS
        if request.actor.may(permission, request.store.pk)
    ]
    return found if len(found) > 1 else []


def refused(form: forms.Form, refusal: Refusal) -> None:
    """Write the refusal beside its field (or over the form); what has a page of its own goes on."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def page(request: Any, template: str, context: dict[str, Any], *, form: forms.Form | None = None) -> HttpResponse:
    """Render a page; 422 when its form came back refused."""
    context["tabs"] = tabs_of(request)
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, context, status=422 if wrong else 200)
