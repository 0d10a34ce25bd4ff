"""喂养, 巡检, 打扫, 事故 on the phone."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.care.stays import booked, opened, stay
from tests.cast import build_shop
from tests.files.conftest import image_bytes
from tests.shops.cast import sign_in
from tests.visits import build_services
from wangcai.care.public import (
    CareRound,
    CareSchedule,
    Incident,
    PremisesCheck,
    RoomCleaning,
    make_cleanings,
    set_schedule,
)
from wangcai.kernel.public import local, now
from wangcai.work.public import Task


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def cat(shop, made):
    return stay(shop, made, starts=now() - timedelta(hours=5), ends=now() + timedelta(days=2))


@pytest.fixture
def meal(shop, cat):
    clock = local(now() - timedelta(minutes=45), shop.store.timezone)
    plan = set_schedule(
        booking=cat, kind="feed", name="处方粮", grams=40, times=[f"{clock:%H:%M}"], by=shop.by("aqiang"),
        at=now() - timedelta(hours=2),
    )  # fmt: skip
    return plan.rounds.order_by("due_at").first()


def page(client, shop, who="aqiang", store=None):
    return sign_in(client, shop.people[who], store or shop.store)


def picture():
    return SimpleUploadedFile("a.jpg", image_bytes(), content_type="image/jpeg")


def stranger(client, shop):
    other = build_shop("far")
    return sign_in(client, other.people["laozhou"], other.store)


def day_of(meal):
    return local(meal.due_at, meal.store.timezone).date()


def test_late_is_red_given_is_one_tap_and_once(shop, meal, client, django_assert_max_num_queries):
    me = page(client, shop)
    me.get("/rounds")
    with django_assert_max_num_queries(14):
        text = me.get(f"/rounds?day={day_of(meal)}").content.decode()
    assert "处方粮" in text and "过时" in text and "安静间 1" in text and "40 g" in text
    url = f"/rounds/{meal.pk}/outcome"
    assert me.post(url, {"outcome": "partly", "grams": "25", "note": "剩一半", "request_key": "a"}).status_code == 302
    meal.refresh_from_db()
    assert (meal.state, meal.grams, meal.note) == ("partly", 25, "剩一半")
    again = page(client, shop, "xiaomei").post(url, {"outcome": "given", "request_key": "b", "day": str(day_of(meal))})
    assert again.status_code == 409 and "不要再给一次" in again.content.decode()
    meal.refresh_from_db()
    assert meal.state == "partly"


def test_another_day_and_nonsense(shop, meal, client):
    me = page(client, shop)
    assert "这一天没有要喂的" in me.get("/rounds?day=2020-01-01").content.decode()
    assert me.get("/rounds?day=soon").status_code == 200
    assert me.post(f"/rounds/{meal.pk}/outcome", {"outcome": "eaten", "request_key": "a"}).status_code == 404
    assert page(client, shop, "xiaozhou").get("/rounds").status_code == 403
    far = stranger(client, shop)
    assert far.post(f"/rounds/{meal.pk}/outcome", {"outcome": "given", "request_key": "z"}).status_code == 404
    assert CareRound.objects.of(shop.chain).get(pk=meal.pk).state == "due"


def test_planning_what_a_pet_gets(shop, made, cat, client):
    me, url = page(client, shop), f"/stays/{cat.public_id}/schedules"
    assert "还没有安排" in me.get(url).content.decode()
    fee = made.offer["E0004"].pk
    wanted = {
        "kind": "medicine", "name": "心脏药", "times": "8：00、20:30", "dose": "半片", "fee": fee, "note": "拌罐头",
        "photo": picture(), "request_key": "a",
    }  # fmt: skip
    bad = me.post(url, {**wanted, "times": "早上", "photo": picture()})
    assert bad.status_code == 422 and "时间请写成" in bad.content.decode() and 'value="心脏药"' in bad.content.decode()
    assert not CareSchedule.objects.of(shop.chain).exists()
    assert me.post(url, {**wanted, "photo": picture()}).status_code == 302
    plan = CareSchedule.objects.of(shop.chain).get()
    assert (plan.times, plan.fee_id, plan.dose) == (["08:00", "20:30"], fee, "半片") and plan.photo
    assert "心脏药" in me.get(url).content.decode()
    assert stranger(client, shop).get(url).status_code == 404
    me = page(client, shop)
    assert me.post(f"/schedules/{plan.pk}/end", {"request_key": "b"}).status_code == 302
    plan.refresh_from_db()
    assert plan.ended_at


def check(**scores):
    return dict.fromkeys(("smell", "floor", "signs", "rest_area"), "4") | scores


def test_the_round_needs_every_point_and_a_photo(shop, client, django_assert_max_num_queries):
    me = page(client, shop, "xiaozhou")
    me.get("/premises")
    with django_assert_max_num_queries(14):
        assert "开店巡检" in me.get("/premises").content.decode()
    refused = me.post("/premises/opening", check(temperature="24.5", note="地有点滑", request_key="a"))
    text = refused.content.decode()
    assert refused.status_code == 422 and "现场照片" in text and 'value="24.5"' in text and 'value="地有点滑"' in text
    for wrong in ({"temperature": "warm"}, {"smell": ""}):
        assert me.post("/premises/opening", check(**wrong, photo=picture())).status_code == 422
    assert me.post("/premises/noon", check(photo=picture())).status_code == 404
    assert not PremisesCheck.objects.of(shop.chain).exists()
    assert (
        me.post("/premises/opening", check(smell="2", temperature="24.5", photo=picture(), request_key="b")).status_code
        == 302
    )
    done = PremisesCheck.objects.of(shop.chain).get()
    assert (done.score, done.temperature) == (88, 245)
    text = me.get("/premises").content.decode()
    assert "88 分" in text and "打烊巡检" in text
    assert me.post("/premises/opening", check(photo=picture(), request_key="c")).status_code == 409
    assert page(client, shop, "xiaoli").get("/premises").status_code == 403


def test_in_the_evening_the_closing_round_is_at_hand(shop, client):
    me = page(client, shop, "xiaozhou")
    with time_machine.travel("2026-11-23T00:30:00Z", tick=False):
        assert "/premises/opening" in me.get("/premises").content.decode()
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        me = page(client, shop, "xiaozhou")
        text = me.get("/premises").content.decode()
        assert "/premises/closing" in text and "/premises/opening" not in text and "?round=opening" in text
        assert "/premises/opening" in me.get("/premises?round=opening").content.decode()
        assert me.post("/premises/closing", check(photo=picture(), request_key="d")).status_code == 302
        assert "/premises/opening" in me.get("/premises").content.decode()


def test_rooms_are_cleaned_by_one_tap(shop, cat, client):
    make_cleanings()
    room = RoomCleaning.objects.of(shop.chain).get()
    me = page(client, shop)
    assert "安静间 1" in me.get("/premises").content.decode()
    assert stranger(client, shop).post(f"/cleanings/{room.pk}/done", {"request_key": "z"}).status_code == 404
    me = page(client, shop)
    assert me.post(f"/cleanings/{room.pk}/done", {"request_key": "a"}).status_code == 302
    assert me.post(f"/cleanings/{room.pk}/done", {"request_key": "b"}).status_code == 409
    room.refresh_from_db()
    assert room.done_by == shop.by("aqiang").key
    assert page(client, shop, "xiaozhou").post(f"/cleanings/{room.pk}/done", {"request_key": "c"}).status_code == 403


def test_an_incident_from_the_report_to_its_close(shop, made, client):
    dog = opened(shop, booked(shop, made, starts=now()), now()).booking
    me = page(client, shop, "xiaomei")
    assert "报事故" in me.get("/incidents/new").content.decode()
    here = local(now(), shop.store.timezone)
    form = {
        "kind": "cut", "what": "剪到血线", "booking": str(dog.public_id), "worker": shop.people["xiaomei"].pk,
        "day": f"{here:%Y-%m-%d}", "clock": "00:01", "place": "美容台 1", "cost": "80", "photo": picture(), "request_key": "a",
    }  # fmt: skip
    for wrong in ({"what": ""}, {"kind": ""}, {"day": "x"}, {"cost": "many"}):
        refused = me.post("/incidents/new", {**form, **wrong, "photo": picture()})
        assert refused.status_code == 422 and "美容台 1" in refused.content.decode(), wrong
    assert not Incident.objects.of(shop.chain).exists()
    assert me.post("/incidents/new", {**form, "photo": picture()}).status_code == 302
    made_one = Incident.objects.of(shop.chain).get()
    assert (made_one.pet, made_one.cost_fen, len(made_one.photos)) == (shop.shandian, 8000, 1)
    assert Task.objects.of(shop.chain).filter(subject_kind="incident").count() == 2
    url = f"/incidents/{made_one.pk}"
    assert "还没告诉主人" in me.get(url).content.decode()
    assert me.post(f"{url}/closing", {"outcome": "好了", "request_key": "b"}).status_code == 403
    boss = page(client, shop, "laozhou")
    assert boss.post(f"{url}/closing", {"outcome": "好了", "request_key": "c"}).status_code == 422
    boss.post(f"{url}/owner", {"request_key": "d"})
    boss.post(f"{url}/facts", {"vet": "陈医生", "first_aid": "止血", "cost": "120", "request_key": "e"})
    assert boss.post(f"{url}/closing", {"outcome": "已愈合", "request_key": "f"}).status_code == 302
    made_one.refresh_from_db()
    assert (made_one.closed_by, made_one.vet, made_one.cost_fen) == (shop.manager.key, "陈医生", 12000)
    listed = boss.get("/incidents?by=worker").content.decode()
    assert "已愈合" in listed and "每千次服务的事故" in listed
    assert "每千次服务的事故" not in page(client, shop, "xiaomei").get("/incidents").content.decode()


def test_strangers_find_no_incident(shop, made, client):
    from wangcai.care.public import report_incident

    made_one = report_incident(
        store=shop.store, kind="damage", happened_at=now(), what="椅子", by=shop.groomer, at=now()
    )
    far = stranger(client, shop)
    assert far.get(f"/incidents/{made_one.pk}").status_code == 404
    for act in ("owner", "facts", "closing"):
        assert (
            far.post(f"/incidents/{made_one.pk}/{act}", {"outcome": "x", "vet": "x", "request_key": "z"}).status_code
            == 404
        )
    assert "椅子" not in far.get("/incidents").content.decode()
    made_one.refresh_from_db()
    assert made_one.closed_at is None and made_one.vet == ""


def test_a_wrong_tick_is_corrected_with_a_reason(shop, meal, client):
    me, url = page(client, shop), f"/rounds/{meal.pk}/correction"
    me.post(f"/rounds/{meal.pk}/outcome", {"outcome": "given", "request_key": "a"})
    assert "点错了？更正" in me.get(f"/rounds?day={day_of(meal)}").content.decode()
    wanted = {"outcome": "refused", "reason": "", "day": str(day_of(meal)), "request_key": "b"}
    bad = me.post(url, wanted)
    assert bad.status_code == 422 and "为什么更正" in bad.content.decode() and "<details open>" in bad.content.decode()
    assert CareRound.objects.of(shop.chain).get(pk=meal.pk).state == "given"
    assert me.post(url, {**wanted, "reason": "看错了"}).status_code == 302
    meal.refresh_from_db()
    assert (meal.state, meal.note) == ("refused", "看错了")
    assert stranger(client, shop).post(url, {**wanted, "reason": "看错了"}).status_code == 404
    assert page(client, shop, "xiaozhou").post(url, {**wanted, "reason": "看错了"}).status_code == 403
    meal.refresh_from_db()
    assert meal.state == "refused"


def test_a_fee_says_its_price_where_it_is_chosen_and_where_it_stands(shop, made, cat, client):
    me, url = page(client, shop), f"/stays/{cat.public_id}/schedules"
    assert "喂药费 每次 ¥10.00" in me.get(url).content.decode()
    fee = made.offer["E0004"].pk
    wanted = {"kind": "medicine", "name": "心脏药", "times": "08:00", "dose": "半片", "fee": fee, "request_key": "a"}
    assert me.post(url, wanted).status_code == 302
    plan = CareSchedule.objects.of(shop.chain).get()
    assert (plan.fee_per, plan.fee_fen) == ("give", 1000)
    assert "半片 · 喂药费 每次 ¥10.00" in me.get(url).content.decode()
