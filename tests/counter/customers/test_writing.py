"""Writing in the files: new ones, every act with its refusal and its stranger, duplicates merged."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import build_shop
from tests.counter.customers.looking import HTMX
from wangcai.customers.public import Customer, Pet, Weight, add_address, create_customer
from wangcai.journal.public import Entry


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
