"""设备 and 接口令牌: what the shop trusts. A token's key is shown once, a device's never: it goes into this browser's cookie."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.shops.refusing import page, refused
from wangcai.interfaces.office.shops.signing import DEVICE_COOKIE, trusted_device
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, day_bounds, local, now
from wangcai.shops.public import (
    ALL_PERMISSIONS,
    PERMISSION_LABELS,
    Account,
    Device,
    Token,
    make_token,
    permissions_in,
    revoke_device,
    revoke_token,
    trust_device,
)

TEN_YEARS = 10 * 365 * 24 * 3600
LIFETIMES = ((0, gettext_lazy("不过期")), (30, gettext_lazy("30 天")), (365, gettext_lazy("一年")))


class DeviceForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("设备名称"), max_length=60, help_text=gettext_lazy("例如：前台收银机"))


class TokenForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("用途"), max_length=60, help_text=gettext_lazy("例如：小程序"))
    days = forms.TypedChoiceField(label=gettext_lazy("有效期"), choices=LIFETIMES, coerce=int, initial=365)
    scopes = forms.MultipleChoiceField(label=gettext_lazy("权限"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, allowed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope, PERMISSION_LABELS.get(scope, scope)) for scope in allowed]  # type: ignore[attr-defined]


@staff_page("shops.staff")
def devices(request: Any) -> HttpResponse:
    """The trusted devices of this store, and a button to trust the one in hand."""
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = trust_device(store=request.store, name=form.cleaned_data["name"], by=request.actor)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            toast(request, _("这台设备已登记，可以用 PIN 换人了"))
            response = redirect("office:devices")
            response.set_cookie(
                DEVICE_COOKIE, device.secret, max_age=TEN_YEARS, httponly=True, samesite="Lax",  # type: ignore[attr-defined]
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
            return response
    mine = trusted_device(request)
    rows = list(devices_of(request).select_related("trusted_by"))
    here = next((row for row in rows if mine and row.pk == mine.pk), None)
    return page(request, "office/shops/devices.html", {"form": form, "rows": rows, "here": here}, form=form)


@require_POST
@staff_page("shops.staff")
def end_device(request: Any, device_id: int) -> HttpResponse:
    device = devices_of(request).filter(pk=device_id).first()
    if device is None:
        raise NotFound
    revoke_device(device=device, by=request.actor)
    toast(request, _("“{name}”已停用").format(name=device.name))
    return redirect("office:devices")


@never_cache
@staff_page("shops.tokens")
def tokens(request: Any) -> HttpResponse:
    """The keys of programs in this store; a new one is shown on this page once and never again."""
    held = permissions_in(request.actor, request.store.pk) & ALL_PERMISSIONS
    allowed = [scope for scope in PERMISSION_LABELS if scope in held]
    form = TokenForm(request.POST or None, allowed=allowed)
    made = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = make_token(
                store=request.store, account=Account.objects.get(pk=request.user.pk), name=data["name"],
                scopes=data["scopes"], expires_at=end_of_day(request, data["days"]),
                by=request.actor, request_key=request.POST.get("request_key"),
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal)
        else:
            form = TokenForm(allowed=allowed)
    context = {"form": form, "made": made, "rows": list(tokens_of(request).select_related("account"))}
    return page(request, "office/shops/tokens.html", context, form=form)


@require_POST
@staff_page("shops.tokens")
def end_token(request: Any, token_id: int) -> HttpResponse:
    token = tokens_of(request).filter(pk=token_id).first()
    if token is None:
        raise NotFound
    revoke_token(token=token, by=request.actor)
    toast(request, _("“{name}”已停用").format(name=token.name))
    return redirect("office:tokens")


def end_of_day(request: Any, days: int) -> datetime | None:
    """The end of the store's day so many days ahead: the same for a form sent twice."""
    if not days:
        return None
    return day_bounds(local(now(), request.store.timezone).date() + timedelta(days=days), request.store.timezone)[1]


def devices_of(request: Any) -> QuerySet[Device]:
    rows = Device.objects.of(request.actor).filter(store=request.store, revoked_at__isnull=True)
    return rows.order_by("-trusted_at", "-pk")


def tokens_of(request: Any) -> QuerySet[Token]:
    """Keys of this store; whoever runs the whole chain sees the chain's keys too."""
    rows = Token.objects.of(request.actor).filter(revoked_at__isnull=True)
    if request.actor.store_ids is not None:
        rows = rows.filter(store=request.store)
    return rows.order_by("-created_at", "-pk")
