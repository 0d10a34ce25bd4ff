"""A visit from the first word to the bill: booked and priced in one go, moved, added to; its order follows the pets."""

from datetime import datetime

import pytest

from tests.cast import NOON, build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Booking, SlotTaken, Want, advance_booking, book, move_booking, move_room
from wangcai.care.public import (
    NothingWaits,
    NoVisit,
    Visit,
    add_line,
    book_visit,
    bookings_of,
    change_visit,
    confirm_visit,
    drop_line,
    follow,
    open_visit,
    reprice,
    visit_for,
    visit_of,
)
from wangcai.catalogue.public import Service, Surcharge
from wangcai.customers.public import Pet, weigh_pet
from wangcai.journal.public import Entry, drain
from wangcai.kernel.public import Missing, NotAllowed, NotFound, system_actor
from wangcai.orders.public import NewLine, Order, WrongStage


@pytest.fixture
def shop(db):
    shop = build_shop()
    shop.services = build_services(shop)
    shop.offer, shop.places = shop.services.offer, shop.services.places
    weigh_pet(pet=shop.shandian, grams=18_000, by=shop.manager)
    return shop


def bath(shop, **more):
    """闪电's bath on Monday at ten."""
    values = {"starts_at": at(10), "pet_id": shop.shandian.pk}
    return Want(shop.offer["V1001"].pk, **{**values, **more})


def stay(shop, nights=3, **more):
    """豆豆's stay from Monday two o'clock."""
    values = {"starts_at": at(14), "ends_at": at(12, day=1 + nights), "pet_id": shop.doudou.pk}
    return Want(more.pop("sku", shop.offer["V2001"].pk), **{**values, **more})


def booked(shop, *wants, customer=None, by=None, **more):
    customer = customer or (shop.lin if any(w.pet_id == shop.doudou.pk for w in wants) else shop.wang)
    return book_visit(store=shop.store, customer=customer, wants=wants, by=by or shop.clerk, at=NOON, **more)


def facts(shop):
    return (
        Order.objects.of(shop.chain).count(),
        Booking.objects.of(shop.chain).count(),
        Visit.objects.of(shop.chain).count(),
    )


def bill(visit):
    lines = visit.order.lines.exclude(state="cancelled").order_by("position")
    return [(line.text, line.quantity, line.net_fen) for line in lines]


def test_a_bath_is_priced_by_the_dogs_band_and_booked_at_once(shop):
    visit = booked(shop, bath(shop))
    (booking,) = bookings_of(visit)
    assert (booking.minutes, booking.price_from_fen, booking.price_to_fen) == (90, 14800, 17800)
    assert bill(visit) == [("标准洗护", 1, 14800)]
    order = Order.objects.of(shop.chain).get(pk=visit.order_id)
    assert (order.fulfilment, order.status, order.total_fen) == ("visit", "confirmed", 14800)
    line = order.lines.get()
    assert (line.booking_id, line.pet_id, line.kind) == (booking.pk, shop.shandian.pk, "service")
    whats = list(Entry.objects.filter(chain_id=shop.chain.pk).order_by("id").values_list("what", flat=True))
    assert whats.count("visit.booked") == 1 and whats.count("booking.made") == 1 and whats.count("order.placed") == 1


def test_a_stay_counts_nights_and_the_rooms_own_price(shop):
    visit = booked(shop, stay(shop, 3))
    assert bill(visit) == [("标准寄养（每晚）", 3, 38400)]
    quiet = booked(shop, stay(shop, 2, starts_at=at(14, day=10), ends_at=at(9, day=12), room_id=shop.places["Q1"].pk))
    assert bill(quiet) == [("安静单间寄养（每晚）", 2, 33600)]
    assert bookings_of(visit)[0].deposit_fen == 11520


def test_three_pets_of_a_household_are_one_bill_and_the_second_in_a_room_pays_less(shop):
    fee = Surcharge.objects.of(shop.chain).get(code="late_pickup").variant
    Surcharge.objects.create(
        chain=shop.chain, code="second", name="同住优惠", variant=fee, basis="fixed", amount=-3000, when="second_pet"
    )
    huahua, miaomiao = (
        Pet.objects.create(chain=shop.chain, code=f"P9{n}", household=shop.lin.household, name=name, species="cat")
        for n, name in enumerate(("花花", "喵喵"))
    )
    suite = shop.places["Q2"].pk
    visit = booked(
        shop, stay(shop, 2, room_id=suite), stay(shop, 2, pet_id=huahua.pk, shares=0, sku=shop.offer["V2002"].pk),
        stay(shop, 2, pet_id=miaomiao.pk), customer=shop.lin,
    )  # fmt: skip
    assert bill(visit) == [
        ("安静单间寄养（每晚） · 豆豆", 2, 33600), ("安静单间寄养（每晚） · 花花", 2, 27600), ("标准寄养（每晚） · 喵喵", 2, 25600),
    ]  # fmt: skip
    assert len({booking.visit for booking in bookings_of(visit)}) == 1 and facts(shop) == (1, 3, 1)


