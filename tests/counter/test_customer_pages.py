"""The files of customers and pets as pages: each with a happy path, a refusal, a stranger, a count of queries."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from python_calamine import CalamineWorkbook

from tests.cast import NOON, build_shop
from wangcai.customers.events import PetWeighed
from wangcai.customers.public import (
    Customer,
    Flag,
    Pet,
    Weight,
    add_address,
    add_pet,
    change_customer,
    create_customer,
    give_consent,
    raise_flag,
    weigh_pet,
)
from wangcai.interfaces.counter.customers.search import found_for
from wangcai.journal.public import Entry, record, record_each
from wangcai.lookup.public import rebuild

HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(shop, signed_in):
    """小周 at the counter of 徐汇店; the cast can be found."""
    rebuild(shop.chain)
    return signed_in("xiaozhou")


def queries(browser, address, **more):
    browser.get(address, **more)  # the first request fills caches of the process
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.get(address, **more).status_code == 200
    return len(seen)


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


def test_a_new_customer_with_a_pet_in_one_form(shop, desk):
    sent = desk.post(
        "/customers/new",
        {
            "phone": "137 0013 7000",
            "name": "赵女士",
            "pet_name": "元宝",
            "species": "dog",
            "breed_text": "泰迪",
            "request_key": "n1",
        },
    )
    customer = Customer.objects.of(shop.chain).get(name="赵女士")
    assert sent.status_code == 302 and sent["Location"] == f"/customers/{customer.pk}"
    assert customer.household.pets.get().breed_text == "泰迪" and customer.home_store == shop.store
    desk.post(
        "/customers/new",
        {
            "phone": "137 0013 7000",
            "name": "赵女士",
            "pet_name": "元宝",
            "species": "dog",
            "breed_text": "泰迪",
            "request_key": "n1",
        },
    )
    assert Customer.objects.of(shop.chain).filter(name="赵女士").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"phone": "", "name": ""}, "请填写"),
        ({"phone": "123", "name": "孙"}, "不完整"),
        ({"phone": "13812348866", "name": "林先生"}, "仍然新建"),
        ({"phone": "", "name": "孙", "pet_name": "豆"}, "请选择宠物的种类"),
    ],
)
def test_a_refused_new_customer_keeps_what_was_typed(shop, desk, typed, words):
    sent = desk.post("/customers/new", typed)
    page = sent.content.decode()
    assert sent.status_code == 422 and words in page and Customer.objects.of(shop.chain).count() == 2
    assert all(f'value="{value}"' in page for value in typed.values() if value)


def test_somebody_else_with_the_same_number_gets_a_file_when_told_so(shop, desk):
    assert desk.post("/customers/new", {"phone": "13812348866", "name": "林先生", "anyway": "on"}).status_code == 302
    assert Customer.objects.of(shop.chain).filter(phones__number="13812348866").count() == 2


def test_the_file_is_one_screen(shop, desk):
    add_address(customer=shop.lin, text="徐汇区肇嘉浜路 9 号", by=shop.clerk)
    give_consent(customer=shop.lin, purpose="marketing", channel="sms", given=False, source="counter", by=shop.clerk)
    raise_flag(pet=shop.doudou, kind="stress", note="怕吹风机", by=shop.clerk)
    page = desk.get(f"/customers/{shop.lin.pk}?pet={shop.doudou.pk}").content.decode()
    for words in (
        "林女士",
        "13812348866",
        "肇嘉浜路",
        "营销",
        "豆豆",
        "易应激",
        "怕吹风机",
        "累计消费",
        "经过",
        "英国短毛猫",
    ):
        assert words in page, words
    assert "style=" not in page and "onclick" not in page


def test_a_long_timeline_costs_no_more_queries_than_a_short_one(shop, desk):
    address = f"/customers/{shop.lin.pk}"
    few = queries(desk, address)
    happenings = [
        (
            PetWeighed(subject_id=shop.doudou.pk, pet_id=shop.doudou.pk, customer_id=shop.lin.pk, grams=4000 + 10 * n),
            NOON - timedelta(hours=n),
        )
        for n in range(2000)
    ]
    record_each(happenings, by=shop.clerk)
    assert queries(desk, address) <= few + 1 <= 26  # one for the names of those who wrote
    page = desk.get(address).content.decode()
    assert page.count("timeline-entry") == 40 and "体重 4 kg" in page and "体重 4.4 kg" not in page
    link = re.search(r'hx-get="(/customers/[0-9]+/timeline\?[^"]+)"', page)[1].replace("&amp;", "&")
    older = desk.get(link, headers=HTMX).content.decode()
    assert older.count("timeline-entry") == 40 and "体重 4.4 kg" in older and "<html" not in older


def test_the_timeline_is_narrowed_by_stage_kind_and_pet(shop, desk):
    raise_flag(pet=shop.doudou, kind="bites", by=shop.clerk)
    give_consent(customer=shop.lin, purpose="photos", given=True, source="counter", by=shop.clerk)
    both = desk.get(f"/customers/{shop.lin.pk}").content.decode()
    assert "标记警示" in both and "同意照片使用" in both
    pets = desk.get(f"/customers/{shop.lin.pk}?subject=pet").content.decode()
    assert "标记警示" in pets and "同意照片使用" not in pets
    after = desk.get(f"/customers/{shop.lin.pk}?stage=after").content.decode()
    assert "标记警示" not in after and "没有记录" in after
    assert "标记警示" in desk.get(f"/customers/{shop.lin.pk}?pet={shop.doudou.pk}").content.decode()


def test_an_entry_shows_what_led_to_it_and_what_followed(shop, desk):
    cause = record(PetWeighed(subject_id=shop.doudou.pk, pet_id=shop.doudou.pk, grams=3000), by=shop.clerk)
    middle = record(
        PetWeighed(subject_id=shop.doudou.pk, pet_id=shop.doudou.pk, grams=3100), by=shop.clerk, cause=cause
    )
    record(PetWeighed(subject_id=shop.doudou.pk, pet_id=shop.doudou.pk, grams=3200), by=shop.clerk, cause=middle)
    page = desk.get(f"/customers/{shop.lin.pk}/timeline/{middle}").content.decode()
    assert all(words in page for words in ("体重 3 kg", "体重 3.1 kg", "体重 3.2 kg", "小周"))
    assert desk.get(f"/pets/{shop.doudou.pk}/timeline/{middle}").status_code == 200
    assert desk.get(f"/customers/{shop.wang.pk}/timeline/{middle}").status_code == 404


def test_what_happened_in_a_store_one_does_not_see_stays_out(shop, desk, signed_in):
    record(
        PetWeighed(subject_id=shop.doudou.pk, pet_id=shop.doudou.pk, store_id=shop.sister.pk, grams=7770),
        by=shop.by("jingan"),
    )
    assert "7.77" not in desk.get(f"/customers/{shop.lin.pk}").content.decode()
    assert "7.77" in signed_in("jingan").get(f"/customers/{shop.lin.pk}").content.decode()


def test_the_paper_for_a_dispute_has_times_and_names(shop, desk):
    weigh_pet(pet=shop.doudou, grams=4200, by=shop.clerk, at=NOON)
    page = desk.get(f"/customers/{shop.lin.pk}/print").content.decode()
    assert "2026-11-22 12:00" in page and "小周" in page and "体重 4.2 kg" in page


def test_details_are_edited_in_a_dialog_and_refusals_stay_there(shop, desk):
    address = f"/customers/{shop.lin.pk}/details"
    dialog = desk.get(address, headers=HTMX).content.decode()
    assert "<dialog" in dialog and "<html" not in dialog and 'value="林女士"' in dialog
    assert "<html" in desk.get(address).content.decode()
    typed = {"name": "林小姐", "mail": "lin", "style": "少说话，只发微信"}
    refused = desk.post(address, typed, headers=HTMX)
    assert (
        refused.status_code == 422
        and "少说话" in refused.content.decode()
        and "邮箱“lin”不完整" in refused.content.decode()
    )
    assert Customer.objects.of(shop.chain).get(pk=shop.lin.pk).name == "林女士"
    done = desk.post(address, {**typed, "mail": "lin@example.com"}, headers=HTMX)
    assert done.status_code == 204 and done["HX-Redirect"] == f"/customers/{shop.lin.pk}"
    assert Customer.objects.of(shop.chain).get(pk=shop.lin.pk).style == "少说话，只发微信"


@pytest.mark.parametrize(
    ("address", "good", "bad", "words"),
    [
        ("/customers/{lin}/phones", {"number": "13711112222"}, {"number": "13812348866"}, "已经在档案里"),
        ("/customers/{lin}/phones", {"number": "13711112222"}, {"number": "12"}, "不完整"),
        ("/customers/{lin}/addresses", {"text": "静安区 1 号"}, {"text": ""}, "field-error"),
        (
            "/customers/{lin}/consents",
            {"purpose": "photos", "given": "yes", "source": "counter"},
            {"purpose": "spam"},
            "field-error",
        ),
        ("/customers/{lin}/family", {"customer": "K000002"}, {"customer": "K999999"}, "没有找到"),
        ("/customers/{lin}/pets", {"name": "花生", "species": "cat"}, {"name": "花生"}, "field-error"),
        ("/pets/{doudou}/flags", {"kind": "bites"}, {"kind": "flies"}, "field-error"),
        ("/pets/{doudou}/weights", {"weight": "4.2"}, {"weight": "900"}, "200 公斤"),
        (
            "/pets/{doudou}/details",
            {"name": "豆包", "species": "cat", "age": "12"},
            {"species": "cat", "born_on": "2999-01-01"},
            "还没到",
        ),
        (
            "/pets/{doudou}/carers",
            {"customer": "13900005678", "roles": ["may_collect"]},
            {"customer": "没有"},
            "没有找到",
        ),
        ("/pets/{doudou}/move", {"customer": "K000002"}, {"customer": "K000001"}, "已经在这个家庭"),
    ],
)
def test_every_act_its_refusal_and_its_stranger(shop, desk, signed_in, address, good, bad, words):
    address = address.format(lin=shop.lin.pk, doudou=shop.doudou.pk)
    stranger = signed_in(of=build_shop("other"))
    entries = Entry.objects.filter(chain_id=shop.chain.pk).count()
    assert stranger.get(address).status_code == 404 == stranger.post(address, good).status_code
    refused = desk.post(address, bad, headers=HTMX)
    assert refused.status_code == 422 and words in refused.content.decode()
    assert Entry.objects.filter(chain_id=shop.chain.pk).count() == entries
    assert desk.post(address, good).status_code == 302
    assert Entry.objects.filter(chain_id=shop.chain.pk).count() > entries


def test_an_age_in_years_becomes_an_estimated_birthday(shop, desk):
    desk.post(f"/pets/{shop.doudou.pk}/details", {"name": "豆豆", "species": "cat", "age": "12"})
    pet = Pet.objects.of(shop.chain).get(pk=shop.doudou.pk)
    assert pet.born_estimated and "12 岁（估）" in desk.get(f"/pets/{pet.pk}").content.decode()


def test_a_pet_page_shows_weights_people_and_flags(shop, desk):
    weigh_pet(pet=shop.doudou, grams=4000, by=shop.clerk)
    weigh_pet(pet=shop.doudou, grams=4300, by=shop.clerk)
    flag = raise_flag(pet=shop.doudou, kind="allergy", by=shop.clerk)
    page = desk.get(f"/pets/{shop.doudou.pk}").content.decode()
    assert "4.3 kg" in page and "过敏" in page and "林女士" in page and "<svg" in page
    assert desk.post(f"/flags/{flag.pk}/end").status_code == 302
    assert Flag.objects.of(shop.chain).get().ended_at is not None
    assert desk.post(f"/flags/{flag.pk}/end").status_code == 404


def test_a_groomer_warns_and_weighs_but_edits_nothing(shop, signed_in):
    groomer = signed_in("xiaomei")
    assert groomer.post(f"/pets/{shop.doudou.pk}/flags", {"kind": "bites"}).status_code == 302
    assert groomer.post(f"/pets/{shop.doudou.pk}/weights", {"weight": "4"}).status_code == 302
    for address in (
        f"/customers/{shop.lin.pk}/details",
        f"/pets/{shop.doudou.pk}/move",
        "/customers/new",
        "/customers/merge",
    ):
        assert groomer.get(address).status_code == 403, address
    assert Weight.objects.of(shop.chain).count() == 1


def test_numbers_are_removed_addresses_end_and_the_last_number_of_the_nameless_stays(shop, desk):
    address = add_address(customer=shop.lin, text="静安区 1 号", by=shop.clerk)
    assert desk.post(f"/addresses/{address.pk}/end").status_code == 302
    assert "静安区" not in desk.get(f"/customers/{shop.lin.pk}").content.decode()
    nameless = create_customer(name="", phone="13600001111", by=shop.clerk)
    refused = desk.post(f"/phones/{nameless.phones.get().pk}/removal")
    assert refused.status_code == 422 and "至少要留一个电话" in refused.content.decode()
    assert nameless.phones.count() == 1
    assert desk.post(f"/phones/{shop.lin.phones.get().pk}/removal").status_code == 302
    assert shop.lin.phones.count() == 0


def test_a_look_at_a_number_is_written_down(shop, desk):
    phone = shop.lin.phones.get()
    assert "13812348866" in desk.post(f"/phones/{phone.pk}/reveal", headers=HTMX).content.decode()
    assert Entry.objects.filter(what="customer.phone_revealed", customer_id=shop.lin.pk).count() == 1


def test_likely_duplicates_side_by_side_and_merged(shop, desk, signed_in):
    twin = create_customer(name="林小姐", phone="13812348866", by=shop.clerk)
    manager = signed_in("laozhou")
    assert "K000003" in manager.get("/customers/duplicates").content.decode()
    both = manager.get("/customers/merge?keep=K000001&drop=K000003").content.decode()
    assert "林女士" in both and "林小姐" in both and "把 K000003 并入 K000001" in both
    assert desk.post("/customers/merge", {"keep": "K000001", "drop": "K000003"}).status_code == 403
    refused = manager.post("/customers/merge", {"keep": "K000001", "drop": "K000001"})
    assert refused.status_code == 422 and "同一份档案" in refused.content.decode()
    assert not Customer.objects.of(shop.chain).exclude(merged_into=None).exists()
    assert manager.post("/customers/merge", {"keep": "K000001", "drop": "K000003"}).status_code == 302
    assert manager.get(f"/customers/{twin.pk}")["Location"] == f"/customers/{shop.lin.pk}"


def test_strangers_and_absent_look_alike(shop, signed_in):
    stranger = signed_in(of=build_shop("other"))
    pairs = [("/customers/{}", shop.lin.pk), ("/customers/{}/timeline", shop.lin.pk), ("/customers/{}/print", shop.lin.pk),
             ("/pets/{}", shop.doudou.pk), ("/pets/{}/timeline", shop.doudou.pk)]  # fmt: skip
    for address, pk in pairs:
        yours, absent = stranger.get(address.format(pk)), stranger.get(address.format(999_999))
        assert yours.status_code == absent.status_code == 404
    phone = shop.lin.phones.get()
    assert stranger.post(f"/phones/{phone.pk}/reveal").status_code == 404
    assert stranger.post(f"/phones/{phone.pk}/removal").status_code == 404 and shop.lin.phones.count() == 1


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


def test_a_picker_looks_at_a_hidden_number_and_it_is_written_down(shop, desk, signed_in):
    picker, phone = signed_in("xiaoli"), shop.lin.phones.get()
    page = picker.get(f"/customers/{shop.lin.pk}").content.decode()
    assert "138****8866" in page and "13812348866" not in page and f"/phones/{phone.pk}/reveal" in page
    assert "13812348866" in picker.post(f"/phones/{phone.pk}/reveal", headers=HTMX).content.decode()
    assert Entry.objects.get(what="customer.phone_revealed").actor == shop.picker.key
    assert signed_in("xiaomei").post(f"/phones/{phone.pk}/reveal", headers=HTMX).status_code == 200
    assert Entry.objects.filter(what="customer.phone_revealed").count() == 2
    shop.people["aqiang"].posts.update(role="books")
    assert signed_in("aqiang").post(f"/phones/{phone.pk}/reveal", headers=HTMX).status_code == 403
    assert Entry.objects.filter(what="customer.phone_revealed").count() == 2


def test_a_pet_gets_a_photo_and_what_is_none_is_refused(shop, desk):
    address = f"/pets/{shop.doudou.pk}/photo"
    assert "<dialog" in desk.get(address, headers=HTMX).content.decode()
    for bad in ({}, {"photo": SimpleUploadedFile("x.jpg", b"no picture")}):
        assert desk.post(address, bad).status_code == 422
    assert Pet.objects.of(shop.chain).get(pk=shop.doudou.pk).photo is None
    picture = BytesIO()
    Image.new("RGB", (40, 30), "orange").save(picture, "JPEG")
    assert desk.post(address, {"photo": SimpleUploadedFile("x.jpg", picture.getvalue())}).status_code == 302
    kept = Pet.objects.of(shop.chain).get(pk=shop.doudou.pk).photo
    assert f"/files/{kept.public_id}" in desk.get(f"/pets/{shop.doudou.pk}").content.decode()
    assert desk.get(f"/files/{kept.public_id}").status_code == 200
