"""Signing in to the owner's pages, the first of them, and leaving again."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wangcai.customers.public import (
    ShareLink,
    WrongPortalCode,
    ask_code,
    enter_with_code,
    leave_portal,
    open_share_link,
)
from wangcai.interfaces.portal.home.session import (
    chain_by_code,
    frame_for,
    gone,
    let_in,
    let_out,
    neutral,
    owner_page,
    post_only,
    quiet,
    stores_of,
    visitor_of,
)
from wangcai.interfaces.portal.home.showing import home_context
from wangcai.kernel.public import NotFound, Refusal
from wangcai.messages.public import tell_customer
from wangcai.shops.public import Chain

# Links that were sent to one customer and open the pages of that customer.
ENTRANCES = ("visit", "booking", "order", "waiting")


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("手机号"), max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    phone = forms.CharField(max_length=30, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("六位验证码"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


@require_safe
@never_cache
def home(request: Any, chain_code: str) -> HttpResponse:
    """What comes next and my pets; for who is not signed in, the sign-in."""
    try:
        chain = chain_by_code(chain_code)
    except NotFound:
        return gone(request)
    try:
        visitor = visitor_of(request, chain)
    except NotFound:
        return sign_in_page(request, chain, PhoneForm())
    if visitor.customer.blocked_at:
        return neutral(request, visitor)
    frame_for(request, visitor.store)
    return quiet(render(request, "portal/home/home.html", home_context(visitor)))


@require_POST
@never_cache
def code(request: Any, chain_code: str) -> HttpResponse:
    """Send a code. The answer is the same whether the number is known or not."""
    try:
        chain = chain_by_code(chain_code)
    except NotFound:
        return gone(request)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return sign_in_page(request, chain, form, status=422)
    try:
        asked = ask_code(chain_id=chain.pk, phone=form.cleaned_data["phone"])
    except Refusal as refusal:
        form.add_error("phone", str(refusal))
        return sign_in_page(request, chain, form, status=refusal.status)
    stores = stores_of(chain)
    if asked.customer and stores:
        tell_customer(
            chain_id=chain.pk, store=stores[0], customer=asked.customer, event="portal_code",
            subject=("portal_code", asked.row.pk), facts={"code": asked.code}, dedupe=f"portal_code:{asked.row.pk}",
            phone=asked.number, channels=["sms"], urgent=True,
        )  # fmt: skip
    return sign_in_page(request, chain, CodeForm(initial={"phone": asked.number}), sent=True)


@require_POST
@never_cache
def enter(request: Any, chain_code: str) -> HttpResponse:
    """The code is typed: the cookie, and the first page."""
    try:
        chain = chain_by_code(chain_code)
    except NotFound:
        return gone(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return sign_in_page(request, chain, form, sent=True, status=422)
    try:
        row, customer = enter_with_code(chain_id=chain.pk, **form.cleaned_data)
    except WrongPortalCode as refusal:
        form.add_error("code", str(refusal))
        return sign_in_page(request, chain, form, sent=True, status=refusal.status)
    answer = HttpResponseRedirect(reverse("portal:home", args=[chain_code]))
    return let_in(answer, chain_id=chain.pk, customer_id=customer.pk, code_id=row.pk)


@post_only
def by_link(request: Any, token: str) -> HttpResponse:
    """Who holds the link of an order or visit is its customer: the cookie lives as long as the link."""
    try:
        link = entrance(token)
    except NotFound:
        return gone(request)
    where = HttpResponseRedirect(reverse("portal:home", args=[link.chain.code]))
    return quiet(let_in(where, chain_id=link.chain_id, customer_id=link.customer_id or 0, link_id=link.pk))


def entrance(token: str) -> ShareLink:
    """The living link of somebody's own visit or order; NotFound for all others."""
    link = open_share_link(token)
    if link.subject_kind not in ENTRANCES or link.customer_id is None:
        raise NotFound
    return link


@require_POST
@owner_page
def leave(request: Any, visitor: Any) -> HttpResponse:
    """Sign out: the sign-in by code is over everywhere."""
    if visitor.code_id:
        leave_portal(chain_id=visitor.chain.pk, code_id=visitor.code_id)
    return let_out(HttpResponseRedirect(reverse("portal:home", args=[visitor.chain.code])))


def sign_in_page(request: Any, chain: Chain, form: Any, *, sent: bool = False, status: int = 200) -> HttpResponse:
    """Both steps: the number, then the code."""
    stores = stores_of(chain)
    if stores:
        frame_for(request, stores[0])
    request.frame.store_name = chain.name
    context = {"chain": chain, "form": form, "sent": sent, "store": stores[0] if stores else None}
    return quiet(render(request, "portal/home/sign_in.html", context, status=status))