def test_a_taken_time_books_nothing_and_offers_times_that_work(shop):
    booked(shop, bath(shop, worker_id=shop.services.mei.pk))
    before = facts(shop)
    with pytest.raises(SlotTaken) as refusal:
        booked(shop, bath(shop, worker_id=shop.services.mei.pk))
    assert facts(shop) == before
    free = datetime.fromisoformat(refusal.value.details["free"][0])
    booked(shop, bath(shop, starts_at=free, worker_id=shop.services.mei.pk))


def test_who_may_not_and_what_is_missing_change_nothing(shop):
    with pytest.raises(NotAllowed):
        booked(shop, bath(shop), by=shop.groomer)
    with pytest.raises(Missing):
        booked(shop)
    with pytest.raises(Missing):
        book_visit(store=shop.store, customer=None, wants=[bath(shop)], by=shop.clerk)
    other = build_shop("other")
    with pytest.raises(NotFound):
        booked(shop, bath(shop), customer=other.lin)
    with pytest.raises(NotFound):
        booked(shop, bath(shop, pet_id=other.shandian.pk))
    assert facts(shop) == (0, 0, 0)


def test_a_request_waits_for_the_shops_yes_once(shop):
    Service.objects.of(shop.chain).filter(variant=shop.offer["V1001"]).update(confirms_itself=False)
    visit = booked(shop, bath(shop, channel="portal"), channel="portal", by=system_actor(shop.chain.pk))
    assert bookings_of(visit)[0].state == "requested" and visit.order.status == "received"
    confirm_visit(visit=visit, by=shop.clerk)
    assert bookings_of(visit)[0].state == "booked" and visit.order.status == "confirmed"
    with pytest.raises(NothingWaits):
        confirm_visit(visit=visit, by=shop.clerk)
    assert Entry.objects.filter(what="visit.confirmed").count() == 1


def test_a_retried_request_has_one_effect(shop):
    first = booked(shop, bath(shop), request_key="k1")
    assert booked(shop, bath(shop), request_key="k1").pk == first.pk
    assert facts(shop) == (1, 1, 1)


def test_a_longer_stay_costs_more_and_what_was_added_stays(shop):
    visit = booked(shop, stay(shop, 2))
    (booking,) = bookings_of(visit)
    add_line(booking=booking, line=NewLine(shop.offer["E0004"].pk, 2), by=shop.by("aqiang"))
    change_visit(booking=booking, ends_at=at(12, day=5), by=shop.clerk, at=NOON)
    assert bill(visit) == [("喂药费", 2, 2000), ("标准寄养（每晚）", 4, 51200)]
    assert Order.objects.of(shop.chain).get(pk=visit.order_id).total_fen == 53200
    entry = Entry.objects.get(what="visit.repriced")
    assert (entry.facts["from_fen"], entry.facts["to_fen"]) == (27600, 53200)
    reprice(bookings_of(visit)[0], by=shop.clerk, at=NOON)
    assert Entry.objects.filter(what="visit.repriced").count() == 1


def test_a_move_into_a_dearer_room_on_the_way_is_charged_by_night(shop):
    visit = booked(shop, stay(shop, 4))
    (booking,) = bookings_of(visit)
    move_room(booking=booking, room_id=shop.places["Q1"].pk, from_at=at(10, day=3), by=shop.clerk, at=NOON)
    reprice(bookings_of(visit)[0], by=shop.clerk, at=NOON)
    assert sorted(bill(visit)) == [("安静单间寄养（每晚）", 2, 33600), ("标准寄养（每晚）", 2, 25600)]


def test_the_price_of_a_moved_bath_stays_without_a_new_line(shop):
    visit = booked(shop, bath(shop))
    change_visit(booking=bookings_of(visit)[0], starts_at=at(15), by=shop.clerk, at=NOON)
    assert visit.order.lines.count() == 1 and bookings_of(visit)[0].starts_at == at(15)


