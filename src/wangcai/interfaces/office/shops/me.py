"""What everybody sets for himself: PIN, password, language, on duty or off."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.shops.refusing import page, refused
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal
from wangcai.shops.public import (
    Duty,
    Post,
    change_staff,
    come_on_duty,
    leave_duty,
    set_password,
    set_pin,
)


class OwnPinForm(forms.Form):
    pin = forms.CharField(
        label=gettext_lazy("新 PIN"), max_length=8, widget=forms.PasswordInput, help_text=gettext_lazy("4 到 8 位数字")
    )


class OwnPasswordForm(forms.Form):
    old = forms.CharField(label=gettext_lazy("现在的密码"), max_length=128, strip=False, widget=forms.PasswordInput)
    password = forms.CharField(
        label=gettext_lazy("新密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput,
        help_text=gettext_lazy("至少 8 个字"),
    )


@staff_page()
def me(request: Any) -> HttpResponse:
    return show(request, OwnPinForm(), OwnPasswordForm())


@require_POST
@sensitive_post_parameters("pin")
@staff_page()
def my_pin(request: Any) -> HttpResponse:
    form = OwnPinForm(request.POST)
    if form.is_valid():
        try:
            set_pin(account=request.user, pin=form.cleaned_data["pin"], by=request.actor)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            toast(request, _("PIN 已设置"))
            return redirect("office:me")
    return show(request, form, OwnPasswordForm())


@require_POST
@sensitive_post_parameters("old", "password")
@staff_page()
def my_password(request: Any) -> HttpResponse:
    """Asks for the present password, so that an open counter is not enough to take an account over."""
    form = OwnPasswordForm(request.POST)
    if form.is_valid():
        if not request.user.check_password(form.cleaned_data["old"]):
            form.add_error("old", _("现在的密码不对。"))
            return show(request, OwnPinForm(), form)
        try:
            set_password(account=request.user, password=form.cleaned_data["password"], by=request.actor)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            update_session_auth_hash(request, request.user)
            toast(request, _("密码已更换，其它设备需要重新登录"))
            return redirect("office:me")
    return show(request, OwnPinForm(), form)


@require_POST
@staff_page()
def my_duty(request: Any) -> HttpResponse:
    """Come on duty in the current store, or go home."""
    if request.POST.get("leave"):
        leave_duty(account=request.user, by=request.actor)
        toast(request, _("已下班，辛苦了"))
    else:
        come_on_duty(store=request.store, account=request.user, by=request.actor)
        toast(request, _("已上班，任务会派给您"))
    return redirect("office:me")


@require_POST
@staff_page()
def my_language(request: Any) -> HttpResponse:
    """Remember the language with the person, so that a switch on a device brings it along."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        change_staff(account=request.user, language=language, by=request.actor)
    response = HttpResponseRedirect("/me/")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language or "zh-hans", samesite="Lax")
    return response


def show(request: Any, pin: forms.Form, password: forms.Form) -> HttpResponse:
    posts = Post.objects.of(request.actor).filter(account=request.user, ended_at__isnull=True).select_related("store")
    context = {
        "pin": pin,
        "password": password,
        "posts": list(posts),
        "duty": Duty.objects.of(request.actor)
        .filter(account=request.user, ended_at__isnull=True)
        .select_related("store")
        .first(),
        "languages": settings.LANGUAGES,
    }
    wrong = pin if pin.is_bound else password
    return page(request, "office/shops/me.html", context, form=wrong)
