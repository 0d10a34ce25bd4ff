"""Signed links (R44): 192 bits, only a digest stored, they expire and can be revoked at once."""

import base64
from datetime import timedelta

import pytest

from tests.cast import NOON, build_shop
from wangcai.customers.public import ShareLink, make_share_link, open_share_link, revoke_share_link
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotFound


@pytest.fixture
def link_and_token(shop):
    return make_share_link(subject_kind="order", subject_id=7, customer=shop.lin, by=shop.clerk)


def test_the_token_is_long_random_and_not_stored(shop, link_and_token):
    link, token = link_and_token
    assert len(base64.urlsafe_b64decode(token)) * 8 >= 192
    other = make_share_link(subject_kind="order", subject_id=7, customer=shop.lin, by=shop.clerk)[1]
    assert other != token
    row = ShareLink.objects.of(shop.chain).filter(pk=link.pk).values().get()
    assert all(token not in str(value) for value in row.values())
    assert token not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_it_opens_what_it_was_made_for(shop, link_and_token):
    link, token = link_and_token
    opened = open_share_link(token)
    assert (opened, opened.subject_kind, opened.subject_id, opened.customer) == (link, "order", 7, shop.lin)


@pytest.mark.parametrize("wrong", ["", "x", "\ud800", "a" * 5000, "' OR 1=1 --"])
def test_a_wrong_token_opens_nothing(link_and_token, wrong):
    with pytest.raises(NotFound):
        open_share_link(wrong)


def test_it_expires(shop):
    _link, token = make_share_link(subject_kind="order", subject_id=7, customer=None, by=shop.clerk, days=2, at=NOON)
    assert open_share_link(token, at=NOON + timedelta(days=2, seconds=-1))
    with pytest.raises(NotFound):
        open_share_link(token, at=NOON + timedelta(days=2))


def test_it_is_dead_the_moment_it_is_revoked_and_only_once(shop, link_and_token):
    link, token = link_and_token
    with pytest.raises(NotFound):
        revoke_share_link(link=link, by=build_shop("other").clerk)
    assert open_share_link(token) == link
    revoke_share_link(link=link, by=shop.clerk)
    with pytest.raises(NotFound):
        open_share_link(token)
    with pytest.raises(NotFound):
        revoke_share_link(link=link, by=shop.clerk)
