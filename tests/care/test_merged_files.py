"""After two files became one, a visit booked under the old one goes on: pages, links, words to the owner, the door (F17)."""

import pytest

from tests.care.door import answered, door_shop, signed
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.public import Booking, Want
from wangcai.care.public import book_visit, bookings_of, hear_reply, must_prepay, owner_link, send_reminders, tell_owner
from wangcai.customers.public import create_customer, first_phones, give_consent, make_share_link, merge_customers
from wangcai.handover.public import collectors_of, may_collect
from wangcai.kernel.public import system_actor
from wangcai.messages.public import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return door_shop()


@pytest.fixture
def visit(shop):
    """Booked for 豆豆 under 林小姐, a second file of 林女士 with a number of its own; then the two become one."""
    twin = create_customer(name="林小姐", phone="13700007777", by=shop.clerk)
    shop.twin = twin
    want = Want(shop.services.offer["V2002"].pk, at(14), ends_at=at(12, day=3), pet_id=shop.doudou.pk)
    visit = book_visit(store=shop.store, customer=twin, wants=[want], by=shop.clerk, at=NOON)
    token = make_share_link(subject_kind="visit", subject_id=visit.pk, customer=twin, by=shop.clerk, at=NOON)[1]
    visit.token = token
    shop.booking = bookings_of(visit)[0]
    answered(shop, shop.booking)
    signed(shop, shop.booking)
    merge_customers(keep=shop.lin, drop=twin, by=shop.manager)
    shop.booking = bookings_of(visit)[0]
    return visit


def test_the_link_of_before_and_the_links_of_after_open_the_visit(shop, visit, client):
    for token in (visit.token, owner_link(shop.booking).rpartition("/")[2]):
        page = client.get(f"/p/visit/{token}")
        assert page.status_code == 200 and "豆豆" in page.content.decode()


def test_the_owner_is_told_by_the_number_that_moved(shop, visit):
    [told] = tell_owner(shop.booking, "visit_booked", dedupe="x", at=at(10))
    assert told.customer_id == shop.lin.pk and told.address in {"13700007777", "13812348866"}
    assert told.channel == "sms" and told.state != Message.State.HELD


def test_a_refusal_given_to_the_one_file_holds_for_the_other(shop, visit):
    give_consent(customer=shop.lin, purpose="service", given=False, channel="sms", source="paper", by=shop.clerk)
    [told] = tell_owner(shop.booking, "visit_booked", dedupe="x", at=at(10))
    assert told.channel != "sms"


def test_one_answers_a_reminder_from_the_number_that_moved(shop, visit):
    send_reminders(at=at(18, 30, day=0))
    heard = hear_reply(
        chain_id=shop.chain.pk, number="13700007777", text="1", channel="sms", by=system_actor(shop.chain.pk),
        at=at(19, day=0),
    )  # fmt: skip
    assert [booking.pk for booking in heard] == [shop.booking.pk]


def test_the_one_person_may_collect_and_stands_once_on_the_list(shop, visit):
    assert may_collect(shop.booking, shop.lin) and not may_collect(shop.booking, shop.wang)
    assert [person.pk for person in collectors_of(shop.booking)].count(shop.lin.pk) == 1
    assert shop.twin.pk not in {person.pk for person in collectors_of(shop.booking)}


def test_who_did_not_come_under_either_file_pays_in_advance(shop, visit):
    Booking.objects.of(shop.chain).filter(pk=shop.booking.pk).update(state="no_show")
    assert not must_prepay(shop.store, shop.lin.pk)
    want = Want(shop.services.offer["V2002"].pk, at(14, day=5), ends_at=at(12, day=6), pet_id=shop.doudou.pk)
    second = book_visit(store=shop.store, customer=shop.lin, wants=[want], by=shop.clerk, at=NOON)
    Booking.objects.of(shop.chain).filter(visit=second.key).update(state="no_show")
    assert must_prepay(shop.store, shop.lin.pk) and must_prepay(shop.store, shop.twin.pk)
    assert not must_prepay(shop.store, shop.wang.pk)


def test_the_counter_names_the_living_file(shop, visit, client):
    from tests.shops.cast import sign_in

    me = sign_in(client, shop.people["xiaozhou"], shop.store)
    page = me.get(f"/visits/{visit.key}").content.decode()
    assert "林女士" in page and "林小姐" not in page.split("经过")[0]
    money = me.get(f"/visits/{visit.key}/money")
    assert money.status_code == 200 and "林小姐" not in money.content.decode()
    file = me.get(f"/customers/{shop.lin.pk}").content.decode()
    assert visit.order.number in file


def test_the_number_to_call_while_the_work_stands_still(shop, visit):
    found = first_phones(shop.clerk, [shop.twin.pk, shop.wang.pk], [])
    assert found[("customer", shop.twin.pk)] in {"13700007777", "13812348866"}
    assert found[("customer", shop.wang.pk)] == shop.wang.phones.first().number
