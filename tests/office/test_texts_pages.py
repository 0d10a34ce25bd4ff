"""规范与协议: read by who works, written by a manager, every save a new version, nothing typed is lost."""

import pytest

from tests.cast import build_shop
from tests.shops.cast import sign_in
from wangcai.knowledge.public import Text, TextVersion, current_version, make_usual_texts, publish_text


@pytest.fixture
def shop(db):
    shop = build_shop()
    make_usual_texts(by=shop.manager)
    return shop


def desk(client, shop, who="laozhou"):
    return sign_in(client, shop.people[who], shop.store)


def version_of(shop, kind="sop", code="bath"):
    return current_version(shop.chain, kind, code)


def sheet(version, **changes):
    """The form as the page sends it."""
    steps = version.content["steps"]
    sent = {"title": version.text.title, "based_on": version.number}
    for n, step in enumerate(steps, start=1):
        sent |= {f"{name}-{n}": step[name] for name in ("code", "text", "need", "unit")}
        sent |= {
            f"place-{n}": n,
            f"minutes-{n}": step["minutes"] or "",
            f"required-{n}": "1" if step["required"] else "",
        }
    return {**sent, **changes}


def test_the_list_by_kind(client, shop):
    page = desk(client, shop)
    assert "狗狗洗护步骤" in page.get("/texts").content.decode()
    assert "寄养服务协议" in page.get("/texts?kind=agreement").content.decode()
    assert page.get("/texts?kind=secrets").status_code == 404


@pytest.mark.parametrize(("kind", "code", "words"), [
    ("sop", "bath", "计时 10 分钟"), ("agreement", "boarding", "宠物始终是您的"), ("inquiry", "health", "腹泻"), ("advice", "ears", "甩头"),
])  # fmt: skip
def test_each_kind_reads_well(client, shop, kind, code, words):
    text = version_of(shop, kind, code).text
    assert words in desk(client, shop, "xiaomei").get(f"/texts/{text.pk}").content.decode()


def test_a_step_changed_moved_and_added_is_a_new_version(client, shop):
    first = version_of(shop)
    last = len(first.content["steps"])
    changed = sheet(
        first,
        **{"text-1": "先念方案", "place-2": 99, f"text-{last + 1}": "送一张明信片", f"place-{last + 1}": last + 1},
    )
    reply = desk(client, shop).post(f"/texts/{first.text_id}/edit", changed)
    assert reply.status_code == 302
    second = version_of(shop)
    assert second.number == 2 and second.content["steps"][0]["text"] == "先念方案"
    assert second.content["steps"][-1]["code"] == first.content["steps"][1]["code"]
    assert second.content["steps"][-2]["text"] == "送一张明信片"
    old = desk(client, shop).get(f"/texts/{first.text_id}?version=1").content.decode()
    assert "现在用的是第 2 版" in old and "先念方案" not in old


def test_the_form_sent_back_unchanged_is_no_new_version(client, shop):
    first = version_of(shop)
    desk(client, shop).post(f"/texts/{first.text_id}/edit", sheet(first))
    assert version_of(shop).pk == first.pk


def test_a_timer_without_minutes_is_refused_and_what_was_typed_stays(client, shop):
    first = version_of(shop)
    reply = desk(client, shop).post(
        f"/texts/{first.text_id}/edit", sheet(first, **{"text-2": "泡足时间", "minutes-2": ""})
    )
    assert reply.status_code == 422 and "泡足时间" in reply.content.decode()
    assert TextVersion.objects.of(shop.chain).filter(text=first.text).count() == 1


def test_two_editors_the_second_is_told(client, shop):
    first = version_of(shop, "advice", "ears")
    publish_text(kind="advice", code="ears", title="耳朵", content={"text": "新的"}, by=shop.manager)
    sent = {"title": "耳朵", "words": "我的", "based_on": first.number}
    reply = desk(client, shop).post(f"/texts/{first.text_id}/edit", sent)
    assert reply.status_code == 409
    assert "第 2 版" in reply.content.decode() and "我的" in reply.content.decode()
    assert version_of(shop, "advice", "ears").content["text"] == "新的"


def test_answers_keep_their_codes_when_a_question_is_edited(client, shop):
    first = version_of(shop, "inquiry", "health")
    page = desk(client, shop).get(f"/texts/{first.text_id}/edit").content.decode()
    assert "! 腹泻" in page
    sent = {"title": "健康问询", "based_on": 1, "code-1": "stool", "text-1": "大便？", "kind-1": "choice", "place-1": 1,
            "options-1": "成形\n! 腹泻\n！ 血便", "required-1": "1"}  # fmt: skip
    desk(client, shop).post(f"/texts/{first.text_id}/edit", sent)
    question = version_of(shop, "inquiry", "health").content["questions"][0]
    codes = {choice["text"]: choice["code"] for choice in question["choices"]}
    assert codes["腹泻"] == "diarrhoea" and set(question["red"]) == {"diarrhoea", codes["血便"]}


def test_a_new_text_and_a_doubtful_clause(client, shop):
    manager = desk(client, shop)
    sent = {"title": "夏令营协议", "code": "camp", "based_on": 0, "words": "三天不接视为遗弃。"}
    reply = manager.post("/texts/new/agreement", sent, follow=True)
    assert "视为遗弃" in reply.content.decode() and "法院大多不认" in reply.content.decode()
    assert Text.objects.of(shop.chain).filter(kind="agreement", code="camp").exists()


def test_who_works_reads_and_writes_nothing(client, shop):
    first, groomer = version_of(shop), desk(client, shop, "xiaomei")
    assert groomer.get(f"/texts/{first.text_id}").status_code == 200
    for answer in (groomer.get(f"/texts/{first.text_id}/edit"), groomer.post(f"/texts/{first.text_id}/edit", sheet(first)),
                   groomer.post(f"/texts/{first.text_id}/end"), groomer.post("/texts/usual")):  # fmt: skip
        assert answer.status_code == 403
    assert version_of(shop).pk == first.pk
    assert desk(client, shop, "xiaoli").get("/texts").status_code == 403


def test_another_chains_texts_are_not_there(client, shop):
    other, first = build_shop("other"), version_of(shop)
    stranger = sign_in(client, other.people["boss"], other.store)
    assert stranger.get(f"/texts/{first.text_id}").status_code == 404
    assert stranger.post(f"/texts/{first.text_id}/edit", sheet(first)).status_code == 404
    assert version_of(shop).pk == first.pk


def test_ended_texts_leave_the_list(client, shop):
    text = version_of(shop).text
    manager = desk(client, shop)
    assert manager.post(f"/texts/{text.pk}/end").status_code == 302
    manager.get("/texts")  # the first page says once what was done
    assert "狗狗洗护步骤" not in manager.get("/texts").content.decode()


def test_queries_do_not_grow(client, shop, django_assert_max_num_queries):
    page = desk(client, shop)
    with django_assert_max_num_queries(10):
        page.get("/texts")
    with django_assert_max_num_queries(11):
        page.get(f"/texts/{version_of(shop).text_id}")
