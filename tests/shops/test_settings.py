"""Stores, settings and the audit: who, what, when, from, to."""

import pytest
from django.utils import translation

from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound
from wangcai.shops.choices import SettingUnclear, SettingUnknown
from wangcai.shops.operations.chains import CodeTaken, CodeUnclear, ColourUnclear, ZoneUnknown
from wangcai.shops.public import (
    Store,
    audit_lines,
    change_setting,
    change_store,
    create_store,
    set_pin,
    setting,
    store_for,
    visible_stores,
)


def test_a_stores_value_stands_over_the_chains_over_the_default(people):
    owner, key = people.by("owner"), "till.discount_percent"
    assert setting(people.xh, key) == 10
    change_setting(store=None, key=key, value=20, by=owner)
    change_setting(store=people.xh, key=key, value="30", by=owner)
    xh, ja = store_for(owner, people.xh.pk), store_for(owner, people.ja.pk)
    assert (setting(xh, key), setting(ja, key)) == (30, 20)
    change_setting(store=xh, key=key, value=None, by=owner)
    assert setting(xh, key) == 20
    facts = [e.facts for e in Entry.objects.filter(what="shops.setting_changed").order_by("id")]
    assert [(f["was"], f["becomes"]) for f in facts] == [(None, 20), (None, 30), (30, None)]


@pytest.mark.parametrize(
    ("who", "key", "value", "refusal"),
    [
        ("front", "till.discount_percent", 5, NotAllowed),
        ("sister", "till.discount_percent", 5, NotFound),
        ("stranger", "till.discount_percent", 5, NotFound),
        ("manager", "till.discount_percent", 101, SettingUnclear),
        ("manager", "till.discount_percent", "很快", SettingUnclear),
        ("manager", "till.discount_percent", True, SettingUnclear),
        ("manager", "no.such", 1, SettingUnknown),
    ],
)
def test_a_refused_setting_changes_nothing(people, who, key, value, refusal):
    before = Entry.objects.count()
    with pytest.raises(refusal):
        change_setting(store=people.xh, key=key, value=value, by=people.by(who))
    people.xh.refresh_from_db()
    assert people.xh.settings == {} and Entry.objects.count() == before


def test_the_same_request_sent_twice_changes_once(people):
    before = Entry.objects.count()
    for _ in range(2):
        change_store(store=people.xh, phone="021-64330000", by=people.by("manager"), request_key="k1")
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"code": "xh"}, CodeTaken),
        ({"code": "徐汇"}, CodeUnclear),
        ({"code": ""}, CodeUnclear),
        ({"timezone": "Mars/Base"}, ZoneUnknown),
        ({"colour": "red;}"}, ColourUnclear),
    ],
)
def test_a_store_that_cannot_be(people, values, refusal):
    with pytest.raises(refusal):
        create_store(**{"code": "PD", "name": "浦东店", **values}, by=people.by("owner"))
    assert Store.objects.of(people.chain).count() == 2


def test_a_manager_opens_no_store(people):
    with pytest.raises(NotAllowed):
        create_store(code="PD", name="浦东店", by=people.by("manager"))


def test_who_sees_which_store(people):
    assert visible_stores(people.by("owner")) == [people.ja, people.xh]
    assert visible_stores(people.by("front")) == [people.xh]
    for foreign in (people.ja, people.far):
        with pytest.raises(NotFound):
            store_for(people.by("front"), foreign.pk)
    with pytest.raises(NotFound):
        store_for(people.by("owner"), people.far.pk)


def test_the_audit_shows_what_the_reader_may_see(people):
    set_pin(account=people.front, pin="7391", by=people.by("manager"))
    change_store(store=people.ja, name="静安新店", by=people.by("sister"))
    mine = audit_lines(by=people.by("manager"), limit=200)
    assert {line.store_id for line in mine} == {people.xh.pk, None}
    (line,) = audit_lines(by=people.by("owner"), what="shops.store_changed")
    assert line.facts["was"] == {"name": "静安店"} and line.facts["becomes"] == {"name": "静安新店"}
    with translation.override("zh-hans"):
        assert "name" in line.sentence
    (pin,) = audit_lines(by=people.by("owner"), actor=f"staff:{people.manager.pk}", what="shops")
    assert pin.what == "shops.pin_set" and "7391" not in str(pin.facts)
    with pytest.raises(NotAllowed):
        audit_lines(by=people.by("front"))
    with pytest.raises(NotAllowed):
        audit_lines(by=people.by("manager"), store_id=people.ja.pk)
    assert {e.what for e in audit_lines(by=people.by("stranger"))} <= {
        "shops.chain_founded", "shops.store_opened", "shops.staff_hired", "shops.role_given"
    }  # fmt: skip


def test_the_audit_pages_by_the_last_line(people):
    every = audit_lines(by=people.by("owner"), limit=100)
    first = audit_lines(by=people.by("owner"), limit=4)
    rest = audit_lines(by=people.by("owner"), limit=100, before=first[-1].id)
    assert [x.id for x in first + rest] == [x.id for x in every]
