"""Everybody's own page: my shifts of two weeks, asking for leave, giving a shift to a colleague."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.booking.public import (
    Away,
    Leave,
    Shift,
    ShiftSwap,
    agree_swap,
    ask_leave,
    ask_swap,
    requests_of,
    short_without,
    withdraw_leave,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.roster.cover import words_of
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, now
from wangcai.shops.public import staff_of

AHEAD = timedelta(days=14)


class LeaveForm(forms.Form):
    starts_at = forms.DateTimeField(
        label=gettext_lazy("从"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("到"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200, required=False)


@require_GET
@staff_page()
def shifts(request: Any) -> HttpResponse:
    return shown(request)


def shown(request: Any, form: LeaveForm | None = None, refusal: Refusal | None = None) -> HttpResponse:
    """My next two weeks, what I asked for, and what colleagues ask of me."""
    found = Shift.objects.of(request.actor).filter(account=request.user, ends_at__gt=now(), starts_at__lt=now() + AHEAD)
    leaves, swaps = requests_of(request.user)
    context = {
        "shifts": list(found.select_related("store").order_by("starts_at")),
        "leaves": leaves,
        "asked": [swap for swap in swaps if swap.to_id == request.user.pk and swap.state == "asked"],
        "mine": [swap for swap in swaps if swap.shift.account_id == request.user.pk],
        "colleagues": [(p.pk, p.name) for p in staff_of(request.store) if p.pk != request.user.pk],
        "form": form or LeaveForm(),
        "refused": refusal,
    }
    return render(request, "office/roster/mine.html", context, status=422 if refusal or (form and form.errors) else 200)


def _try(request: Any, act: Any, words: str, form: LeaveForm | None = None) -> HttpResponse:
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return shown(request, form, refusal)
    toast(request, words)
    return HttpResponseRedirect(reverse("office:my_shifts"))


@require_POST
@staff_page()
def ask_for_leave(request: Any) -> HttpResponse:
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return shown(request, form)
    asked = {**form.cleaned_data, "store": request.store, "account": request.user, "by": request.actor}
    away = Away(request.user.pk, form.cleaned_data["starts_at"], form.cleaned_data["ends_at"])
    [lacks] = short_without(request.store, [away])
    words = (
        _("已提交，等店长批准；那时店里会缺人：{words}").format(words=words_of(lacks))
        if lacks
        else _("已提交，等店长批准")
    )
    return _try(request, lambda: ask_leave(**asked, request_key=_key(request)), words, form)


@require_POST
@staff_page()
def withdraw(request: Any, leave_id: int) -> HttpResponse:
    leave = Leave.objects.of(request.actor).filter(pk=leave_id, account=request.user).select_related("store").first()
    if leave is None:
        raise NotFound
    return _try(request, lambda: withdraw_leave(leave=leave, by=request.actor, request_key=_key(request)), _("已撤回"))


@require_POST
@staff_page()
def ask_for_swap(request: Any, shift_id: int) -> HttpResponse:
    shift = Shift.objects.of(request.actor).filter(pk=shift_id, account=request.user).select_related("store").first()
    chosen = request.POST.get("to", "")
    to = next((person for person in staff_of(request.store) if str(person.pk) == chosen), None)
    if shift is None or to is None:
        raise NotFound
    return _try(
        request, lambda: ask_swap(shift=shift, to=to, by=request.actor, request_key=_key(request)), _("已问同事")
    )


@require_POST
@staff_page()
def answer_swap(request: Any, swap_id: int) -> HttpResponse:
    swaps = ShiftSwap.objects.of(request.actor).filter(pk=swap_id, to=request.user)
    swap = swaps.select_related("shift__store", "to").first()
    if swap is None:
        raise NotFound
    agree = request.POST.get("answer") == "yes"
    return _try(
        request, lambda: agree_swap(swap=swap, agree=agree, by=request.actor, request_key=_key(request)), _("已回复")
    )


def _key(request: Any) -> str:
    return request.POST.get("request_key", "")
