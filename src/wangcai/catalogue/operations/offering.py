"""What a service needs beside its price: kind, minutes, resources, vaccines, texts, deposit."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.banding import SPECIES_WORDS
from wangcai.catalogue.events import ServiceEnded, ServiceResumed, ServiceSet
from wangcai.catalogue.models import Category, Product, Service, Variant
from wangcai.catalogue.operations.finding import variant_of
from wangcai.catalogue.operations.products import NewVariant, create_product
from wangcai.catalogue.rules import require_setup
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, clean_line, now

DAY = 24 * 60
CODES = {"sop", "agreement", "inquiry"}
MARKS = {"addon", "online", "confirms_itself", "photos_default"}
PRICES = {"deposit_fen", "deposit_basis_points"}
NEEDS = ("worker", "table", "room", "dryer", "ground")


class KindUnknown(Refusal):
    code = "kind_unknown"
    sentence = _("请选择服务种类：洗护、寄养、训练或健康护理。")
    field = "kind"


class MinutesUnclear(Refusal):
    code = "minutes_unclear"
    sentence = _("时长请写 {least} 到 {most} 之间的整分钟。")
    field = "minutes"


class NeedsUnclear(Refusal):
    code = "needs_unclear"
    sentence = _("需要的资源看不懂：请选员工（及技能）、美容台、房间、烘干箱或训练场。")
    field = "needs"


class DepositUnclear(Refusal):
    code = "deposit_unclear"
    sentence = _("订金请写 0 或更多，比例最多 100%。")
    field = "deposit"


class GoodsNotService(Refusal):
    code = "goods_not_service"
    sentence = _("“{name}”是商品，不是服务：请新建一项服务。")
    field = "name"


@once
def open_service(
    *, name: str, kind: str, price_fen: int, by: Actor, sku: str = "", category: Category | str | None = None,
    at: datetime | None = None, **facts: Any,
) -> Service:  # fmt: skip
    """A new service with its variant, price in fen; `facts` as in `set_service`."""
    require_setup(by, prices=True)
    cleaned = _cleaned({"kind": kind, **facts})
    product = create_product(
        name=name, kind=Product.Kind.SERVICE, category=category, by=by, at=at,
        variants=[NewVariant(price_fen=price_fen, sku=sku, name=name, counted=False)],
    )  # fmt: skip
    variant = product.variants.get()
    service = Service.objects.create(chain_id=by.chain_id, variant=variant, **cleaned)
    changes = {field: [None, value] for field, value in cleaned.items()}
    record(ServiceSet(subject_id=variant.pk, name=variant.name, changes=changes, opened=True), by=by, at=at)
    return service


@once
def set_service(*, variant: Variant, by: Actor, at: datetime | None = None, **facts: Any) -> Service:
    """Say what a service variant needs: kind, minutes, buffer_minutes, needs, addon, species, vaccines, sop, agreement,
    inquiry, online, confirms_itself, deposit_fen, deposit_basis_points, photos_default. What is not named stays.

    A variant that was no service so far becomes one. Bookings already made keep what they were made with.
    """
    require_setup(by, prices=bool(PRICES & set(facts)))
    variant = variant_of(by, variant.pk)
    if variant.product.kind == Product.Kind.GOODS:
        raise GoodsNotService(name=variant.name)
    cleaned = _cleaned(facts)
    service = Service.objects.of(by).filter(variant=variant).first()
    if service is None:
        if "kind" not in cleaned:
            raise KindUnknown
        service = Service.objects.create(chain_id=by.chain_id, variant=variant, **cleaned)
        changes: dict[str, list[Any]] = {field: [None, value] for field, value in cleaned.items()}
        record(ServiceSet(subject_id=variant.pk, name=variant.name, changes=changes, opened=True), by=by, at=at)
        return service
    changes = {f: [getattr(service, f), v] for f, v in cleaned.items() if getattr(service, f) != v}
    if changes:
        for field, (_before, after) in changes.items():
            setattr(service, field, after)
        service.save(update_fields=list(changes))
        record(ServiceSet(subject_id=variant.pk, name=variant.name, changes=changes), by=by, at=at)
    return service


@once
def end_service(*, service: Service, by: Actor, at: datetime | None = None) -> Service:
    """Offer it no more; what is booked is still done."""
    return _switch(service, by, at, ended=True)


@once
def resume_service(*, service: Service, by: Actor, at: datetime | None = None) -> Service:
    """Offer it again."""
    return _switch(service, by, at, ended=False)


def _switch(service: Service, by: Actor, at: datetime | None, *, ended: bool) -> Service:
    require_setup(by)
    rows = Service.objects.of(by).filter(pk=service.pk)
    found = rows.select_related("variant").first()
    if found is None:
        raise NotFound
    if rows.filter(ended_at__isnull=ended).update(ended_at=(at or now()) if ended else None):
        happening = ServiceEnded if ended else ServiceResumed
        record(happening(subject_id=found.variant_id, name=found.variant.name), by=by, at=at)
    found.refresh_from_db()
    return found


def _cleaned(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _clean(name, value) for name, value in facts.items()}


def _clean(name: str, value: Any) -> Any:
    if name in MARKS:
        return bool(value)
    if name in CODES:
        return clean_line(value, most=40)
    if name == "kind":
        if value not in Service.Kind.values:
            raise KindUnknown
        return value
    if name in ("minutes", "buffer_minutes"):
        if not 0 <= value <= DAY:
            raise MinutesUnclear(least=0, most=DAY, field=name)
        return value
    if name in PRICES:
        if value < 0 or (name == "deposit_basis_points" and value > 10_000):
            raise DepositUnclear
        return value
    if name == "species":
        wanted = [part for part in clean_line(value, most=60).replace(" ", "").split(",") if part in SPECIES_WORDS]
        return ",".join(wanted)
    if name == "vaccines":
        return [clean_line(code, most=30) for code in value if clean_line(code, most=30)]
    if name == "needs":
        return _clean_needs(value)
    raise TypeError(f"a service has no {name!r} to set")


def _clean_needs(value: list[dict[str, Any]]) -> list[dict[str, Any]]:
    needs = []
    for need in value:
        if need.get("kind") not in NEEDS:
            raise NeedsUnclear
        row: dict[str, Any] = {"kind": need["kind"]}
        if need["kind"] == "worker" and need.get("skill"):
            row["skill"] = clean_line(need["skill"], most=30)
            if int(need.get("level") or 1) > 1:
                row["level"] = int(need["level"])
        needs.append(row)
    return needs
