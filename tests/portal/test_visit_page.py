"""The page of a visit: what it shows and when, signing, extras, pictures that die with the link, report, bill (R10, R44, F56)."""

import uuid
from datetime import timedelta

import pytest

from tests.care.door import bath_booked, door_shop, picture, stay_booked
from tests.cast import NOON, build_shop
from tests.visits import at
from wangcai.care.public import ExtraRequest, Media, Plan, ask_extra, draft_plan, move_pet, read_back, visit_of
from wangcai.catalogue.public import Surcharge
from wangcai.customers.public import make_share_link, revoke_share_link
from wangcai.files.public import StoredFile
from wangcai.handover.public import ReportQuestion, collection_code, hand_over_pet, outcomes_for, write_report
from wangcai.kernel.public import now
from wangcai.orders.public import OrderLine


def drawn():
    """A stroke on the pad, as the page sends it."""
    import base64
    from io import BytesIO

    from PIL import Image, ImageDraw

    sheet, out = Image.new("RGBA", (240, 120)), BytesIO()
    ImageDraw.Draw(sheet).line([(20, 60), (200, 80)], fill="black", width=5)
    sheet.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def shop(db):
    return door_shop()


@pytest.fixture
def booking(shop):
    return bath_booked(shop)


def link_to(shop, booking, kind="visit", **more):
    visit = visit_of(booking)
    subject = visit.pk if kind == "visit" else booking.pk
    values = {"customer": booking.customer, "by": shop.clerk, "at": now(), **more}
    return make_share_link(subject_kind=kind, subject_id=subject, **values)


def page(client, token):
    return client.get(f"/p/visit/{token}")


def text_of(client, token):
    return page(client, token).content.decode()


def read(shop, booking):
    return read_back(plan=draft_plan(booking=booking, by=shop.clerk, at=NOON), by=shop.clerk, at=NOON)


def test_the_owner_reads_where_the_pet_stands_without_login_or_script(shop, booking, client):
    _link, token = link_to(shop, booking)
    text = text_of(client, token)
    for words in ("闪电", "标准洗护", "已约好", "徐汇区天钥桥路", "¥148.00", visit_of(booking).order.number):
        assert words in text
    assert "小美" not in text and "13900005678" not in text and "noindex" in text
    assert "no-store" in page(client, token)["Cache-Control"]


def test_links_of_notices_lead_here(shop, booking, client):
    _link, token = link_to(shop, booking, kind="booking")
    answer = client.get(f"/p/{token}")
    assert answer.status_code == 302 and answer["Location"] == f"/p/visit/{token}"
    assert "闪电" in text_of(client, token)


def test_dead_and_foreign_links_all_look_the_same(shop, booking, client):
    other = build_shop("laifu")
    _old, old = link_to(shop, booking, days=1, at=now() - timedelta(days=2))
    gone, revoked = link_to(shop, booking)
    revoke_share_link(link=gone, by=shop.clerk)
    _order, order = make_share_link(
        subject_kind="order", subject_id=visit_of(booking).order_id, customer=None, by=shop.clerk
    )
    _theirs, theirs = make_share_link(
        subject_kind="visit", subject_id=visit_of(booking).pk, customer=None, by=other.clerk
    )
    _lin, lin = link_to(shop, booking, customer=shop.lin)
    answers = [page(client, token) for token in (old, revoked, order, theirs, lin, "x")]
    assert {a.status_code for a in answers} == {404}
    assert all("闪电" not in a.content.decode() for a in answers)


def test_the_plan_is_read_and_signed_with_a_typed_name_and_a_drawing(shop, booking, client):
    _link, token = link_to(shop, booking)
    assert "请您签字" not in text_of(client, token)
    plan = read(shop, booking)
    assert "方案确认单 第 1 稿" in text_of(client, token)
    sent = {"agreed": "1", "signer": "王先生", "signature": drawn(), "request_key": "s"}
    answers = [client.post(f"/p/visit/{token}/plans/{plan.pk}", sent).status_code for _press in range(3)]
    assert answers == [302] * 3
    plan.refresh_from_db()
    assert (plan.state, plan.way, plan.signer, plan.signature is not None) == ("signed", "link", "王先生", True)
    assert StoredFile.objects.of(shop.chain).filter(purpose="signature").count() == 1
    assert "王先生 已于" in text_of(client, token)


