"""The owner's own door: codes by text message, their limits, what ends a sign-in."""

from datetime import timedelta

import pytest

from tests.cast import NOON, build_shop
from wangcai.customers.models import Customer, Phone, PortalCode
from wangcai.customers.public import (
    BlockUnchanged,
    BlockWhyUnclear,
    TooManyCodes,
    WrongPortalCode,
    ask_code,
    block_customer,
    enter_with_code,
    leave_portal,
    make_share_link,
    portal_customer,
    revoke_share_link,
    shut_portal,
    unblock_customer,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, PhoneUnclear, now

LIN = "13812348866"


@pytest.fixture
def shop(db):
    return build_shop()


def asked(shop, phone=LIN, at=NOON):
    return ask_code(chain_id=shop.chain.pk, phone=phone, at=at)


def entered(shop, code, phone=LIN, at=NOON):
    return enter_with_code(chain_id=shop.chain.pk, phone=phone, code=code, at=at)


def wrong(code):
    return "000000" if code != "000000" else "111111"


def test_a_code_lets_the_owner_in_once_and_only_a_digest_is_kept(shop):
    ask = asked(shop)
    assert ask.customer == shop.lin and len(ask.code) == 6
    kept = PortalCode.objects.of(shop.chain).get()
    assert ask.code not in kept.code_hash and len(kept.code_hash) == 64
    row, customer = entered(shop, f" {ask.code[:3]} {ask.code[3:]} ")
    assert customer == shop.lin and row.used_at == NOON
    with pytest.raises(WrongPortalCode):
        entered(shop, ask.code)
    assert ask.code not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_an_unknown_and_a_blocked_number_get_the_same_answer_and_nobody_a_message(shop):
    stranger = asked(shop, "13700000000")
    Customer.objects.of(shop.chain).filter(pk=shop.wang.pk).update(blocked_at=NOON)
    blocked = asked(shop, "13900005678")
    assert stranger.customer is None and blocked.customer is None
    for ask in (stranger, blocked):
        with pytest.raises(WrongPortalCode):
            entered(shop, ask.code, ask.number)
        assert PortalCode.objects.of(shop.chain).get(pk=ask.row.pk).used_at is None


def test_five_tries_then_even_the_right_code_is_refused(shop):
    ask = asked(shop)
    for _try in range(5):
        with pytest.raises(WrongPortalCode):
            entered(shop, wrong(ask.code))
    with pytest.raises(WrongPortalCode):
        entered(shop, ask.code)
    row = PortalCode.objects.of(shop.chain).get()
    assert (row.tries, row.used_at) == (5, None)


def test_the_fifth_try_may_still_be_right(shop):
    ask = asked(shop)
    for _try in range(4):
        with pytest.raises(WrongPortalCode):
            entered(shop, wrong(ask.code))
    assert entered(shop, ask.code)[1] == shop.lin


def test_after_ten_minutes_and_after_a_newer_code_it_is_dead(shop):
    first = asked(shop)
    with pytest.raises(WrongPortalCode):
        entered(shop, first.code, at=NOON + timedelta(minutes=10))
    second = asked(shop, at=NOON + timedelta(minutes=2))
    if first.code != second.code:
        with pytest.raises(WrongPortalCode):
            entered(shop, first.code, at=NOON + timedelta(minutes=3))
    assert entered(shop, second.code, at=NOON + timedelta(minutes=3))[1] == shop.lin


@pytest.mark.parametrize("phone", [LIN, "13700000000"])
def test_a_number_is_asked_for_once_a_minute_and_three_times_in_ten(shop, phone):
    asked(shop, phone)
    with pytest.raises(TooManyCodes):
        asked(shop, phone, NOON + timedelta(seconds=59))
    asked(shop, phone, NOON + timedelta(minutes=2))
    asked(shop, phone, NOON + timedelta(minutes=4))
    with pytest.raises(TooManyCodes):
        asked(shop, phone, NOON + timedelta(minutes=6))
    assert PortalCode.objects.of(shop.chain).count() == 3
    asked(shop, phone, NOON + timedelta(minutes=15))


def test_a_flood_of_numbers_is_stopped_for_the_shop_and_not_for_its_neighbour(shop):
    other = build_shop("laifu")
    PortalCode.objects.bulk_create(
        PortalCode(
            chain=shop.chain, number=f"137{n:08d}", code_hash="x", made_at=NOON, expires_at=NOON + timedelta(minutes=10)
        )
        for n in range(120)
    )
    with pytest.raises(TooManyCodes):
        asked(shop)
    assert asked(other).customer == other.lin


@pytest.mark.parametrize("phone", ["", "12345", "02164380001", "abc"])
def test_only_mobile_numbers_are_asked_for(shop, phone):
    with pytest.raises(PhoneUnclear):
        asked(shop, phone)
    assert not PortalCode.objects.of(shop.chain).exists()


def test_another_chain_s_code_opens_nothing_here(shop):
    other = build_shop("laifu")
    ask = asked(other)
    asked(shop)
    if ask.code != "":
        with pytest.raises(WrongPortalCode):
            enter_with_code(chain_id=shop.chain.pk, phone=LIN, code=ask.code + "0", at=NOON)
    assert entered(other, ask.code)[1] == other.lin


def sign_in(shop):
    ask = asked(shop, at=now())
    row, customer = entered(shop, ask.code, at=now())
    return {"chain_id": shop.chain.pk, "customer_id": customer.pk, "code_id": row.pk}


def test_a_sign_in_ends_when_left_shut_or_the_number_is_no_longer_hers(shop):
    session = sign_in(shop)
    assert portal_customer(**session) == shop.lin
    leave_portal(chain_id=shop.chain.pk, code_id=session["code_id"])
    with pytest.raises(NotFound):
        portal_customer(**session)
    PortalCode.objects.of(shop.chain).delete()
    session = sign_in(shop)
    shut_portal(customer=shop.lin, by=shop.manager)
    with pytest.raises(NotFound):
        portal_customer(**session)
    session = sign_in(shop)
    Phone.objects.of(shop.chain).filter(customer=shop.lin).delete()
    with pytest.raises(NotFound):
        portal_customer(**session)


def test_a_sign_in_by_link_lives_as_long_as_the_link(shop):
    link, _token = make_share_link(
        subject_kind="visit", subject_id=1, customer=shop.lin, by=shop.manager, days=3, at=now()
    )
    session = {"chain_id": shop.chain.pk, "customer_id": shop.lin.pk, "link_id": link.pk}
    assert portal_customer(**session) == shop.lin
    for foreign in ({"customer_id": shop.wang.pk}, {"link_id": link.pk + 1}):
        with pytest.raises(NotFound):
            portal_customer(**{**session, **foreign})
    revoke_share_link(link=link, by=shop.manager)
    with pytest.raises(NotFound):
        portal_customer(**session)


def test_shutting_the_door_ends_links_too_and_is_told(shop):
    link, _token = make_share_link(subject_kind="visit", subject_id=1, customer=shop.lin, by=shop.manager)
    shut_portal(customer=shop.lin, by=shop.manager)
    link.refresh_from_db()
    assert link.revoked_at and Entry.objects.filter(what="portal.shut", customer_id=shop.lin.pk).count() == 1


def test_a_blocked_customer_keeps_a_sign_in_that_says_so(shop):
    session = sign_in(shop)
    Customer.objects.of(shop.chain).filter(pk=shop.lin.pk).update(blocked_at=NOON)
    assert portal_customer(**session).blocked_at


def test_a_customer_is_blocked_and_let_in_again(shop):
    session = sign_in(shop)
    for by in (shop.clerk, build_shop("other").manager):
        with pytest.raises((NotAllowed, NotFound)):
            block_customer(customer=shop.lin, why="unpaid", by=by)
    with pytest.raises(BlockWhyUnclear):
        block_customer(customer=shop.lin, why="x", by=shop.manager)
    assert portal_customer(**session).blocked_at is None and not Entry.objects.filter(what="customer.blocked").exists()
    block_customer(customer=shop.lin, why="unpaid", by=shop.manager)
    with pytest.raises(BlockUnchanged):
        block_customer(customer=shop.lin, why="unpaid", by=shop.manager)
    assert portal_customer(**session).blocked_at
    assert Entry.objects.get(what="customer.blocked").facts["why"] == "unpaid"
    unblock_customer(customer=shop.lin, by=shop.manager)
    with pytest.raises(BlockUnchanged):
        unblock_customer(customer=shop.lin, by=shop.manager)
    assert portal_customer(**session).blocked_at is None
    assert Entry.objects.filter(what="customer.unblocked").count() == 1
