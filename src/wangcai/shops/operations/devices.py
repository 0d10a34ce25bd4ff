"""Counters, tablets and phones the shop trusts, and keys of programs. Secrets are stored as digests and shown once."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, digest, now, secret_token
from wangcai.shops.actors import permissions_in
from wangcai.shops.events import DeviceRevoked, DeviceTrusted, TokenMade, TokenRevoked
from wangcai.shops.models import Account, Device, Store, Token
from wangcai.shops.roles import ALL_PERMISSIONS
from wangcai.shops.rules import BeyondYourRights, require_at, require_over


class ScopeUnknown(Refusal):
    code = "scope_unknown"
    sentence = _("没有“{scope}”这个权限，请从列表里选。")
    field = "scopes"


@once
def trust_device(*, store: Store, name: str, by: Actor, at: datetime | None = None) -> Device:
    """Trust a device of a store. The returned row carries its secret as `.secret`, this once (a retry has none)."""
    require_at(by, "shops.staff", store)
    name = clean_line(name, most=60)
    if not name:
        raise Missing(what=_("设备名称"), field="name")
    if by.kind != "staff":
        raise NotFound
    secret = secret_token()
    device = Device.objects.create(
        chain_id=by.chain_id,
        store=store,
        name=name,
        token_hash=digest(secret),
        trusted_by_id=by.id,
        trusted_at=at or now(),
    )
    record(DeviceTrusted(subject_id=device.pk, store_id=store.pk, name=name), by=by, at=at)
    device.secret = secret  # type: ignore[attr-defined]
    return device


@once
def revoke_device(*, device: Device, by: Actor, at: datetime | None = None) -> Device:
    """Trust a device no longer; everybody switched in on it is out at the next click."""
    require_at(by, "shops.staff", device)
    if not Device.objects.of(by).filter(pk=device.pk, revoked_at__isnull=True).update(revoked_at=at or now()):
        raise NotFound
    record(DeviceRevoked(subject_id=device.pk, store_id=device.store_id, name=device.name), by=by, at=at)
    device.refresh_from_db()
    return device


def device_of(secret: str) -> Device | None:
    """The trusted device with this secret, with its store; None where there is none or it was revoked. One query."""
    devices = Device.objects.across_chains().select_related("store", "store__chain")
    return devices.filter(token_hash=digest(secret), revoked_at__isnull=True).first() if secret else None


@once
def make_token(
    *,
    store: Store | None,
    account: Account,
    name: str,
    scopes: Sequence[str],
    by: Actor,
    expires_at: datetime | None = None,
    at: datetime | None = None,
) -> Token:
    """A key for a program that acts as `account` within `scopes` (permissions, or `orders.*`), in one store or in all
    of the account's. The returned row carries the key as `.secret`, this once (a retry has none)."""
    require_at(by, "shops.tokens", store)
    name = clean_line(name, most=60)
    if not name:
        raise Missing(what=_("用途"), field="name")
    wanted = spelled_out(scopes)
    if not wanted:
        raise Missing(what=_("权限"), field="scopes")
    if account.chain_id != by.chain_id or not account.is_active:
        raise NotFound
    if by.key != f"staff:{account.pk}":
        require_over(by, account)
    if not wanted <= permissions_in(by, store.pk if store else None):
        raise BeyondYourRights(field="scopes")
    secret = "wc_" + secret_token()
    token = Token.objects.create(
        chain_id=by.chain_id, name=name, token_hash=digest(secret), account=account, store=store,
        scopes=sorted(wanted), created_at=at or now(), expires_at=expires_at,
    )  # fmt: skip
    happening = TokenMade(subject_id=token.pk, store_id=store.pk if store else None, name=name, scopes=sorted(wanted))
    record(happening, by=by, at=at)
    token.secret = secret  # type: ignore[attr-defined]
    return token


@once
def revoke_token(*, token: Token, by: Actor, at: datetime | None = None) -> Token:
    """The key opens nothing any more, from the next request on."""
    require_at(by, "shops.tokens", token)
    if not Token.objects.of(by).filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at or now()):
        raise NotFound
    record(TokenRevoked(subject_id=token.pk, store_id=token.store_id, name=token.name), by=by, at=at)
    token.refresh_from_db()
    return token


def spelled_out(scopes: Sequence[str]) -> set[str]:
    """`orders.*` and `*` as the permissions they stand for today; refuses what is no permission."""
    found: set[str] = set()
    for scope in scopes:
        app = scope.removesuffix("*")
        meant = {p for p in ALL_PERMISSIONS if p == scope or (scope.endswith("*") and p.startswith(app))}
        if not meant:
            raise ScopeUnknown(scope=scope)
        found |= meant
    return found
