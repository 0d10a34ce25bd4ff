"""Reads of shops, staff and names; every one inside a chain."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from wangcai.kernel.public import Actor, NotFound, kept
from wangcai.shops.models import Account, Duty, Post, Store, Token
from wangcai.shops.roles import PERMISSIONS


@kept
def visible_stores(by: Actor) -> QuerySet[Store]:
    """The stores the actor may work in, by code; closed ones are left out."""
    stores = Store.objects.of(by).filter(closed_on__isnull=True).select_related("chain")
    if by.store_ids is not None:
        stores = stores.filter(pk__in=by.store_ids)
    return stores.order_by("code")


def store_for(by: Actor, store_id: int) -> Store:
    """One store. Refuses with NotFound where it is absent or not the actor's."""
    found = Store.objects.of(by).filter(pk=store_id).select_related("chain")
    store = found.first() if by.sees(store_id) else None
    if store is None:
        raise NotFound
    return store


def roles_with(permission: str) -> list[str]:
    """The roles that include a permission."""
    return [role for role, held in PERMISSIONS.items() if permission in held or "*" in held]


def on_duty(store: Store, permission: str = "") -> list[Account]:
    """Who is at work in the store now and may do this there, by name. One query."""
    present = Duty.objects.of(store.chain_id).filter(store=store, ended_at__isnull=True).values("account_id")
    people = Account.objects.filter(chain_id=store.chain_id, is_active=True, pk__in=present)
    if permission:
        people = people.filter(pk__in=_holders(store, permission))
    return list(people.order_by("name", "pk"))


def staff_of(store: Store, permission: str = "") -> list[Account]:
    """Who holds a post in the store (or in the whole chain), with or without being at work. One query."""
    held = _holders(store, permission) if permission else _holders(store, None)
    return list(Account.objects.filter(chain_id=store.chain_id, is_active=True, pk__in=held).order_by("name", "pk"))


def _holders(store: Store, permission: str | None) -> QuerySet[Post, Any]:
    posts = Post.objects.of(store.chain_id).filter(Q(store=store) | Q(store__isnull=True), ended_at__isnull=True)
    if permission is not None:
        posts = posts.filter(role__in=roles_with(permission))
    return posts.values("account_id")


def staff_name(chain_id: int, actor_key: str) -> str:
    """`staff:12` → 小美."""
    return staff_names(chain_id, [actor_key])[actor_key]


def staff_names(chain_id: int, keys: Iterable[str]) -> dict[str, str]:
    """Names for the actor keys of journal entries. One query for staff, one more where programs are among them."""
    keys = set(keys)
    people = dict(_accounts_named(chain_id, _ids(keys, "staff")))
    programs = _ids(keys, "token")
    tokens = dict(_tokens_named(chain_id, programs)) if programs else {}
    return {key: _shown(key, people, tokens) for key in keys}


@kept
def _accounts_named(chain_id: int, ids: tuple[int, ...]) -> QuerySet[Account, Any]:
    return Account.objects.filter(chain_id=chain_id, pk__in=ids).values_list("pk", "name")


@kept
def _tokens_named(chain_id: int, ids: tuple[int, ...]) -> QuerySet[Token, Any]:
    return Token.objects.of(chain_id).filter(pk__in=ids).values_list("pk", "name")


def _ids(keys: set[str], kind: str) -> tuple[int, ...]:
    parts = (k.partition(":") for k in keys)
    return tuple(sorted(int(rest) for found, _colon, rest in parts if found == kind and rest.isdigit()))


def _shown(key: str, people: dict[int, str], tokens: dict[int, str]) -> str:
    kind, _colon, rest = key.partition(":")
    number = int(rest) if rest.isdigit() else 0
    if kind == "staff":
        return people.get(number, _("已离职"))
    if kind == "token":
        return tokens.get(number, _("接口"))
    return _("客人") if kind == "customer" else _("系统")
