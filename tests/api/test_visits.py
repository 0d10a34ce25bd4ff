"""Programs that book: one visit from the question what it costs to the pet's way home, and every no on the way."""

from datetime import datetime, timedelta

import pytest

from tests.api.asking import ok, patch, signature
from tests.api.conftest import Program, token_for
from tests.api.visiting import CALM_ANSWERS, ahead, bath_wish, booking_of, day_ahead, stay_wish, visit_shop
from wangcai.booking.public import Booking, Hold
from wangcai.kernel.public import now
from wangcai.orders.public import Order


@pytest.fixture
def shop(db):
    return visit_shop()


def booked(shop, program, *wants, customer=None, **more):
    customer = customer or shop.wang
    return ok(program.post("/visits", {"store": "XH", "customer_id": customer.pk, "wants": list(wants), **more}))


def delete(program, path):
    return program.client.delete(f"/api/v1{path}", headers=program.headers("d" + path))


def test_minutes_price_and_times_before_anything_is_booked(shop, program):
    bath = shop.services.offer["V1001"].pk
    offered = {row["sku"]: row for row in ok(program.get("/services", store="XH", species="dog"), 200)}
    assert (offered["V1001"]["price_fen"], offered["V1001"]["buffer_minutes"]) == (9800, 15)
    assert "V1002" not in offered, "for cats only"
    quote = ok(program.get(f"/services/{bath}/quote", store="XH", pet_id=shop.shandian.pk, on=day_ahead()), 200)
    # 18 kg: the band up to 25 kg.
    assert (quote["minutes"], quote["price_from_fen"], quote["price_to_fen"]) == (90, 14800, 17800)
    slots = ok(program.get(f"/services/{bath}/slots", store="XH", first_day=day_ahead(), pet_id=shop.shandian.pk), 200)
    visit = booked(shop, program, bath_wish(shop, slots[5]["starts_at"], minutes=quote["minutes"]))
    booking = booking_of(visit)
    assert (booking["state"], booking["starts_at"], booking["minutes"]) == ("booked", slots[5]["starts_at"], 90)
    assert (visit["total_fen"], visit["order_status"]) == (14800, "confirmed")
    assert ok(program.get(f"/bookings/{booking['id']}"), 200) == booking
    assert ok(program.get(f"/visits/{visit['id']}"), 200)["bookings"] == [booking]


def test_a_taken_time_offers_three_that_then_work(shop, program):
    booked(shop, program, bath_wish(shop))
    refused = program.post("/visits", {"store": "XH", "customer_id": shop.lin.pk, "wants": [bath_wish(shop)]})
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    assert Booking.objects.of(shop.chain).count() == 1
    free = refused.json()["details"]["free"]
    assert len(free) == 3
    for time in free:
        # Each by itself: the three overlap, so only one of them can be taken.
        taken = booking_of(booked(shop, program, bath_wish(shop, time), customer=shop.lin))
        assert datetime.fromisoformat(taken["starts_at"]) == datetime.fromisoformat(time)
        ok(program.post(f"/bookings/{taken['id']}/cancellation", {"reason": "试一试"}))


def test_several_pets_come_together_or_not_at_all(shop, program):
    nails = {"service_id": shop.services.offer["V1003"].pk, "pet_id": shop.doudou.pk, "starts_at": ahead(hour=2)}
    body = {"store": "XH", "customer_id": shop.wang.pk}
    refused = program.post("/visits", {**body, "wants": [bath_wish(shop), nails]})
    assert refused.status_code == 409, "the one groomer cannot do both at ten"
    assert not Booking.objects.of(shop.chain).exists() and not Order.objects.of(shop.chain).exists()
    both = booked(shop, program, bath_wish(shop), {**nails, "starts_at": ahead(hour=6)})
    assert len(both["bookings"]) == 2 and len({b["visit"] for b in both["bookings"]}) == 1


