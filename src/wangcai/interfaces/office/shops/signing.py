"""Signing in by password, signing out, switching by PIN, choosing the store."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wangcai.interfaces.access import DEVICE_KEY, STORE_KEY, staff_page
from wangcai.interfaces.office.shops.refusing import page, refused
from wangcai.kernel.public import NotFound, Refusal
from wangcai.shops.public import Account, Device, device_of, people_of, sign_in, store_for, switch_by_pin

BACKEND = "wangcai.shops.signing_in.StaffBackend"
DEVICE_COOKIE = "device"


class SignInForm(forms.Form):
    login = forms.CharField(label=_("登录名"), max_length=40)
    password = forms.CharField(label=_("密码"), max_length=128, strip=False, widget=forms.PasswordInput)


class PinForm(forms.Form):
    who = forms.IntegerField(widget=forms.HiddenInput)
    pin = forms.CharField(label="PIN", max_length=8, widget=forms.PasswordInput)


@sensitive_post_parameters("password")
def sign_in_page(request: Any) -> HttpResponse:
    """Login name and password; anyone may see it."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = sign_in(login=form.cleaned_data["login"], password=form.cleaned_data["password"])
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return enter(request, account)
    context = {"form": form, "next": back_to(request), "device": trusted_device(request)}
    return page(request, "office/shops/sign_in.html", context, form=form)


@require_POST
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """Out, and to the page where the next person comes in."""
    device = trusted_device(request)
    logout(request)
    return HttpResponseRedirect(reverse("office:switch") if device else settings.LOGIN_URL)


@sensitive_post_parameters("pin")
def switch_page(request: Any) -> HttpResponse:
    """换人: the faces of this device's store, then a PIN on a large pad. On a strange device it leads to the password."""
    device = trusted_device(request)
    if device is None:
        return page(request, "office/shops/switch.html", {"next": back_to(request), "may_trust": may_trust(request)})
    form = PinForm(request.POST or None, initial={"who": request.GET.get("who")})
    if request.method == "POST" and form.is_valid():
        try:
            account = switch_by_pin(
                device=device, account_id=form.cleaned_data["who"], pin=form.cleaned_data["pin"]
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return enter(request, account, device)
    people = [person for person in people_of(device).order_by("name") if person.pin]
    chosen = next((p for p in people if str(p.pk) == str(form["who"].value())), None)
    context = {"form": form, "next": back_to(request), "device": device, "people": people, "chosen": chosen}
    return page(request, "office/shops/switch.html", context, form=form)


@staff_page()
def choose_store(request: Any) -> HttpResponse:
    """The stores this person may work in; the chosen one lives in the session."""
    if request.method == "POST":
        chosen = request.POST.get("store", "")
        if not chosen.isdigit():
            raise NotFound
        request.session[STORE_KEY] = store_for(request.actor, int(chosen)).pk
        return HttpResponseRedirect(back_to(request))
    return page(request, "office/shops/choose_store.html", {"next": back_to(request)})


def enter(request: Any, account: Account, device: Device | None = None) -> HttpResponse:
    """Begin the person's session; one that began by PIN ends with the trust in its device."""
    kept_store = request.session.get(STORE_KEY)
    login(request, account, backend=BACKEND)
    request.session.pop(DEVICE_KEY, None)
    if device is not None:
        request.session[DEVICE_KEY] = device.pk
        request.session[STORE_KEY] = device.store_id
    elif kept_store:
        request.session[STORE_KEY] = kept_store
    response = HttpResponseRedirect(back_to(request))
    if account.language != "zh-hans":
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, samesite="Lax")
    return response


def trusted_device(request: HttpRequest) -> Device | None:
    """The device this browser is known as; no query without its cookie."""
    secret = request.COOKIES.get(DEVICE_COOKIE, "")
    return device_of(secret) if secret else None


def may_trust(request: Any) -> bool:
    """May whoever is signed in declare this browser a device of the store?"""
    return bool(request.actor and request.store and request.actor.may("shops.staff", request.store.pk))


def back_to(request: HttpRequest) -> str:
    """Where the person wanted to go; only addresses of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else "/"
