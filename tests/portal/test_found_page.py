"""A stranger scans a pet's card: a first name, a photo, a form; never the owner."""

import pytest

from wangcai.customers.public import FoundNotice, end_card, make_card


@pytest.fixture
def card(shop):
    return make_card(pet=shop.doudou, by=shop.clerk)


def test_a_stranger_sees_a_name_and_can_leave_word(shop, client, card):
    address = f"/p/found/{card[1]}"
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 200 and "豆豆" in text and answer["Referrer-Policy"] == "no-referrer"
    for secret in ("林女士", "13812348866", "K000001", "P000001", "英国短毛猫"):
        assert secret not in text
    sent = client.post(address, {"words": "在公园东门", "finder_phone": "13700007777", "place": ""})
    assert sent.status_code == 302 and sent["Location"].endswith("?sent=1")
    assert "留言已经送到店里" in client.get(sent["Location"]).content.decode()
    notice = FoundNotice.objects.of(shop.chain).get()
    assert (notice.pet, notice.finder_phone) == (shop.doudou, "13700007777")


def test_refused_words_stay_and_nothing_is_written(shop, client, card):
    address = f"/p/found/{card[1]}"
    answer = client.post(address, {"words": " ", "place": "公园"})
    assert answer.status_code == 422 and "公园" in answer.content.decode()
    assert client.post(address, {"words": "在", "finder_phone": "12"}).status_code == 422
    assert not FoundNotice.objects.of(shop.chain).exists()
    for _time in range(3):
        client.post(address, {"words": "在公园"})
    answer = client.post(address, {"words": "还在公园"})
    assert answer.status_code == 429 and "还在公园" in answer.content.decode()
    assert FoundNotice.objects.of(shop.chain).count() == 3


def test_dead_and_unknown_cards_look_the_same(shop, client, card):
    end_card(card=card[0], by=shop.clerk)
    dead, unknown = client.get(f"/p/found/{card[1]}"), client.get("/p/found/AAAA")
    assert dead.status_code == unknown.status_code == 404
    assert "豆豆" not in dead.content.decode()
    assert client.post(f"/p/found/{card[1]}", {"words": "在"}).status_code == 404
    assert client.get(f"/p/found/{card[1]}/photo").status_code == 404


def test_the_page_costs_few_queries(shop, client, card, django_assert_max_num_queries):
    client.get(f"/p/found/{card[1]}")
    with django_assert_max_num_queries(4):
        client.get(f"/p/found/{card[1]}")