@pytest.mark.parametrize(
    "sent",
    [{}, {"signer": "王先生"}, {"agreed": "1", "signer": " "}, {"agreed": "1", "signer": "王", "signature": "data:x"}],
)
def test_without_name_or_yes_nothing_is_signed(shop, booking, client, sent):
    _link, token = link_to(shop, booking)
    plan = read(shop, booking)
    answer = client.post(f"/p/visit/{token}/plans/{plan.pk}", sent)
    assert answer.status_code == 422 and "refusal" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.state == "read_back" and Plan.objects.of(shop.chain).filter(state="signed").count() == 0


def test_a_draft_is_not_shown_and_not_signed(shop, booking, client):
    _link, token = link_to(shop, booking)
    plan = draft_plan(booking=booking, by=shop.clerk, at=NOON)
    assert "请您签字" not in text_of(client, token)
    answer = client.post(f"/p/visit/{token}/plans/{plan.pk}", {"agreed": "1", "signer": "王先生"})
    assert answer.status_code == 422
    plan.refresh_from_db()
    assert plan.state == "draft"


def asked(shop, booking, price=6000):
    fee = Surcharge.objects.of(shop.chain).select_related("variant").get(code="knots")
    return ask_extra(
        booking=booking, surcharge=fee, price_fen=price, reason="腋下打结", photo=picture(shop, "knot"), by=shop.manager
    )


def test_an_extra_is_shown_with_photo_and_price_and_pressed_ten_times_is_one(shop, booking, client):
    extra, (_link, token) = asked(shop, booking), link_to(shop, booking)
    text = text_of(client, token)
    assert "腋下打结" in text and "60.00" in text and f"/files/{extra.photo.public_id}?k=" in text
    sent = {"choice": "yes", "request_key": "e"}
    assert [client.post(f"/p/visit/{token}/extras/{extra.pk}", sent).status_code for _press in range(10)] == [302] * 10
    assert OrderLine.objects.of(shop.chain).filter(booking=booking, kind="fee").count() == 1
    extra.refresh_from_db()
    assert (extra.answer, extra.answer_channel, extra.answered_by) == ("yes", "portal", f"customer:{shop.wang.pk}")
    late = client.post(f"/p/visit/{token}/extras/{extra.pk}", {"choice": "no", "request_key": "e2"})
    assert late.status_code == 409 and "已经有答复" in late.content.decode()


def test_no_is_no_and_no_button_is_no_answer(shop, booking, client):
    extra, (_link, token) = asked(shop, booking), link_to(shop, booking)
    assert client.post(f"/p/visit/{token}/extras/{extra.pk}", {}).status_code == 422
    extra.refresh_from_db()
    assert extra.answer == ""
    client.post(f"/p/visit/{token}/extras/{extra.pk}", {"choice": "no"})
    extra.refresh_from_db()
    assert extra.answer == "no" and not OrderLine.objects.of(shop.chain).filter(booking=booking, kind="fee").exists()


def test_one_visit_s_link_answers_and_signs_for_no_other(shop, booking, client):
    other = stay_booked(shop)
    extra, plan = asked(shop, booking), read(shop, booking)
    _link, token = link_to(shop, other)
    assert client.post(f"/p/visit/{token}/extras/{extra.pk}", {"choice": "yes"}).status_code == 404
    assert client.post(f"/p/visit/{token}/plans/{plan.pk}", {"agreed": "1", "signer": "林女士"}).status_code == 404
    extra.refresh_from_db()
    plan.refresh_from_db()
    assert extra.answer == "" and plan.state == "read_back"
    assert ExtraRequest.objects.of(shop.chain).count() == 1


def photographed(shop, booking, settings, **more):
    folder = settings.MEDIA_ROOT / "t"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "m.jpg").write_bytes(b"jpeg")
    file = StoredFile.objects.create(
        chain=shop.chain, store=shop.store, purpose="care", path="t/m.jpg", kind="image/jpeg",
        sha256=uuid.uuid4().hex * 2, bytes=4, kept_by="x",
    )  # fmt: skip
    values = {"purpose": "update", "told_at": NOON, **more}
    Media.objects.create(
        chain=shop.chain, booking=booking, file=file, client_key=uuid.uuid4(), taken_at=NOON, kept_at=NOON, by="staff:1",
        **values,
    )  # fmt: skip
    return f"/files/{file.public_id}"


