"""老朋友: what to speak of; nothing too old, nothing private (F14)."""

from datetime import timedelta

import pytest

from tests.cast import NOON, build_shop
from wangcai.customers.public import (
    Remark,
    change_customer,
    end_remark,
    mention,
    merge_customers,
    recall_of,
    remark_for,
    remarks_of,
    remember,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, Refusal


def note(shop, text, kind="health", days=0, by=None, **more):
    more.setdefault("pet", shop.doudou)
    return remember(kind=kind, text=text, by=by or shop.groomer, at=NOON - timedelta(days=days), **more)


def strip(shop, customer=None):
    return [line.text for line in recall_of(shop.doudou, customer, store=shop.store, at=NOON)]


def test_the_strip_says_what_matters_and_nothing_old_or_private(shop, django_assert_num_queries):
    note(shop, "爱吃鸡胸肉冻干", "likes", 42)
    note(shop, "左耳发红，问一问", "health", 42)
    note(shop, "腹毛剪 3 mm", "last", 80)
    note(shop, "腹毛剪 6 mm", "last", 42)
    note(shop, "两年前的事", "health", 366)
    note(shop, "欠过账", "health", 1, by=shop.manager, private=True)
    note(shop, "过期的事", "health", 5, until=(NOON - timedelta(days=1)).date())
    note(shop, "少说话，微信联系", "style", 42, pet=None, customer=shop.lin)
    note(shop, "别人的事", "style", 42, pet=None, customer=shop.wang)
    shop.store.chain  # noqa: B018  read before
    with django_assert_num_queries(1):
        assert strip(shop, shop.lin) == ["左耳发红，问一问", "腹毛剪 6 mm", "爱吃鸡胸肉冻干", "少说话，微信联系"]
    assert strip(shop) == ["左耳发红，问一问", "腹毛剪 6 mm", "爱吃鸡胸肉冻干"]
    shop.store.settings = {"customers.recall_days": 30}
    assert strip(shop) == []
    facts = str(list(Entry.objects.filter(what="remark.remembered").values_list("facts", flat=True)))
    assert "鸡胸" not in facts and "剪" not in facts


def test_the_style_in_the_file_is_told_too(shop):
    change_customer(customer=shop.lin, style="不聊天，只发微信", by=shop.clerk)
    shop.lin.refresh_from_db()
    assert strip(shop, shop.lin) == ["不聊天，只发微信"]


def test_mentioned_once_a_visit(shop):
    row = note(shop, "左耳发红，问一问", days=42)
    mention(remark=row, by=shop.clerk, at=NOON)
    mention(remark=row, by=shop.groomer, at=NOON + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.mentioned_at, row.mentioned_by) == (NOON, shop.clerk.key)
    assert recall_of(shop.doudou, store=shop.store, at=NOON)[0].mentioned_at == NOON
    mention(remark=row, by=shop.groomer, at=NOON + timedelta(days=40))
    assert Entry.objects.filter(what="remark.mentioned").count() == 2
    end_remark(remark=row, by=shop.groomer)
    assert strip(shop) == []


def test_refused_and_not_written(shop):
    other = build_shop("other")
    with pytest.raises(NotAllowed):
        note(shop, "老板才知道", private=True)
    with pytest.raises(Refusal):
        note(shop, "  ")
    with pytest.raises(Refusal):
        note(shop, "谁的？", pet=None)
    with pytest.raises(NotFound):
        note(shop, "别家的", by=other.clerk)
    assert not Remark.objects.of(shop.chain).exists()
    secret = note(shop, "欠过账", by=shop.manager, private=True)
    for act in (mention, end_remark):
        with pytest.raises(NotFound):
            act(remark=secret, by=shop.clerk)
    for by in (shop.clerk, other.manager):
        with pytest.raises(NotFound):
            remark_for(by, secret.pk)
    assert remarks_of(shop.clerk, pet=shop.doudou) == [] and remarks_of(shop.manager, pet=shop.doudou) == [secret]
    secret.refresh_from_db()
    assert secret.mentioned_at is None and secret.ended_at is None


def test_notes_come_along_when_two_files_become_one(shop):
    note(shop, "少说话", "style", pet=None, customer=shop.lin)
    merge_customers(keep=shop.wang, drop=shop.lin, by=shop.manager)
    assert [line.text for line in recall_of(None, shop.wang, store=shop.store, at=NOON)] == ["少说话"]
