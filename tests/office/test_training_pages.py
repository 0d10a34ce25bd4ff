"""训练: a course is written, a pet begins, lessons draw a curve, the named person lets it go home."""

import pytest

from tests.cast import build_shop
from tests.shops.cast import sign_in
from tests.visits import build_services
from wangcai.care.public import Enrollment, Programme, Session, add_session, enroll
from wangcai.lookup.public import rebuild

COURSE = {
    "name": "小狗基础班",
    "sessions": "8",
    "goals": "随行不拉绳 4\n叫名字回头 5\n坐下",
    "criteria": "门口能坐下\n主人牵过一次",
}


@pytest.fixture
def shop(db):
    made = build_shop()
    made.services = build_services(made)
    rebuild(made.chain.pk)
    return made


@pytest.fixture
def boss(shop, client):
    return sign_in(client, shop.people["laozhou"], shop.store)


def course(shop, boss):
    boss.post("/training/courses/new", {**COURSE, "service": shop.services.offer["V3001"].pk})
    return Programme.objects.of(shop.chain).get()


def begun(shop, boss, **more):
    made = course(shop, boss)
    return enroll(programme=made, store=shop.store, pet=shop.shandian, customer=shop.wang, by=shop.manager, **more)


def test_from_the_course_to_going_home(shop, boss):
    made = course(shop, boss)
    assert [(goal["text"], goal["target"]) for goal in made.goals] == [
        ("随行不拉绳", 4),
        ("叫名字回头", 5),
        ("坐下", 4),
    ]
    answer = boss.post("/training/pets", {"q": "闪电", "programme": made.pk, "approver": shop.people["laozhou"].pk})
    row = Enrollment.objects.of(shop.chain).get()
    assert answer.status_code == 302 and row.customer == shop.wang and row.approver == shop.people["laozhou"]
    assert "闪电" in boss.get("/training").content.decode()
    for first, second in ((1, 2), (3, 4)):
        boss.post(f"/training/pets/{row.pk}/lessons", {"g-g1": first, "g-g2": second, "homework": "每天三次"})
    text = boss.get(f"/training/pets/{row.pk}").content.decode()
    assert text.count("<polyline") == 3 and "第 2 节" in text and "每天三次" in text
    held = boss.post(f"/training/pets/{row.pk}/pass", {"met": ["c1"]})
    assert held.status_code == 422 and "主人牵过一次" in held.content.decode()
    boss.post(f"/training/pets/{row.pk}/pass", {"met": ["c1", "c2"]})
    row.refresh_from_db()
    assert row.state == "passed" and "批准回家" in boss.get(f"/training/pets/{row.pk}").content.decode()


def test_what_is_missing_keeps_what_was_typed(shop, boss):
    refused = boss.post("/training/courses/new", {**COURSE, "goals": " ", "service": shop.services.offer["V3001"].pk})
    assert refused.status_code == 422 and "门口能坐下" in refused.content.decode()
    made = course(shop, boss)
    unclear = boss.post("/training/pets", {"q": "没有这只", "programme": made.pk})
    assert unclear.status_code == 422 and "没有这只" in unclear.content.decode()
    row = enroll(programme=made, store=shop.store, pet=shop.shandian, by=shop.manager)
    empty = boss.post(f"/training/pets/{row.pk}/lessons", {"note": "今天有点累"})
    assert empty.status_code == 422 and "今天有点累" in empty.content.decode()
    assert boss.post(f"/training/pets/{row.pk}/end", {"reason": " "}).status_code == 422
    assert not Session.objects.of(shop.chain).exists() and Enrollment.objects.of(shop.chain).get().state == "running"


def test_only_the_named_person_passes(shop, boss, client):
    row = begun(shop, boss, approver=shop.people["laozhou"])
    owner = sign_in(client, shop.people["boss"], shop.store)
    assert "达标，可以回家" not in owner.get(f"/training/pets/{row.pk}").content.decode()
    assert owner.post(f"/training/pets/{row.pk}/pass", {"met": ["c1", "c2"]}).status_code == 403
    row.refresh_from_db()
    assert row.state == "running"


def test_strangers_and_rights(shop, boss, client):
    row = begun(shop, boss)
    other = build_shop("other")
    stranger = sign_in(client, other.people["laozhou"], other.store)
    assert stranger.get(f"/training/courses/{row.programme_id}").status_code == 404
    assert stranger.post(f"/training/courses/{row.programme_id}/end").status_code == 404
    assert stranger.get(f"/training/pets/{row.pk}").status_code == 404
    for verb in ("lessons", "pass", "end"):
        assert stranger.post(f"/training/pets/{row.pk}/{verb}", {"g-g1": 3}).status_code == 404
    groomer = sign_in(client, shop.people["xiaomei"], shop.store)
    assert groomer.get("/training").status_code == 403
    assert groomer.post(f"/training/pets/{row.pk}/lessons", {"g-g1": 3}).status_code == 403
    assert not Session.objects.of(shop.chain).exists()


def test_few_queries(shop, boss, django_assert_max_num_queries):
    row = begun(shop, boss)
    for score in range(5):
        add_session(enrollment=row, scores={"g1": score}, by=shop.manager)
    boss.get(f"/training/pets/{row.pk}")
    with django_assert_max_num_queries(12):
        boss.get(f"/training/pets/{row.pk}")
    with django_assert_max_num_queries(12):
        boss.get("/training")
