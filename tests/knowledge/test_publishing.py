"""Texts and their versions: what is published never changes, the newest counts, the usual ones are good."""

import re

import pytest
from django.db import DatabaseError, transaction

from tests.cast import build_shop
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.knowledge.public import (
    BadText,
    ChangedMeanwhile,
    Text,
    TextVersion,
    content_digest,
    current_texts,
    current_version,
    doubtful_clauses,
    end_text,
    make_usual_texts,
    publish_text,
    text_for,
    version_for,
)

STEPS = {"steps": [{"code": "wash", "text": "洗", "need": "timer", "minutes": 5}]}


@pytest.fixture
def shop(db):
    return build_shop()


def published(shop, text="洗", **more):
    values = {"kind": "sop", "code": "bath", "title": "洗护", "by": shop.manager}
    content = {"steps": [{"code": "wash", "text": text, "need": "timer", "minutes": 5}]}
    return publish_text(**{**values, "content": content, **more})


def test_a_new_wording_is_a_new_version_and_the_old_one_stays(shop):
    first, second = published(shop), published(shop, "洗两遍")
    assert (first.number, second.number) == (1, 2)
    assert current_version(shop.chain, "sop", "bath") == second
    assert current_version(shop.manager, "sop", "bath").content["steps"][0]["text"] == "洗两遍"
    assert version_for(shop.groomer, first.pk).content["steps"][0]["text"] == "洗"
    entries = Entry.objects.filter(chain_id=shop.chain.pk, what="text.published").order_by("id")
    assert [entry.facts["number"] for entry in entries] == [1, 2]


def test_the_same_content_is_no_new_version(shop):
    first = published(shop)
    assert published(shop).pk == first.pk
    assert TextVersion.objects.of(shop.chain).count() == 1
    assert Entry.objects.filter(what="text.published").count() == 1


def test_the_digest_is_that_of_the_content(shop):
    version = published(shop)
    assert version.digest == content_digest(version.content) and len(version.digest) == 64
    assert content_digest({"a": 1, "b": 2}) == content_digest({"b": 2, "a": 1})


def test_the_database_refuses_to_change_a_version(shop):
    version = published(shop)
    with pytest.raises(DatabaseError), transaction.atomic():
        TextVersion.objects.of(shop.chain).filter(pk=version.pk).update(content={"steps": []})
    assert version_for(shop.manager, version.pk).content == version.content


def test_two_writers_do_not_overwrite_each_other(shop):
    published(shop)
    published(shop, "洗两遍", based_on=1)
    with pytest.raises(ChangedMeanwhile) as refusal:
        published(shop, "洗三遍", based_on=1)
    assert refusal.value.details["number"] == 2
    assert current_version(shop.chain, "sop", "bath").number == 2


def test_who_may_not_write_changes_nothing(shop):
    for person in (shop.clerk, shop.groomer, shop.picker):
        with pytest.raises(NotAllowed):
            published(shop, by=person)
    assert not Text.objects.of(shop.chain).exists()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("sop", {"steps": []}),
        ("agreement", {"text": "  "}),
        ("advice", {}),
        ("inquiry", {"questions": [{"code": "a", "text": " "}]}),
    ],
)
def test_an_empty_text_is_not_published(shop, kind, content):
    with pytest.raises(Missing):
        publish_text(kind=kind, code="x", title="空", content=content, by=shop.manager)
    assert not Text.objects.of(shop.chain).exists()


@pytest.mark.parametrize(
    "step",
    [
        {"code": "Wash", "text": "洗"},
        {"code": "wash", "text": "洗", "need": "magic"},
        {"code": "wash", "text": "洗", "need": "timer"},
    ],
)
def test_a_step_holds_its_shape(shop, step):
    with pytest.raises(BadText):
        published(shop, content={"steps": [step]})
    assert not TextVersion.objects.of(shop.chain).exists()