def test_a_stay_is_moved_changes_rooms_and_is_cancelled_with_the_fee_said_before(shop, program):
    places = shop.services.places
    visit = booked(shop, program, stay_wish(shop, room_id=places["Q1"].pk), customer=shop.lin)
    booking = booking_of(visit)
    path = f"/bookings/{booking['id']}"
    assert visit["deposit_due_fen"] == 3 * 16800 * 3 // 10
    longer = ok(program.post(f"{path}/moves", {"ends_at": ahead(11, 4)}))
    assert longer["ends_at"] == ahead(11, 4)
    assert ok(program.get(f"/visits/{visit['id']}"), 200)["total_fen"] == 4 * 16800
    changed = ok(program.post(f"{path}/room-changes", {"room_id": places["C1"].pk, "from_at": ahead(9, 4)}))
    assert changed["room_id"] == places["C1"].pk
    assert ok(program.get(f"/visits/{visit['id']}"), 200)["total_fen"] == 2 * 16800 + 2 * 12800
    wrong = program.post(f"{path}/room-changes", {"room_id": places["K1"].pk, "from_at": ahead(10, 4)})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "room_unfit")
    ok(program.post(f"/orders/{visit['order_id']}/payments", {"tenders": [{"kind": "cash", "amount_fen": 15120}]}))
    preview = ok(program.get(f"{path}/cancellation"), 200)
    assert preview["fee_fen"] == 0, "a week ahead"
    cancelled = ok(program.post(f"{path}/cancellation", {"reason": "不来了"}))
    assert cancelled["state"] == "cancelled" and not Hold.objects.of(shop.chain).exists()
    assert ok(program.get(f"/orders/{visit['order_id']}/bill"), 200)["refunded_fen"] == 15120
    again = program.post(f"{path}/cancellation", {"reason": "再一次"})
    assert again.status_code == 409


def test_nobody_came(shop, program):
    booking = booking_of(booked(shop, program, bath_wish(shop)))
    early = program.post(f"/bookings/{booking['id']}/no-show", {"charge": False, "reason": "没来"})
    assert (early.status_code, early.json()["code"]) == (409, "too_early_for_no_show")
    past = now() - timedelta(hours=3)
    Booking.objects.of(shop.chain).update(starts_at=past, ends_at=past + timedelta(hours=1))
    gone = ok(program.post(f"/bookings/{booking['id']}/no-show", {"charge": False, "reason": "病了"}))
    assert gone["state"] == "no_show"


def test_a_request_waits_for_the_shops_yes(shop, program):
    from wangcai.catalogue.public import Service

    Service.objects.of(shop.chain).update(confirms_itself=False)
    visit = booked(shop, program, bath_wish(shop))
    assert (booking_of(visit)["state"], visit["order_status"]) == ("requested", "received")
    confirmed = ok(program.post(f"/visits/{visit['id']}/confirmation", {}))
    assert (booking_of(confirmed)["state"], confirmed["order_status"]) == ("booked", "confirmed")
    again = program.post(f"/visits/{visit['id']}/confirmation", {})
    assert (again.status_code, again.json()["code"]) == (409, "nothing_waits")


def test_the_same_key_books_once_and_another_body_is_refused(shop, program):
    body = {"store": "XH", "customer_id": shop.wang.pk, "wants": [bath_wish(shop)]}
    first = program.post("/visits", body, key="once")
    second = program.post("/visits", body, key="once")
    assert first.status_code == second.status_code == 201 and first.content == second.content
    assert second.headers["Idempotent-Replay"] == "true" and Booking.objects.of(shop.chain).count() == 1
    other = program.post("/visits", {**body, "wants": [bath_wish(shop, ahead(9))]}, key="once")
    assert other.status_code in {409, 422} and Booking.objects.of(shop.chain).count() == 1
    keyless = program.keyless("/visits", body)
    assert (keyless.status_code, keyless.json()["code"]) == (400, "key_missing")


def test_pages_go_on_after_the_last(shop, program):
    made = [booking_of(booked(shop, program, bath_wish(shop, ahead(hour=hour))))["id"] for hour in (2, 5, 8)]
    first = ok(program.get("/bookings", store="XH", day=day_ahead(), limit=2), 200)
    assert [b["id"] for b in first["items"]] == made[:0:-1] and first["next"] == str(made[1])
    rest = ok(program.get("/bookings", store="XH", limit=2, after=first["next"]), 200)
    assert [b["id"] for b in rest["items"]] == made[:1] and rest["next"] is None
    assert ok(program.get("/bookings", store="XH", day=day_ahead(8)), 200)["items"] == []
    assert ok(program.get("/bookings", store="XH", state="cancelled"), 200)["items"] == []


