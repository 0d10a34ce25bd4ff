"""Finding customers and pets: the list, one box for everything, choosers, a ring, the list as a file."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.counter.customers.looking import HTMX, queries
from wangcai.customers.public import Customer, add_pet, change_customer, create_customer, raise_flag
from wangcai.interfaces.counter.customers.search import found_for
from wangcai.journal.public import Entry
from wangcai.lookup.public import rebuild


def test_the_list_shows_people_pets_and_red_flags(shop, desk):
    raise_flag(pet=shop.doudou, kind="bites", by=shop.clerk)
    page = desk.get("/customers/").content.decode()
    assert "林女士" in page and "豆豆" in page and "会咬人" in page and "13812348866" in page
    assert "王先生" not in desk.get("/customers/?chip=flags").content.decode()


@pytest.mark.parametrize("typed", ["8866", "dd", "豆豆", "linnvshi", "K000001", "P000001"])
def test_one_box_finds_a_person_by_everything(shop, desk, typed):
    found = desk.get("/customers/", {"q": typed}, headers=HTMX).content.decode()
    assert "林女士" in found and "王先生" not in found and "<html" not in found


def test_the_list_turns_pages_by_keys_with_a_fixed_number_of_queries(shop, desk):
    few = queries(desk, "/customers/")
    for number in range(45):
        owner = create_customer(name=f"客人{number}", phone=f"1390000{number:04d}", by=shop.clerk)
        add_pet(customer=owner, species="dog", name=f"狗{number}", by=shop.clerk)
    assert queries(desk, "/customers/") == few <= 9
    page = desk.get("/customers/").content.decode()
    assert "客人44" in page and "林女士" not in page and "before=" in page
    last = Customer.objects.of(shop.chain).order_by("-pk")[39].pk
    rest = desk.get(f"/customers/?before={last}", headers=HTMX).content.decode()
    assert "林女士" in rest and "客人44" not in rest


def test_a_groomer_sees_masked_numbers_everywhere(shop, signed_in, desk):
    groomer = signed_in("xiaomei")
    for address in ("/customers/", f"/customers/{shop.lin.pk}", "/search?q=8866", "/search/choices?q=8866"):
        page = groomer.get(address).content.decode()
        assert "13812348866" not in page and "138****8866" in page, address


def test_the_search_for_everything(shop, desk):
    raise_flag(pet=shop.doudou, kind="bites", by=shop.clerk)
    lines = desk.get("/search?q=8866", headers=HTMX).content.decode()
    assert lines.index("豆豆") < lines.index("林女士</strong>") and "会咬人" in lines and "13812348866" in lines
    answer = desk.get("/search?q=dd", headers={"Accept": "application/json"}).json()
    first = answer["results"][0]
    assert (first["kind"], first["title"], first["flags"][0]["label"]) == ("pet", "豆豆", "会咬人")
    assert first["url"] == f"/pets/{shop.doudou.pk}"
    assert "counter" not in desk.get("/search?q=客户", headers=HTMX).content.decode()
    assert "/customers/" in desk.get("/search?q=kehu", headers=HTMX).content.decode()
    assert "<html" in desk.get("/search").content.decode()


def test_a_search_costs_a_fixed_number_of_queries(shop, desk, django_assert_max_num_queries):
    rebuild(shop.chain)
    clerk = shop.clerk
    with django_assert_max_num_queries(5):
        assert found_for(clerk, "8866")


def test_a_chooser_offers_people_to_pick(shop, desk):
    lines = desk.get("/search/choices?q=dd&kinds=customer&name=owner_id").content.decode()
    assert f'name="owner_id" value="{shop.lin.pk}"' in lines and "<html" not in lines


def test_a_ring_opens_the_caller(shop, desk):
    assert desk.get("/rings/13812348866")["Location"] == f"/customers/{shop.lin.pk}"
    assert desk.get("/rings/13700000000")["Location"] == "/customers/new?phone=13700000000"
    create_customer(name="林先生", phone="13812348866", by=shop.clerk)
    assert desk.get("/rings/13812348866")["Location"] == "/customers/?q=13812348866"


def cells_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_the_list_is_taken_out_as_seen_by_those_who_may(shop, desk, signed_in):
    raise_flag(pet=shop.doudou, kind="bites", by=shop.clerk)
    change_customer(customer=shop.wang, name="=cmd()", by=shop.clerk)
    assert desk.get("/customers/export").status_code == 403
    assert not Entry.objects.filter(what="list.exported").exists()
    answer = signed_in("laozhou").get("/customers/export")
    cells = cells_of(answer)
    assert [row[:3] for row in cells[1:]] == [
        ["K000002", "=cmd()", "13900005678"],
        ["K000001", "林女士", "13812348866"],
    ]
    assert cells[2][6] == "豆豆：会咬人" and Entry.objects.filter(what="list.exported").count() == 1
    narrowed = signed_in("laozhou").get("/customers/export?chip=flags")
    assert len(cells_of(narrowed)) == 2
