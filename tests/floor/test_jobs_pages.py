"""服务单 on the phone: the card with its proofs, the camera, a look, stop and call; strangers see nothing."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.care.stays import STEPS, booked, checked_in, opened, sop, stay, ticks
from tests.files.conftest import image_bytes
from tests.shops.cast import sign_in
from tests.visits import build_services
from wangcai.booking.public import note_coming
from wangcai.care.public import (
    ContactAttempt,
    Job,
    JobPause,
    Media,
    Observation,
    add_media,
    start_job,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import now
from wangcai.shops.public import set_pin


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def job(shop, made):
    sop(shop, STEPS)
    booking = booked(shop, made, starts=now())
    checked_in(booking, "2h", at=now())
    return start_job(job=opened(shop, booking, now()), by=shop.groomer)


def page(client, shop, who="xiaomei", store=None):
    return sign_in(client, shop.people[who], store or shop.store)


def step(job, code):
    return job.steps.get(code=code)


def picture(name="a.jpg"):
    return SimpleUploadedFile(name, image_bytes(), content_type="image/jpeg")


def test_the_list_shows_mine_the_others_and_who_still_comes(shop, made, job, client, django_assert_max_num_queries):
    opened(shop, stay(shop, made, starts=now()), now())
    booked(shop, made, state="booked", starts=now())
    me = page(client, shop)
    me.get("/jobs")
    with django_assert_max_num_queries(16):
        text = me.get("/jobs").content.decode()
    assert "闪电" in text and "服务中" in text and "今天还要来的" in text and "0 / 7 步" in text
    assert page(client, shop, "xiaozhou").get("/jobs").status_code == 403


def test_who_said_they_come_is_marked_until_they_are_here(shop, made, client):
    booking = booked(shop, made, state="booked", starts=now())
    assert "主人确认会来" not in page(client, shop).get("/jobs").content.decode()
    assert note_coming(booking=booking, at=now())
    assert "主人确认会来" in page(client, shop).get("/jobs").content.decode()
    type(booking).objects.of(shop.chain).filter(pk=booking.pk).update(state="arrived")
    assert "主人确认会来" not in page(client, shop).get("/jobs").content.decode()


def test_the_card_takes_few_queries(shop, job, client, django_assert_max_num_queries):
    me = page(client, shop)
    me.get(f"/jobs/{job.pk}")
    with django_assert_max_num_queries(22):
        text = me.get(f"/jobs/{job.pk}").content.decode()
    for words in (
        "核对名牌",
        "开始计时 10 分钟",
        "扫产品条码或批号",
        "暂停服务",
        "完成",
        "每两小时一次",
        "呼吸",
        "可不做",
    ):
        assert words in text


def test_starting_and_finishing(shop, made, client):
    sop(shop, ticks("洗澡"))
    job = opened(shop, booked(shop, made, starts=now()), now())
    me = page(client, shop)
    assert "开始服务" in me.get(f"/jobs/{job.pk}").content.decode()
    assert me.post(f"/jobs/{job.pk}/start", {"request_key": "a"}).status_code == 302
    refused = me.post(f"/jobs/{job.pk}/completion", {"request_key": "b"})
    assert refused.status_code == 422 and "还有 1 步没做：洗澡" in refused.content.decode()
    job.refresh_from_db()
    assert job.state == "running"
    me.post(f"/steps/{job.steps.get().pk}/tick", {"request_key": "c"})
    assert me.post(f"/jobs/{job.pk}/completion", {"request_key": "d"}).status_code == 302
    job.refresh_from_db()
    job.booking.refresh_from_db()
    assert (job.state, job.booking.state) == ("done", "ready")


def test_a_refusal_stands_at_its_step_and_keeps_what_was_typed(shop, job, client):
    me, weigh, lot = page(client, shop), step(job, "weigh"), step(job, "shampoo")
    refused = me.post(f"/steps/{weigh.pk}/tick", {"value": "", "request_key": "a"})
    assert refused.status_code == 422 and "填上数值" in refused.content.decode()
    refused = me.post(f"/steps/{lot.pk}/tick", {"code": "NOPE-1", "request_key": "b"})
    text = refused.content.decode()
    assert refused.status_code == 422 and "不是本店库存里的产品" in text and 'value="NOPE-1"' in text
    assert text.index("不是本店库存里的产品") > text.index(f'id="step-{lot.pk}"')
    assert not Entry.objects.filter(what="job.step_ticked").exists()
    assert me.post(f"/steps/{weigh.pk}/tick", {"value": "6.4", "request_key": "c"}).status_code == 302
    assert "6.4" in me.get(f"/jobs/{job.pk}").content.decode()


def test_a_scan_that_means_several_asks_which(shop, job, client):
    me, lot = page(client, shop), step(job, "shampoo")
    me.post(f"/steps/{lot.pk}/tick", {"code": "F9-9", "request_key": "a"})
    text = me.post(f"/steps/{lot.pk}/tick", {"code": "F9-9", "request_key": "b"}).content.decode()
    assert "是哪一种" not in text
    assert (
        me.post(f"/steps/{lot.pk}/tick", {"code": "F2001", "open_already": "1", "request_key": "c"}).status_code == 302
    )
    assert step(job, "shampoo").lot is not None


def test_a_photo_step_by_form_and_by_the_phone_s_queue(shop, job, client):
    me, ears, key = page(client, shop), step(job, "ears"), str(uuid.uuid4())
    queued = {"photo": picture(), "client_key": key, "taken_at": "1732000000000"}
    first = me.post(f"/steps/{ears.pk}/tick", queued, HTTP_ACCEPT="application/json")
    assert first.status_code == 200 and "做完了" in first.json()["message"]
    again = me.post(f"/steps/{ears.pk}/tick", {**queued, "photo": picture()}, HTTP_ACCEPT="application/json")
    assert again.status_code == 409 and again.json()["code"] == "step_over"
    assert Media.objects.of(shop.chain).get().purpose == "step" and step(job, "ears").photo


def test_undo_skip_timer_and_the_second_person(shop, job, client):
    me, greet, check = page(client, shop), step(job, "greet"), step(job, "check")
    me.post(f"/steps/{greet.pk}/tick", {"request_key": "a"})
    me.post(f"/steps/{greet.pk}/undo", {"request_key": "b"})
    assert step(job, "greet").done_at is None
    assert me.post(f"/steps/{greet.pk}/skip", {"reason": "", "request_key": "c"}).status_code == 422
    assert me.post(f"/steps/{greet.pk}/skip", {"reason": "没有名牌", "request_key": "d"}).status_code == 302
    me.post(f"/steps/{step(job, 'disinfect').pk}/timer", {"request_key": "e"})
    early = me.post(f"/steps/{step(job, 'disinfect').pk}/tick", {"request_key": "f"})
    assert early.status_code == 422 and "还差 10 分钟" in early.content.decode()
    me.post(f"/steps/{check.pk}/tick", {"request_key": "g"})
    assert me.post(f"/steps/{check.pk}/second", {"request_key": "h"}).status_code == 422
    set_pin(account=shop.people["aqiang"], pin="2580", by=shop.by("aqiang"))
    other = str(shop.people["aqiang"].pk)
    wrong = me.post(f"/steps/{check.pk}/second", {"person": other, "pin": "2581", "request_key": "i"})
    assert wrong.status_code == 422 and step(job, "check").second_by == ""
    me.post(f"/steps/{check.pk}/second", {"person": other, "pin": "2580", "request_key": "j"})
    assert step(job, "check").second_by == shop.by("aqiang").key


def test_a_look_in_two_taps(shop, job, client):
    me = page(client, shop)
    assert me.post(f"/jobs/{job.pk}/observations", {"kind": "mood", "value": "3"}).status_code == 302
    me.post(f"/jobs/{job.pk}/observations", {"kind": "temperature", "value": "", "typed": "40,1", "note": "刚跑完"})
    looks = list(Observation.objects.of(shop.chain).order_by("pk").values_list("kind", "value", "red"))
    assert looks == [("mood", 3, False), ("temperature", 401, True)]
    text = me.get(f"/jobs/{job.pk}").content.decode()
    assert "40.1 ℃" in text and "超出正常" in text and "刚跑完" in text
    for wrong in (
        {"kind": "mood", "value": "9"},
        {"kind": "mood", "value": "x"},
        {"kind": "breathing", "typed": "very fast"},
    ):
        assert me.post(f"/jobs/{job.pk}/observations", wrong).status_code == 422
    assert me.post(f"/jobs/{job.pk}/observations", {"kind": "weather", "value": "1"}).status_code == 404
    assert Observation.objects.of(shop.chain).count() == 2


def test_photos_from_the_queue_and_from_a_plain_form(shop, job, client):
    me, key = page(client, shop), str(uuid.uuid4())
    send = {"client_key": key, "taken_at": "1732000000000", "other_pets": "1"}
    for _ in range(2):
        answer = me.post(f"/jobs/{job.pk}/media", {**send, "photo": picture()}, HTTP_ACCEPT="application/json")
        assert answer.status_code == 200
    kept = Media.objects.of(shop.chain).get()
    assert kept.other_pets and str(kept.client_key) == key
    torn = SimpleUploadedFile("x.jpg", b"MZ", content_type="image/jpeg")
    refused = me.post(f"/jobs/{job.pk}/media", {"photo": torn}, HTTP_ACCEPT="application/json")
    assert refused.status_code == 422 and refused.json()["code"] == "photo_unreadable"
    plain = {"photo": [picture(), picture("b.jpg")], "request_key": str(uuid.uuid4())}
    assert me.post(f"/jobs/{job.pk}/media", plain).status_code == 302
    assert me.post(f"/jobs/{job.pk}/media", {"request_key": "x"}).status_code == 422
    assert Media.objects.of(shop.chain).count() == 3


def test_a_picture_is_held_back_before_it_is_sent(shop, job, client):
    row = add_media(booking=job.booking, data=image_bytes(), by=shop.groomer)
    me = page(client, shop)
    assert me.post(f"/media/{row.pk}/hold", {"job": job.pk}).status_code == 302
    row.refresh_from_db()
    assert row.other_pets and "不发" in me.get(f"/jobs/{job.pk}").content.decode()
    Media.objects.of(shop.chain).update(told_at=now())
    assert me.post(f"/media/{row.pk}/hold", {"job": job.pk}).status_code == 409
    assert page(client, shop, "jingan", shop.sister).post(f"/media/{row.pk}/hold", {"job": job.pk}).status_code in (
        403,
        404,
    )


def test_stop_call_decide(shop, job, client):
    shop.store.settings["care.vets"] = "瑞鹏 021-64381234；申普"
    shop.store.save(update_fields=["settings"])
    me = page(client, shop)
    assert me.post(f"/jobs/{job.pk}/pause", {"reason": "", "request_key": "a"}).status_code == 422
    me.post(f"/jobs/{job.pk}/pause", {"reason": "牙龈发白", "request_key": "b"})
    pause = JobPause.objects.of(shop.chain).get()
    text = me.get(f"/jobs/{job.pk}").content.decode()
    assert "牙龈发白" in text and "瑞鹏 021-64381234" in text and "完成</span>" not in text
    assert "139****5678" in text and "13900005678" not in text
    assert "13900005678" in me.post(f"/jobs/{job.pk}/phone").content.decode()
    early = me.post(f"/pauses/{pause.pk}/decision", {"decision": "continue", "decider": "王先生", "request_key": "c"})
    assert early.status_code == 422 and "先联系到主人" in early.content.decode()
    desk = page(client, shop, "xiaozhou")
    assert "13900005678" in desk.get(f"/jobs/{job.pk}").content.decode()
    desk.post(f"/pauses/{pause.pk}/attempts", {"way": "phone", "reached": "0", "request_key": "d"})
    desk.post(f"/pauses/{pause.pk}/attempts", {"way": "phone", "reached": "1", "note": "同意继续", "request_key": "e"})
    assert ContactAttempt.objects.of(shop.chain).count() == 2
    done = desk.post(f"/pauses/{pause.pk}/decision", {"decision": "continue", "decider": "王先生", "request_key": "f"})
    job.refresh_from_db()
    assert done.status_code == 302 and job.state == "running"


@pytest.mark.parametrize("who", ["jingan", "far"])
def test_other_stores_and_chains_find_nothing(shop, made, job, client, who):
    from tests.cast import build_shop

    pause = JobPause.objects.create(chain=shop.chain, job=job, reason="x", paused_at=now(), paused_by="system:0")
    if who == "far":
        other = build_shop("far")
        stranger = sign_in(client, other.people["laozhou"], other.store)
    else:
        from wangcai.shops.public import Post

        Post.objects.of(shop.chain).filter(account=shop.people["jingan"]).update(role="manager")
        stranger = page(client, shop, "jingan", shop.sister)
    ids = step(job, "greet").pk
    assert stranger.get(f"/jobs/{job.pk}").status_code == 404
    for url in (
        f"/jobs/{job.pk}/start", f"/jobs/{job.pk}/completion", f"/jobs/{job.pk}/observations", f"/jobs/{job.pk}/media",
        f"/jobs/{job.pk}/pause", f"/jobs/{job.pk}/phone", f"/pauses/{pause.pk}/attempts", f"/pauses/{pause.pk}/decision",
        f"/steps/{ids}/tick", f"/steps/{ids}/skip", f"/steps/{ids}/timer", f"/steps/{ids}/second", f"/steps/{ids}/undo",
    ):  # fmt: skip
        assert stranger.post(url, {"request_key": "z", "reason": "x"}).status_code == 404, url
    job.refresh_from_db()
    assert job.state == "running" and not re.search("闪电", stranger.get("/jobs").content.decode())
    assert Job.objects.of(shop.chain).get().steps.filter(done_at__isnull=False).count() == 0