def test_a_bath_from_the_door_to_the_way_home(shop, program):
    visit = booked(shop, program, bath_wish(shop))
    path = f"/bookings/{booking_of(visit)['id']}"
    assert [gate["code"] for gate in ok(program.get(f"{path}/gates"), 200)] == ["inquiry_missing"]
    arrival = {"weight_g": 18_200, "stress": 1, "belongings": [{"name": "牵引绳"}]}
    early = program.post(f"{path}/check-in", arrival)
    assert (early.status_code, early.json()["code"]) == (422, "inquiry_missing")
    assert program.get(f"{path}/inquiry").status_code == program.get(f"{path}/job").status_code == 404
    asked = {row["code"]: row for row in ok(program.get(f"{path}/inquiry/questions"), 200)}
    assert {code for code, row in asked.items() if row["required"]} == set(CALM_ANSWERS) and "news" not in asked
    assert asked["vomit"]["red"] == ["yes"] and "normal" in {one["code"] for one in asked["diet"]["choices"]}
    said = ok(program.post(f"{path}/inquiry", {"answers": {**CALM_ANSWERS, "vomit": "yes"}, "signature": signature()}))
    assert (said["red"], said["decision"]) == (["vomit"], "")
    decided = ok(program.post(f"{path}/inquiry/decision", {"decision": "accept", "reason": "昨晚吃多了"}))
    assert decided["decision"] == "accept"
    ok(program.post(f"{path}/plan", {}))
    unread = program.post(f"{path}/plan/signature", {"signer": "王先生", "signature": signature()})
    assert (unread.status_code, unread.json()["code"]) == (422, "plan_not_read_back")
    ok(program.post(f"{path}/plan/read-back", {}))
    plan = ok(program.post(f"{path}/plan/signature", {"signer": "王先生", "signature": signature()}))
    assert plan["state"] == "signed" and plan["price_fen"] == 14800 and len(plan["digest"]) == 64
    assert ok(program.get(f"{path}/gates"), 200) == []
    assert ok(program.post(f"{path}/check-in", arrival))["state"] == "arrived"
    job = ok(program.get(f"{path}/job"), 200)
    ok(program.post(f"/jobs/{job['id']}/start", {}))
    for step in job["steps"]:
        done = program.post(f"/steps/{step['id']}/tick", {}) if not step["need"] else None
        if done is None:
            ok(program.post(f"/steps/{step['id']}/skip", {"reason": "机器接口试跑"}))
        else:
            assert ok(done)["done_at"]
    look = {"kind": "temperature", "value": 405, "client_key": "0193f0a0-0000-7000-8000-000000000001"}
    seen = ok(program.post(f"{path}/observations", look))
    assert seen["red"] and seen["high"] < 405
    assert [row["id"] for row in ok(program.get(f"{path}/observations"), 200)] == [seen["id"]]
    impossible = program.post(f"{path}/observations", {"kind": "temperature", "value": 900})
    assert (impossible.status_code, impossible.json()["code"]) == (422, "value_impossible")
    knots = ok(program.post(f"{path}/extras", {"code": "knots", "price_fen": 3000, "reason": "腋下打结"}))
    assert (knots["within_ceiling"], knots["answer"]) == (True, "yes")
    for step in ok(program.get(f"{path}/job"), 200)["steps"]:
        if not step["done_at"]:
            ok(program.post(f"/steps/{step['id']}/tick", {}))
    assert ok(program.post(f"/jobs/{job['id']}/end", {}))["state"] == "done"
    home(shop, program, path, visit)


def test_a_pet_that_was_here_before_is_asked_for_news_first(shop, program):
    from wangcai.care.public import CheckIn

    bath = booking_of(booked(shop, program, bath_wish(shop)))
    path = f"/bookings/{bath['id']}/inquiry/questions"
    before = booking_of(booked(shop, program, bath_wish(shop, ahead(9))))
    CheckIn.objects.create(chain=shop.chain, booking_id=before["id"], stress=0, at=now(), by="system:0")
    assert [row["code"] for row in ok(program.get(path), 200)] == ["news"]
    everything = {row["code"] for row in ok(program.get(path, news="true"), 200)}
    assert everything > {"news", *CALM_ANSWERS}


def home(shop, program, path, visit):
    """Report, things, the owner's signature; the bill is paid and the order is over."""
    points = {row["code"]: {"ok": True} for row in ok(program.get(f"{path}/report/points"), 200) if row["text"]}
    assert set(points) == {"coat", "nails", "ears", "smell", "skin", "calm"}
    gap = program.post(f"{path}/report", {"outcome": {"coat": {"ok": True}}})
    assert (gap.status_code, gap.json()["code"]) == (422, "outcome_open")
    ok(program.post(f"{path}/report", {"outcome": points, "weight_g": 18_100, "words": "很乖"}))
    take = {"collector_id": shop.wang.pk, "signature": signature()}
    things_open = program.post(f"{path}/hand-over", take)
    assert (things_open.status_code, things_open.json()["code"]) == (422, "belongings_open")
    thing = ok(program.get(f"{path}/belongings"), 200)[0]
    assert ok(program.post(f"/belongings/{thing['id']}/settlement", {}))["returned_at"]
    stranger = program.post(f"{path}/hand-over", {**take, "collector_id": shop.lin.pk})
    assert (stranger.status_code, stranger.json()["code"]) == (422, "not_on_the_list")
    ok(program.post(f"/orders/{visit['order_id']}/payments", {"tenders": [{"kind": "cash", "amount_fen": 17800}]}))
    assert ok(program.post(f"{path}/hand-over", take))["handed_at"]
    assert ok(program.get(f"{path}/report"), 200)["words"] == "很乖"
    after = ok(program.get(f"/visits/{visit['id']}"), 200)
    assert (booking_of(after)["state"], after["order_status"]) == ("done", "completed")


