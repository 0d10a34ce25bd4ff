"""关掉主人的网上页面: what opens an owner's pages ends at once, with a reason; the owner comes in again with a code."""

import pytest

from tests.cast import build_shop
from wangcai.customers.public import (
    Customer,
    ask_code,
    enter_with_code,
    make_share_link,
    open_share_link,
    portal_customer,
    portal_ways,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotFound

pytestmark = pytest.mark.django_db
LIN = "13812348866"


def address(shop):
    return f"/customers/{shop.lin.pk}/portal/end"


def come_in(shop):
    """林女士 signed in on her phone, with a link of a notice beside it."""
    asked = ask_code(chain_id=shop.chain.pk, phone=LIN)
    row, _customer = enter_with_code(chain_id=shop.chain.pk, phone=LIN, code=asked.code)
    _link, token = make_share_link(subject_kind="visit", subject_id=1, customer=shop.lin, by=shop.manager)
    return {"chain_id": shop.chain.pk, "customer_id": shop.lin.pk, "code_id": row.pk}, token


def test_nobody_came_in_there_is_nothing_to_shut(shop, desk):
    page = desk.get(f"/customers/{shop.lin.pk}").content.decode()
    assert "没有登录，也没有有效的链接" in page and address(shop) not in page


def test_shut_with_a_reason_and_open_again_with_a_code(shop, desk):
    session, token = come_in(shop)
    page = desk.get(f"/customers/{shop.lin.pk}").content.decode()
    assert "1 个登录，1 个链接有效" in page and address(shop) in page
    asked = desk.get(address(shop)).content.decode()
    assert "1 个登录和 1 个链接马上打不开" in asked and "验证码就能再进来" in asked
    done = desk.post(address(shop), {"why": "lost", "request_key": "s1"}, follow=True).content.decode()
    assert "主人可以用手机验证码再进来" in done and "手机丢了" in done
    with pytest.raises(NotFound):
        portal_customer(**session)
    with pytest.raises(NotFound):
        open_share_link(token)
    entry = Entry.objects.get(chain_id=shop.chain.pk, what="portal.shut")
    assert entry.facts == {"codes": 1, "links": 1, "why": "lost"}
    # The same press sent twice is one.
    desk.post(address(shop), {"why": "lost", "request_key": "s1"})
    assert Entry.objects.filter(chain_id=shop.chain.pk, what="portal.shut").count() == 1
    again, _token = come_in(shop)
    assert portal_customer(**again) == shop.lin


def test_without_a_reason_nothing_is_shut(shop, desk):
    session, token = come_in(shop)
    for why in ("", "nonsense"):
        sent = desk.post(address(shop), {"why": why})
        assert sent.status_code == 422 and "网上页面" in sent.content.decode()
    assert portal_customer(**session) == shop.lin and open_share_link(token)


def test_what_was_made_for_a_merged_file_ends_too(shop, desk):
    session, token = come_in(shop)
    Customer.objects.of(shop.chain).filter(pk=shop.lin.pk).update(merged_into=shop.wang)
    assert portal_ways(shop.wang) == (1, 1)
    desk.post(f"/customers/{shop.wang.pk}/portal/end", {"why": "asked"})
    with pytest.raises(NotFound):
        portal_customer(**session)
    with pytest.raises(NotFound):
        open_share_link(token)


def test_who_may_not_and_strangers(shop, signed_in):
    session, _token = come_in(shop)
    other = build_shop("other")
    for login, status in (("xiaomei", 403), ("xiaoli", 403)):
        browser = signed_in(login)
        assert browser.post(address(shop), {"why": "lost"}).status_code == status
    stranger = signed_in("xiaozhou")
    assert stranger.post(f"/customers/{other.lin.pk}/portal/end", {"why": "lost"}).status_code == 404
    assert portal_customer(**session) == shop.lin


def test_online_booking_is_stopped_and_allowed_again_by_a_manager(shop, desk, client):
    block, unblock = (f"/customers/{shop.lin.pk}/{what}" for what in ("block", "unblock"))
    assert block not in desk.get(f"/customers/{shop.lin.pk}").text
    assert desk.post(block, {"why": "unpaid"}).status_code == 403
    client.force_login(shop.people["laozhou"])
    assert "可以网上预约" in client.get(f"/customers/{shop.lin.pk}").text
    assert client.post(block, {"why": ""}).status_code == 422
    shop.lin.refresh_from_db()
    assert shop.lin.blocked_at is None
    done = client.post(block, {"why": "unpaid", "request_key": "b1"}, follow=True).text
    assert "不接网上预约" in done and "欠款没有付" in done
    assert client.post(block, {"why": "unpaid", "request_key": "b2"}).status_code == 422
    asked = ask_code(chain_id=shop.chain.pk, phone=LIN)
    assert asked.customer is None
    assert "又可以网上预约了" in client.post(unblock, {"request_key": "b3"}, follow=True).text
    shop.lin.refresh_from_db()
    assert shop.lin.blocked_at is None