def test_only_told_pictures_of_this_visit_are_shown_and_end_within_a_second_of_the_link(
    shop, booking, client, settings
):
    mine = photographed(shop, booking, settings)
    hidden = [
        photographed(shop, booking, settings, told_at=None),
        photographed(shop, booking, settings, other_pets=True),
        photographed(shop, booking, settings, purpose="incident"),
        photographed(shop, stay_booked(shop), settings),
    ]
    link, token = link_to(shop, booking)
    text = text_of(client, token)
    assert f"{mine}?k=" in text and not any(path in text for path in hidden[:2]) and hidden[3] not in text
    url = f"{mine}?k=" + text.split(f"{mine}?k=")[1].split('"')[0]
    assert client.get(url).content == b"jpeg"
    assert client.get(mine).status_code == 404 and client.get(url[:-2]).status_code == 404
    etag = client.get(url)["ETag"]
    revoke_share_link(link=link, by=shop.clerk)
    assert page(client, token).status_code == 404
    assert client.get(url).status_code == 404
    assert client.get(url, headers={"if-none-match": etag}).status_code == 404


def ready(shop, booking):
    move_pet(booking=booking, to="arrived", by=shop.manager, at=at(10))
    move_pet(booking=booking, to="ready", by=shop.manager, at=at(11))
    write_report(
        booking=booking, outcome=dict.fromkeys(outcomes_for("groom"), (True, "")) | {"ears": (False, "左耳有点红")},
        weight_g=18_200, words="今天很乖", by=shop.manager, at=at(11),
    )  # fmt: skip


def test_the_code_is_there_only_while_the_pet_waits(shop, booking, client, settings):
    _link, token = link_to(shop, booking)
    code = collection_code(booking)
    shown = f"{code[:3]} {code[3:]}"
    assert shown not in text_of(client, token)
    ready(shop, booking)
    text = text_of(client, token)
    assert shown in text and "可以来接了" in text and "左耳有点红" in text and "今天很乖" in text
    hand_over_pet(booking=booking, collector_name="王先生", code=code, by=shop.manager, at=now())
    after = text_of(client, token)
    assert shown not in after and "左耳有点红" in after


def test_asking_back_within_seven_days_and_not_after(shop, booking, client):
    _link, token = link_to(shop, booking)
    ready(shop, booking)
    report = hand_over_pet(
        booking=booking, collector_name="王先生", code=collection_code(booking), by=shop.manager, at=now()
    )
    where = f"/p/visit/{token}/reports/{report.pk}"
    assert client.post(where, {"words": " "}).status_code == 422
    sent = {"words": "耳朵要上药吗？", "request_key": "q"}
    assert [client.post(where, sent).status_code for _press in range(3)] == [302] * 3
    assert ReportQuestion.objects.of(shop.chain).count() == 1
    assert "耳朵要上药吗" in text_of(client, token) and "尽快回您" in text_of(client, token)
    type(report).objects.of(shop.chain).filter(pk=report.pk).update(handed_at=now() - timedelta(days=8))
    late = client.post(where, {"words": "还有一个问题"})
    assert late.status_code == 409 and ReportQuestion.objects.of(shop.chain).count() == 1


def test_the_bill_says_where_it_differs_from_what_was_signed(shop, booking, client):
    from wangcai.care.public import answer_extra, sign_plan

    sign_plan(
        plan=read(shop, booking), way="paper", signer="王先生", signature=picture(shop, "sig"), by=shop.clerk, at=NOON
    )
    _link, token = link_to(shop, booking)
    assert "不一样的地方" not in text_of(client, token)
    extra = asked(shop, booking, price=12000)
    answer_extra(request=extra, yes=True, channel="phone", by=shop.manager)
    text = text_of(client, token)
    assert "和签字的方案不一样的地方" in text and "¥120.00" in text and "腋下打结" in text


def test_a_deposit_is_asked_for_kindly(shop, client):
    booking = stay_booked(shop)
    _link, token = link_to(shop, booking)
    assert "还要付定金" in text_of(client, token) and "前台" in text_of(client, token)


def test_it_costs_few_queries(shop, booking, client, settings, django_assert_max_num_queries):
    photographed(shop, booking, settings)
    asked(shop, booking)
    read(shop, booking)
    _link, token = link_to(shop, booking)
    with django_assert_max_num_queries(28):
        page(client, token)


def test_the_link_s_secret_is_not_written_into_the_log(shop, booking, client, caplog):
    extra, (_link, token) = asked(shop, booking), link_to(shop, booking)
    client.post(f"/p/visit/{token}/extras/{extra.pk}", {"choice": "steal"})
    client.get(f"/p/visit/{token}/plans/1")
    client.post(f"/p/visit/{token}/plans/999", {})
    assert token not in caplog.text