def test_places_are_added_blocked_freed_and_ended(shop, program):
    table = ok(program.post("/resources", {"store": "XH", "kind": "table", "name": "美容台 3"}))
    assert table["code"] == "T3"
    path = f"/resources/{table['id']}"
    assert ok(patch(program, path, {"note": "靠窗"}), 200)["name"] == "美容台 3"
    listed = ok(program.get("/resources", store="XH", kind="table"), 200)
    assert table["id"] in {row["id"] for row in listed} and len(listed) == 3
    span = {"starts_at": ahead(hour=2), "ends_at": ahead(hour=4), "why": "cleaning"}
    held = ok(program.post(f"{path}/blocks", span))
    assert held["ends"] - held["begins"] == 120
    taken = program.post(f"{path}/blocks", span)
    assert (taken.status_code, taken.json()["code"]) == (409, "slot_taken")
    assert ok(delete(program, f"/blocks/{held['id']}"), 200)["id"] == held["id"]
    assert not Hold.objects.of(shop.chain).exists()
    assert ok(delete(program, path), 200)["id"] == table["id"]
    assert patch(program, f"{path}", {"note": "再改"}).status_code in {404, 409}
    booked(shop, program, bath_wish(shop))
    used = Hold.objects.of(shop.chain).filter(resource__kind="table").get().resource_id
    still = delete(program, f"/resources/{used}")
    assert (still.status_code, still.json()["code"]) == (422, "resource_still_booked")


def test_free_rooms_say_what_stands_against_them(shop, program):
    span = {"starts_at": ahead(7, 6), "ends_at": ahead(10, 4)}
    booked(shop, program, stay_wish(shop, room_id=shop.services.places["Q1"].pk), customer=shop.lin)
    rooms = {r["code"]: r for r in ok(program.get("/rooms/free", store="XH", pet_id=shop.shandian.pk, **span), 200)}
    assert rooms["Q2"]["fits"] and rooms["K1"]["fits"]
    assert not rooms["Q1"]["fits"] and not rooms["C1"]["fits"] and rooms["C1"]["reasons"]
    backwards = program.get("/rooms/free", store="XH", pet_id=shop.shandian.pk, starts_at=ahead(9), ends_at=ahead(8))
    assert backwards.status_code == 422


def test_health_records_count_only_when_somebody_has_verified_them(shop, program):
    path = f"/pets/{shop.doudou.pk}/health"
    row = ok(
        program.post(path, {"kind": "vaccine", "code": "rabies", "given_on": "2026-01-10", "due_on": "2027-01-09"})
    )
    assert row["verified_at"] is None
    unproven = program.post(f"/health-records/{row['id']}/verification", {})
    assert (unproven.status_code, unproven.json()["code"]) == (422, "no_proof")
    assert [r["id"] for r in ok(program.get(path), 200)] == [row["id"]]
    ok(program.post(f"/health-records/{row['id']}/withdrawal", {}))
    assert ok(program.get(path), 200) == []


def test_rounds_are_given_once(shop, program):
    from tests.care.stays import stay
    from wangcai.care.public import CareRound, set_schedule

    booking = stay(shop, shop.services, starts=now() - timedelta(hours=1), ends=now() + timedelta(days=2))
    set_schedule(booking=booking, kind="feed", name="猫粮", times=["08:00", "18:00"], by=shop.manager)
    due = CareRound.objects.of(shop.chain).order_by("due_at").first()
    from wangcai.kernel.public import local

    day = local(due.due_at, shop.store.timezone).date().isoformat()
    listed = ok(program.get("/rounds", store="XH", day=day), 200)
    assert due.pk in {row["id"] for row in listed}
    given = ok(program.post(f"/rounds/{due.pk}/outcome", {"outcome": "partly", "grams": 40}))
    assert (given["state"], given["grams"]) == ("partly", 40)
    twice = program.post(f"/rounds/{due.pk}/outcome", {"outcome": "given"})
    assert (twice.status_code, twice.json()["code"]) == (409, "already_given")


def test_a_token_without_the_scope_writes_nothing(shop, client):
    reader = Program(client, token_for(shop, scopes=["booking.see", "orders.see", "customers.see"]))
    refused = reader.post("/visits", {"store": "XH", "customer_id": shop.wang.pk, "wants": [bath_wish(shop)]})
    assert refused.status_code == 403 and not Booking.objects.of(shop.chain).exists()
    assert ok(reader.get("/bookings", store="XH"), 200)["items"] == []
    blind = Program(client, token_for(shop, scopes=["orders.see"]))
    assert blind.get("/bookings", store="XH").status_code == 403
