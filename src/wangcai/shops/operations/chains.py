"""Founding a chain, opening and changing its stores."""

import re
import zoneinfo
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, system_actor
from wangcai.shops.events import ChainFounded, StoreChanged, StoreOpened
from wangcai.shops.models import Chain, Store
from wangcai.shops.rules import require_at, require_chainwide

STORE_FIELDS = {"name": 80, "colour": 7, "phone": 20, "address": 200, "timezone": 40, "latitude": 0, "longitude": 0}


class CodeTaken(Refusal):
    code = "code_taken"
    sentence = _("代号“{code}”已有门店在用，请换一个。")
    field = "code"


class CodeUnclear(Refusal):
    code = "code_unclear"
    sentence = _("代号请用 1 到 8 个字母或数字，例如 XH。它会印在每张订单号前面。")
    field = "code"


class ZoneUnknown(Refusal):
    code = "zone_unknown"
    sentence = _("没有“{zone}”这个时区，请写成 Asia/Shanghai 这样。")
    field = "timezone"


class ColourUnclear(Refusal):
    code = "colour_unclear"
    sentence = _("颜色请写成 #c25608 这样。")
    field = "colour"


@once
def create_chain(
    *,
    name: str,
    code: str,
    currency: str = "CNY",
    profile: str = "shop",
    by: Actor | None = None,
    at: datetime | None = None,
) -> Chain:
    """Found a chain: the tenant everything else belongs to. Done by the software itself at the first start."""
    name = clean_line(name, most=80)
    if not name:
        raise Missing(what=_("店名"), field="name")
    if Chain.objects.filter(code=code.lower()).exists():
        raise CodeTaken(code=code)
    chain = Chain.objects.create(name=name, code=code.lower(), currency=currency, profile=profile)
    record(ChainFounded(subject_id=chain.pk, name=name), by=by or system_actor(chain.pk), at=at)
    return chain


@once
def create_store(*, code: str, name: str, by: Actor, at: datetime | None = None, **more: Any) -> Store:
    """Open a store of the actor's chain. `code` begins every order number; `more` are the fields of STORE_FIELDS."""
    require_chainwide(by, "shops.settings")
    code = code.strip().upper()
    if not re.fullmatch(r"[A-Z0-9]{1,8}", code):
        raise CodeUnclear
    if Store.objects.of(by).filter(code=code).exists():
        raise CodeTaken(code=code)
    store = Store(chain_id=by.chain_id, code=code)
    _fill(store, {"name": name, **more})
    store.save()
    record(StoreOpened(subject_id=store.pk, store_id=store.pk, name=store.name, code=code), by=by, at=at)
    return store


@once
def change_store(*, store: Store, by: Actor, at: datetime | None = None, **changes: Any) -> Store:
    """Change name, colour, phone, address, time zone or position of a store."""
    require_at(by, "shops.settings", store)
    before = {field: getattr(store, field) for field in changes}
    _fill(store, changes)
    after = {field: getattr(store, field) for field in changes}
    changed = [field for field in changes if before[field] != after[field]]
    if not changed:
        return store
    store.save(update_fields=changed)
    happening = StoreChanged(
        subject_id=store.pk,
        store_id=store.pk,
        what=", ".join(changed),
        was={field: before[field] for field in changed},
        becomes={field: after[field] for field in changed},
    )
    record(happening, by=by, at=at)
    return store


def _fill(store: Store, values: dict[str, Any]) -> None:
    for field, value in values.items():
        most = STORE_FIELDS[field]
        setattr(store, field, clean_line(value, most=most) if most else value)
    if not store.name:
        raise Missing(what=_("店名"), field="name")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", store.colour):
        raise ColourUnclear
    if store.timezone not in zoneinfo.available_timezones():
        raise ZoneUnknown(zone=store.timezone)
