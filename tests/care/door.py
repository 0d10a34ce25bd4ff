"""A shop with its texts, and pets booked: what tests of the door stand on."""

from datetime import date

from tests.cast import NOON, Shop, build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Booking, Want
from wangcai.care.public import answer_inquiry, book_visit, bookings_of, draft_plan, read_back, sign_plan
from wangcai.customers.public import HealthRecord, weigh_pet
from wangcai.files.public import StoredFile
from wangcai.knowledge.public import make_usual_texts

CALM = {
    "diet": "normal", "stool": "normal", "vomit": "no", "behaviour": "normal", "cough": "no", "skin": "none",
    "medicine": "none", "vaccine": "valid", "deworming": "recent", "surgery": "none", "season": "none",
    "seizure": "no", "manner": "calm",
}  # fmt: skip


def door_shop() -> Shop:
    shop = build_shop()
    shop.services = build_services(shop)
    make_usual_texts(by=shop.manager)
    weigh_pet(pet=shop.shandian, grams=18_000, by=shop.manager)
    return shop


def picture(shop: Shop, tag: str = "a") -> StoredFile:
    """A kept picture (its row; nobody reads the file)."""
    return StoredFile.objects.create(
        chain=shop.chain, store=shop.store, purpose="signature", path=f"t/{shop.chain.pk}/{tag}.png", sha256="0" * 64,
        bytes=1, kept_by="system:0",
    )  # fmt: skip


def bath_booked(shop: Shop, hour: int = 10, day: int = 1) -> Booking:
    want = Want(shop.services.offer["V1001"].pk, at(hour, day=day), pet_id=shop.shandian.pk)
    visit = book_visit(store=shop.store, customer=shop.wang, wants=[want], by=shop.clerk, at=NOON)
    return bookings_of(visit)[0]


def stay_booked(shop: Shop, nights: int = 4, sku: str = "V2002") -> Booking:
    want = Want(shop.services.offer[sku].pk, at(14), ends_at=at(12, day=1 + nights), pet_id=shop.doudou.pk)
    visit = book_visit(store=shop.store, customer=shop.lin, wants=[want], by=shop.clerk, at=NOON)
    return bookings_of(visit)[0]


def vaccinated(shop: Shop, until: date, *, verified: bool = True) -> HealthRecord:
    """豆豆's rabies vaccination, valid to this day."""
    return HealthRecord.objects.create(
        chain=shop.chain, pet=shop.doudou, kind="vaccine", code="rabies", given_on=date(2026, 1, 1), due_on=until,
        verified_at=NOON if verified else None, entered_at=NOON, entered_by="system:0",
    )  # fmt: skip


def answered(shop: Shop, booking: Booking, **answers: str):
    return answer_inquiry(
        booking=booking, answers={**CALM, **answers}, signer="主人", signature=picture(shop, f"q{booking.pk}-{len(answers)}"),
        by=shop.clerk, at=NOON,
    )  # fmt: skip


def signed(shop: Shop, booking: Booking, **more):
    plan = read_back(plan=draft_plan(booking=booking, by=shop.clerk, at=NOON), by=shop.clerk, at=NOON)
    values = {
        "way": "tablet",
        "signer": "林女士",
        "signature": picture(shop, f"p{plan.pk}"),
        "by": shop.clerk,
        "at": NOON,
    }
    return sign_plan(plan=plan, **{**values, **more})
