"""A new chain begins with the usual services: bath to boarding, their table and surcharges."""

from datetime import datetime
from typing import Any

from wangcai.catalogue.models import Category, Surcharge, Variant
from wangcai.catalogue.operations.bands import set_bands
from wangcai.catalogue.operations.categories import create_category
from wangcai.catalogue.operations.offering import open_service
from wangcai.catalogue.operations.surcharges import set_surcharge
from wangcai.catalogue.rules import require_setup
from wangcai.catalogue.usual_services import BANDS, SERVICES, SURCHARGES
from wangcai.journal.public import once
from wangcai.kernel.public import Actor

SHELF = "service"


@once
def make_usual_services(*, by: Actor, at: datetime | None = None) -> None:
    """Open the usual services with bands and surcharges. What the chain has (by code) stays as it is: run it as often
    as you like."""
    require_setup(by, prices=True)
    shelf = Category.objects.of(by).filter(code=SHELF).first()
    if shelf is None:
        shelf = create_category(code=SHELF, name="服务", icon="scissors", hue="teal", by=by, at=at)
    skus = [sku for sku, *_rest in SERVICES] + [sku for _code, sku, *_rest in SURCHARGES]
    have = set(Variant.objects.of(by).filter(sku__in=skus).values_list("sku", flat=True))
    for sku, name, price, facts in SERVICES:
        if sku not in have:
            _open(sku, name, price, dict(facts), shelf, by, at)
    known = set(Surcharge.objects.of(by).values_list("code", flat=True))
    rules = set(Surcharge.objects.of(by).filter(ended_at=None).values_list("when", flat=True))
    for code, sku, name, basis, amount, when, kind, ceiling in SURCHARGES:
        if code not in known and (not when or when not in rules):
            set_surcharge(
                code=code, sku="" if sku in have else sku, name=name, basis=basis, amount=amount, when=when,
                service_kind=kind, ceiling_fen=ceiling, by=by, at=at,
            )  # fmt: skip


def _open(
    sku: str, name: str, price: int, facts: dict[str, Any], shelf: Category, by: Actor, at: datetime | None
) -> None:
    service = open_service(name=name, sku=sku, price_fen=price, category=shelf, by=by, at=at, **facts)
    if sku in BANDS:
        set_bands(variant=service.variant, bands=BANDS[sku], by=by, at=at)