def test_goods_and_fees_join_the_bill_and_leave_it(shop):
    visit = booked(shop, bath(shop))
    (booking,) = bookings_of(visit)
    line = add_line(booking=booking, line=NewLine(shop.goods["F2001"].pk, 1), by=shop.clerk)
    order = Order.objects.of(shop.chain).get(pk=visit.order_id)
    assert (order.total_fen, order.status, line.booking_id) == (31600, "confirmed", booking.pk)
    drop_line(visit=visit, line_id=line.pk, by=shop.clerk)
    order.refresh_from_db()
    assert order.total_fen == 14800
    with pytest.raises(NotFound):
        drop_line(visit=visit, line_id=line.pk, by=shop.clerk)
    with pytest.raises(NotAllowed):
        drop_line(visit=visit, line_id=visit.order.lines.first().pk, by=shop.groomer)


def test_nothing_joins_a_bill_that_is_closed(shop):
    visit = booked(shop, bath(shop))
    (booking,) = bookings_of(visit)
    Order.objects.of(shop.chain).filter(pk=visit.order_id).update(status="delivered")
    with pytest.raises(WrongStage):
        add_line(booking=booking, line=NewLine(shop.goods["F2001"].pk, 1), by=shop.clerk)
    assert bill(visit) == [("标准洗护", 1, 14800)]


def test_a_booking_without_a_visit_has_no_bill(shop):
    (booking,) = book(store=shop.store, wants=[bath(shop)], by=shop.clerk, at=NOON)
    assert visit_of(booking) is None
    with pytest.raises(NoVisit):
        add_line(booking=booking, line=NewLine(shop.goods["F2001"].pk, 1), by=shop.clerk)


def test_the_order_follows_two_pets(shop):
    second = Pet.objects.create(chain=shop.chain, code="P99", household=shop.wang.household, name="小黑", species="dog")
    weigh_pet(pet=second, grams=8000, by=shop.manager)
    visit = booked(shop, bath(shop), bath(shop, pet_id=second.pk, starts_at=at(15)))
    one, two = bookings_of(visit)

    def moved(booking, to):
        advance_booking(booking=booking, to=to, by=shop.groomer)
        follow(visit, by=shop.groomer, at=NOON)
        return Order.objects.of(shop.chain).get(pk=visit.order_id).status

    assert [moved(one, "arrived"), moved(one, "started"), moved(one, "ready")] == ["picking"] * 3
    assert [moved(two, "arrived"), moved(two, "started"), moved(two, "ready")] == ["picking", "picking", "ready"]
    assert moved(two, "started") == "picking"
    assert [moved(two, "ready"), moved(one, "done"), moved(two, "done")] == ["ready", "ready", "delivered"]
    order = Order.objects.of(shop.chain).get(pk=visit.order_id)
    assert order.sold_at is not None
    words = [entry.facts["to_status"] for entry in Entry.objects.filter(what="order.moved").order_by("id")]
    assert words == ["confirmed", "picking", "ready", "picking", "ready", "delivered"]


def test_another_stores_and_chains_visit_is_not_there(shop):
    visit, other = booked(shop, bath(shop)), build_shop("other")
    assert visit_for(shop.groomer, visit.pk).pk == visit.pk
    for stranger in (other.by("boss"), shop.by("jingan")):
        with pytest.raises(NotFound):
            visit_for(stranger, visit.pk)
    with pytest.raises(NotFound):
        confirm_visit(visit=visit, by=other.by("boss"))


def test_bookings_made_without_a_visit_get_their_bill_once(shop):
    want = bath(shop, customer_id=shop.wang.pk)
    (booking,) = book(store=shop.store, wants=[want], by=shop.clerk, at=NOON)
    visit = open_visit(booking=booking, by=shop.clerk, at=NOON)
    assert open_visit(booking=booking, by=shop.clerk, at=NOON).pk == visit.pk
    assert bill(visit) == [("标准洗护", 1, 14800)] and visit.order.status == "confirmed"
    (nobody,) = book(store=shop.store, wants=[bath(shop, starts_at=at(16))], by=shop.clerk, at=NOON)
    with pytest.raises(Missing):
        open_visit(booking=nobody, by=shop.clerk, at=NOON)
    assert facts(shop) == (1, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_the_bill_follows_a_move_that_was_made_elsewhere(shop):
    visit = booked(shop, stay(shop, 2))
    drain()
    move_booking(booking=bookings_of(visit)[0], ends_at=at(12, day=4), by=shop.clerk, at=NOON)
    drain()
    assert bill(visit) == [("标准寄养（每晚）", 3, 38400)]
    drain()
    assert Entry.objects.filter(what="visit.repriced").count() == 1