def test_codes_of_steps_and_questions_are_unique_and_red_answers_exist(shop):
    with pytest.raises(BadText):
        published(shop, content={"steps": [{"code": "a", "text": "一"}, {"code": "a", "text": "二"}]})
    question = {"code": "q", "text": "呕吐？", "kind": "yes_no", "red": ["often"]}
    with pytest.raises(BadText):
        publish_text(kind="inquiry", code="h", title="问", content={"questions": [question]}, by=shop.manager)
    assert not Text.objects.of(shop.chain).exists()


def test_a_text_that_ended_is_no_longer_used_until_published_again(shop):
    version = published(shop)
    end_text(text=version.text, by=shop.manager)
    assert current_version(shop.chain, "sop", "bath") is None
    with pytest.raises(NotFound):
        end_text(text=version.text, by=shop.manager)
    published(shop)
    assert current_version(shop.chain, "sop", "bath") == version


def test_another_chains_texts_are_not_there(shop):
    version, other = published(shop), build_shop("other")
    for read, key in ((version_for, version.pk), (text_for, version.text_id)):
        with pytest.raises(NotFound):
            read(other.manager, key)
    assert current_texts(other.manager) == [] and current_version(other.chain, "sop", "bath") is None


def test_the_usual_texts_come_once_and_leave_the_shops_own_alone(shop):
    own = published(shop, "我们自己的洗法")
    made = make_usual_texts(by=shop.manager)
    assert {version.text.kind for version in made} == {"sop", "agreement", "inquiry", "advice"}
    assert make_usual_texts(by=shop.manager) == []
    assert current_version(shop.chain, "sop", "bath") == own
    codes = {(version.text.kind, version.text.code) for version in current_texts(shop.manager)}
    assert {("sop", "boarding"), ("sop", "cat_bath"), ("agreement", "grooming"), ("inquiry", "health")} <= codes


def test_the_usual_steps_prove_what_they_must(shop):
    make_usual_texts(by=shop.manager)
    steps = {s["code"]: s for s in current_version(shop.chain, "sop", "bath").content["steps"]}
    assert (steps["disinfect"]["need"], steps["disinfect"]["minutes"]) == ("timer", 10)
    assert steps["second_check"]["need"] == "second" and steps["shampoo"]["need"] == "lot"
    boarding = {s["code"]: s for s in current_version(shop.chain, "sop", "boarding").content["steps"]}
    assert boarding["daily_clean"]["need"] == "photo"


def test_the_usual_inquiry_asks_all_seven_things_and_knows_red(shop):
    make_usual_texts(by=shop.manager)
    questions = {q["code"]: q for q in current_version(shop.chain, "inquiry", "health").content["questions"]}
    assert {"diet", "stool", "behaviour", "medicine", "vaccine", "surgery", "season"} <= set(questions)
    assert "yes" in questions["vomit"]["red"] and "diarrhoea" in questions["stool"]["red"]
    assert "none" in questions["vaccine"]["red"]
    assert [q["code"] for q in questions.values() if not q["first_visit_only"]] == ["news"]


def test_no_usual_agreement_holds_a_clause_that_would_not_stand(shop):
    make_usual_texts(by=shop.manager)
    for version in current_texts(shop.manager, "agreement"):
        assert doubtful_clauses(version.content["text"]) == []
    assert doubtful_clauses("超过三天不接视为遗弃，押金概不退还") == ["视为遗弃", "概不退"]


def test_a_shop_that_works_in_english_begins_with_english_texts(shop):
    """Codes, proofs, units and red answers are the same; only the words differ, and every one of them does."""
    other = build_shop("english")
    chinese = make_usual_texts(by=shop.manager)
    english = make_usual_texts(by=other.manager, language="en")
    assert [(v.text.kind, v.text.code, v.text.species) for v in english] == [
        (v.text.kind, v.text.code, v.text.species) for v in chinese
    ]
    for there, here in zip(chinese, english, strict=True):
        assert not CHINESE.search(f"{here.text.title} {here.content}"), here.text.code
        assert bare(here.content) == bare(there.content), here.text.code


CHINESE = re.compile("[\u4e00-\u9fff]")


def bare(content):
    """Everything of a text but its words."""
    if isinstance(content, list):
        return [bare(each) for each in content]
    if isinstance(content, dict):
        return {key: None if key == "text" else bare(each) for key, each in content.items()}
    return content
