"""Who is told what, on which channel, when: and who is not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOON
from wangcai.customers.public import Consent
from wangcai.journal.public import Entry
from wangcai.messages import senders
from wangcai.messages.operations.sending import MOST_ATTEMPTS
from wangcai.messages.public import (
    Message,
    OfferInNotice,
    SendingFailed,
    SimulatedMessage,
    Template,
    UnknownFact,
    register_sender,
    send_due,
    set_simulation,
    tell_customer,
    try_again,
    wordings_of,
    write_wording,
)
from wangcai.shops.public import Chain, Store, change_setting, quiet_until

NIGHT = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)  # 22:30 in Shanghai
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


@pytest.fixture(autouse=True)
def closed_breakers():
    yield
    senders._breakers.clear()


def tell(shop, *, dedupe="order:1:ready", at=NOON, customer=None, **more):
    return tell_customer(
        chain_id=shop.chain.pk, store=shop.store, customer=customer or shop.lin, event="order_ready",
        subject=("order", 1), facts={"number": "XH-1", "link": "https://x/p/abc"}, dedupe=dedupe, at=at, **more,
    )  # fmt: skip


def states(shop):
    return sorted(Message.objects.of(shop.chain).values_list("channel", "state"))


def test_a_notice_goes_out_once_and_says_so_in_the_order_s_timeline(shop):
    [message] = tell(shop)
    assert (message.channel, message.address) == ("sms", "13812348866")
    assert "XH-1" in message.body and "徐汇店" in message.body and "{" not in message.body
    assert tell(shop) == []
    assert send_due(at=NOON) == 1
    assert send_due(at=NOON) == 0
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at) == ("sent", 1, NOON)
    assert SimulatedMessage.objects.of(shop.chain).get().body == message.body
    entry = Entry.objects.get(what="message.sent")
    assert (entry.subject_kind, entry.subject_id) == ("order", 1)
    assert "13812348866" not in str(entry.facts)


def test_the_preferred_channel_comes_first_and_a_refused_one_is_left_out(shop):
    shop.lin.mail, shop.lin.preferred_channel = "lin@example.com", "mail"
    shop.lin.save()
    assert [m.channel for m in tell(shop)] == ["mail"]
    Consent.objects.create(
        chain=shop.chain,
        customer=shop.lin,
        purpose="service",
        channel="mail",
        given=False,
        source="form",
        at=NOON,
        by="x",
    )
    assert [m.channel for m in tell(shop, dedupe="two")] == ["sms"]
    assert [m.channel for m in tell(shop, dedupe="three", channels=["sms", "mail"])] == ["sms"]


def test_no_open_way_is_shown_and_not_sent(shop):
    Consent.objects.create(
        chain=shop.chain, customer=shop.lin, purpose="service", channel="", given=False, source="form", at=NOON, by="x"
    )
    [held] = tell(shop)
    assert (held.state, held.reason) == ("held", "no_way")
    assert send_due(at=NOON + timedelta(days=2)) == 0
    assert not SimulatedMessage.objects.of(shop.chain).exists()


def test_a_later_yes_counts_again(shop):
    for number, given in enumerate([False, True]):
        Consent.objects.create(
            chain=shop.chain, customer=shop.lin, purpose="service", channel="sms", given=given, source="form",
            at=NOON + timedelta(minutes=number), by="x",
        )  # fmt: skip
    assert [m.channel for m in tell(shop)] == ["sms"]


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 11, 22, 12, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 22, 13, 0, tzinfo=UTC), MORNING),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), MORNING),
        (MORNING, None),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), datetime(2027, 1, 1, 1, 0, tzinfo=UTC)),
        (datetime(2028, 2, 28, 15, 0, tzinfo=UTC), datetime(2028, 2, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_quiet_hours_end_at_nine_by_the_store_s_clock(at, until):
    assert quiet_until(at, Store(timezone="Asia/Shanghai", chain=Chain())) == until


@pytest.mark.parametrize(
    ("begin", "end", "hour", "quiet"),
    [
        (22, 8, 21, False), (22, 8, 22, True), (22, 8, 7, True), (22, 8, 8, False),
        (0, 6, 23, False), (0, 6, 0, True), (0, 6, 6, False),  # within one day
        (9, 9, 9, False), (9, 9, 3, False),  # none at all
    ],
)  # fmt: skip
def test_a_store_sets_its_own_quiet_hours(shop, begin, end, hour, quiet):
    for key, value in (("messages.quiet_from", begin), ("messages.quiet_to", end)):
        change_setting(store=shop.store, key=key, value=value, by=shop.manager)
    at = datetime(2026, 11, 22, hour, 0, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    until = quiet_until(at, shop.store)
    assert (until is not None) == quiet
    if quiet:
        assert until > at and until.astimezone(ZoneInfo("Asia/Shanghai")).hour == end


def test_at_night_it_waits_for_the_morning(shop):
    [message] = tell(shop, at=NIGHT)
    assert message.not_before == MORNING
    assert send_due(at=NIGHT + timedelta(hours=8)) == 0
    assert send_due(at=MORNING) == 1


def test_an_urgent_notice_goes_out_at_night(shop):
    tell(shop, at=NIGHT, urgent=True)
    assert send_due(at=NIGHT) == 1


def test_a_repeat_that_falls_into_the_night_waits_too(shop):
    late = datetime(2026, 11, 22, 12, 59, 50, tzinfo=UTC)
    set_simulation(channel="sms", mode="busy", by=shop.by("boss"))
    [message] = tell(shop, at=late)
    send_due(at=late)
    set_simulation(channel="sms", mode="", by=shop.by("boss"))
    assert send_due(at=late + timedelta(minutes=1)) == 0
    message.refresh_from_db()
    assert (message.state, message.not_before) == ("waiting", MORNING)


def test_a_lost_answer_is_sent_again_under_the_same_key_and_arrives_once(shop):
    set_simulation(channel="sms", mode="lost", by=shop.by("boss"))
    tell(shop)
    assert send_due(at=NOON) == 0
    set_simulation(channel="sms", mode="", by=shop.by("boss"))
    assert send_due(at=NOON + timedelta(minutes=2)) == 1
    kept = SimulatedMessage.objects.of(shop.chain).get()
    assert (kept.received, kept.delivered) == (2, 1)


def test_a_refused_number_falls_to_the_next_allowed_channel(shop):
    shop.lin.mail = "lin@example.com"
    shop.lin.save()
    set_simulation(channel="sms", mode="refuse", by=shop.by("boss"))
    tell(shop)
    send_due(at=NOON)
    assert states(shop) == [("mail", "waiting"), ("sms", "failed")]
    assert send_due(at=NOON) == 1
    assert states(shop) == [("mail", "sent"), ("sms", "failed")]
    assert Entry.objects.filter(what="message.failed").count() == 1


def test_a_channel_that_stays_down_is_given_up_after_some_tries(shop):
    set_simulation(channel="sms", mode="busy", by=shop.by("boss"))
    [message] = tell(shop)
    at = NOON
    for _try in range(MOST_ATTEMPTS + 2):
        senders._breakers.clear()
        send_due(at=at)
        at += timedelta(hours=1)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", MOST_ATTEMPTS)


def test_the_breaker_leaves_a_dead_channel_alone(shop):
    calls = []

    class Dead:
        def send(self, message, *, timeout):
            calls.append(message.key)
            raise SendingFailed("down")

    before = senders.sender_of("sms")
    register_sender("sms", Dead())
    try:
        for number in range(9):
            tell(shop, dedupe=f"n{number}")
        send_due(at=NOON)
        assert len(calls) == 5
        assert Message.objects.of(shop.chain).filter(state="waiting").count() == 9
    finally:
        register_sender("sms", before)


def test_a_sender_that_died_in_the_middle_does_not_lose_the_message(shop):
    [message] = tell(shop)
    Message.objects.of(shop.chain).update(state="sending", attempts=1, not_before=NOON + timedelta(minutes=2))
    assert send_due(at=NOON) == 0
    assert send_due(at=NOON + timedelta(minutes=3)) == 1


def test_a_failed_message_is_tried_again_by_hand(shop):
    set_simulation(channel="sms", mode="refuse", by=shop.by("boss"))
    [message] = tell(shop)
    send_due(at=NOON)
    message.refresh_from_db()
    set_simulation(channel="sms", mode="", by=shop.by("boss"))
    try_again(message=message, by=shop.manager, at=NOON)
    assert send_due(at=NOON) == 1


def test_a_chain_s_own_words_are_used_and_can_be_given_up(shop):
    write_wording(
        event="order_ready",
        channel="sms",
        language="zh-hans",
        subject="",
        body="{number} 好了，{link}",
        by=shop.by("boss"),
    )
    assert tell(shop)[0].body == "XH-1 好了，https://x/p/abc"
    write_wording(event="order_ready", channel="sms", language="zh-hans", subject="", body="", by=shop.by("boss"))
    assert tell(shop, dedupe="two")[0].body.startswith("【徐汇店】")
    assert not any(w.own for w in wordings_of(shop.chain.pk))


@pytest.mark.parametrize(
    ("body", "refusal"), [("{nmber} 好了", UnknownFact), ("{number} 好了，全场折扣", OfferInNotice)]
)
def test_bad_words_are_refused_and_nothing_is_kept(shop, body, refusal):
    with pytest.raises(refusal):
        write_wording(event="order_ready", channel="sms", language="zh-hans", subject="", body=body, by=shop.by("boss"))
    assert not Template.objects.of(shop.chain).exists()


def test_braces_in_a_name_are_only_text(shop):
    shop.lin.name = "{link}{0.__class__}"
    shop.lin.save()
    [message] = tell_customer(
        chain_id=shop.chain.pk, store=shop.store, customer=shop.lin, event="order_received", subject=("order", 1),
        facts={"number": "XH-1", "link": "L"}, dedupe="d", at=NOON,
    )  # fmt: skip
    assert "{link}{0.__class__}" in message.body
