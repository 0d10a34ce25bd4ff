"""Pets that are in the house, written directly: what tests of the work stand on."""

from datetime import datetime, timedelta

from tests.cast import NOON, Shop
from tests.visits import Services, at
from wangcai.booking.public import Booking
from wangcai.care.public import CheckIn, Job, Visit, open_job
from wangcai.catalogue.public import Service
from wangcai.knowledge.public import TextVersion, publish_text
from wangcai.orders.public import Order

STEPS = [
    {"code": "greet", "text": "核对名牌", "need": "", "required": True},
    {"code": "weigh", "text": "称重", "need": "value", "unit": "kg", "required": True},
    {"code": "ears", "text": "拍耳朵", "need": "photo", "required": True},
    {"code": "disinfect", "text": "工具消毒", "need": "timer", "minutes": 10, "required": True},
    {"code": "shampoo", "text": "扫香波批号", "need": "lot", "required": True},
    {"code": "check", "text": "第二人核对", "need": "second", "required": True},
    {"code": "ribbon", "text": "系蝴蝶结", "need": "", "required": False},
]


def sop(shop: Shop, steps: list | None = None, code: str = "bath") -> TextVersion:
    """A published SOP; without steps the seven that want every kind of proof."""
    wanted = STEPS if steps is None else steps
    return publish_text(kind="sop", code=code, title="洗护", content={"steps": wanted}, by=shop.by("boss"))


def ticks(*texts: str) -> list[dict]:
    """Plain required steps."""
    return [{"code": f"s{i}", "text": text, "need": "", "required": True} for i, text in enumerate(texts)]


def booked(
    shop: Shop, made: Services, *, pet: str = "shandian", sku: str = "V1001", state: str = "arrived", kind: str = "slot",
    room: str = "", starts: datetime | None = None, ends: datetime | None = None, store=None, **more,
) -> Booking:  # fmt: skip
    """A booking with its visit and order, as the door would leave them."""
    animal = getattr(shop, pet)
    customer = shop.wang if pet == "shandian" else shop.lin
    store, starts = store or shop.store, starts or NOON
    ends = ends or starts + (timedelta(days=3) if kind == "stay" else timedelta(hours=1))
    booking = Booking.objects.create(
        chain=shop.chain, store=store, kind=kind, state=state, state_at=starts, customer=customer, pet=animal,
        service=made.offer[sku], worker=made.mei if kind == "slot" else None,
        room=made.places[room] if room else None, starts_at=starts, ends_at=ends, minutes=60, made_at=NOON,
        made_by="system:0", **more,
    )  # fmt: skip
    order = Order.objects.create(
        chain=shop.chain, store=store, number=f"XH-T-{booking.pk}", channel="phone", fulfilment="visit",
        status="picking" if state in ("arrived", "started") else "confirmed", status_at=starts, customer=customer,
        placed_at=NOON, placed_by="system:0",
    )  # fmt: skip
    Visit.objects.create(chain=shop.chain, store=store, key=booking.visit, order=order, customer=customer, made_at=NOON)
    return booking


def stay(shop: Shop, made: Services, **more) -> Booking:
    """豆豆 sleeps here for three nights in Q1 (quiet room)."""
    values = {"pet": "doudou", "sku": "V2002", "kind": "stay", "room": "Q1", "state": "started", **more}
    return booked(shop, made, **values)


def checked_in(booking: Booking, rhythm: str = "none", at: datetime = NOON) -> CheckIn:
    return CheckIn.objects.create(chain_id=booking.chain_id, booking=booking, rhythm=rhythm, at=at, by="system:0")


def opened(shop: Shop, booking: Booking, when: datetime = NOON) -> Job:
    return open_job(booking=booking, by=shop.groomer, at=when)


def without_sop(made: Services, sku: str) -> None:
    Service.objects.of(made.offer[sku].chain_id).filter(variant=made.offer[sku]).update(sop="")


__all__ = ["NOON", "at", "booked", "checked_in", "opened", "sop", "stay", "ticks", "without_sop"]
