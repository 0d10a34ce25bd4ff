"""Who is asking: the rights of a member of staff or of a program, read by one query."""

import json
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Actor, Refusal, digest, fetch, kept, now
from wangcai.shops.models import Account, Device, Post
from wangcai.shops.roles import ALL_PERMISSIONS, PERMISSIONS

HELD_BY_TOKEN = """
SELECT t.id, t.name, t.chain_id, t.store_id, t.scopes, p.role, p.store_id
FROM shops_token t
JOIN shops_account a ON a.id = t.account_id
LEFT JOIN shops_post p ON p.account_id = a.id AND p.chain_id = t.chain_id AND p.ended_at IS NULL
WHERE t.token_hash = %s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s) AND a.is_active
"""


class TokenRefused(Refusal):
    code = "token_refused"
    sentence = _("这个接口令牌无效、已过期或已停用，请在“接口令牌”页重新生成。")
    status = 401


class DeviceRefused(Refusal):
    code = "device_refused"
    sentence = _("这台设备没有登记或已停用，请用密码登录。")
    status = 403


def actor_of(account: Account, device: Device | int | None = None) -> Actor:
    """The rights of a member of staff, by one query. With a device the device must still be trusted (DeviceRefused)."""
    device_id = getattr(device, "pk", device)
    held: dict[int | None, frozenset[str]] = {}
    for store_id, role, *trust in _posts(account.chain_id, account.pk, device_id):
        if trust and not trust[0]:
            raise DeviceRefused
        held[store_id] = held.get(store_id, frozenset()) | PERMISSIONS[role]
    return Actor(
        chain_id=account.chain_id, kind="staff", id=account.pk, name=account.name, grants=held, device_id=device_id
    )


@kept
def _posts(chain_id: int, account_id: int, device_id: int | None) -> QuerySet[Any]:
    """Store and role of each post, and whether the device is trusted where one is named."""
    posts = Post.objects.of(chain_id).filter(account_id=account_id, ended_at__isnull=True)
    if device_id is None:
        return posts.values_list("store_id", "role")
    trusted = Device.objects.of(chain_id).filter(pk=device_id, revoked_at__isnull=True)
    return posts.annotate(trusted=Exists(trusted)).values_list("store_id", "role", "trusted")


def actor_of_token(token_text: str) -> Actor:
    """The rights of a program: what its account holds, narrowed to the token's scopes and store. One query.

    Refuses with TokenRefused (401) where the token is unknown, expired, revoked, or its account has left.
    """
    rows = fetch(HELD_BY_TOKEN, [digest(str(token_text)), now()])
    if not rows:
        raise TokenRefused
    token_id, name, chain_id, only_store, scopes_kept, *_post = rows[0]
    scopes = frozenset(json.loads(scopes_kept) if isinstance(scopes_kept, str) else scopes_kept)
    held: dict[int | None, frozenset[str]] = {}
    for *_token, role, store_id in rows:
        if role is None or (only_store is not None and store_id not in (None, only_store)):
            continue
        place = store_id if only_store is None else only_store
        held[place] = held.get(place, frozenset()) | narrowed(PERMISSIONS[role], scopes)
    return Actor(chain_id=chain_id, kind="token", id=token_id, name=name, grants=held)


def narrowed(permissions: frozenset[str], scopes: frozenset[str]) -> frozenset[str]:
    """What of `permissions` lies inside `scopes`; an owner's everything becomes the scopes themselves."""
    return scopes & ALL_PERMISSIONS if "*" in permissions else permissions & scopes


def permissions_in(by: Actor, store_id: int | None) -> frozenset[str]:
    """Everything the actor may do in a store (None: in the whole chain)."""
    places: list[Any] = [None] if store_id is None else [None, store_id]
    held = frozenset().union(*(by.grants.get(place, frozenset()) for place in places))
    return ALL_PERMISSIONS | held if "*" in held else held
