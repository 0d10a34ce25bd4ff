"""The file of a customer and of a pet: one screen, its timeline, who sees what of it."""

import re
from datetime import timedelta

from tests.cast import NOON, build_shop
from tests.counter.customers.looking import HTMX, queries
from wangcai.customers.events import PetWeighed
from wangcai.customers.public import Flag, add_address, change_pet, give_consent, raise_flag, remember, weigh_pet
from wangcai.journal.public import Entry, record, record_each


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


def test_every_kind_of_the_timeline_has_a_word(shop, desk):
    remember(kind="likes", text="三文鱼", pet=shop.doudou, by=shop.clerk)
    change_pet(pet=shop.doudou, coat_kind="short", height_cm=30, by=shop.clerk)
    page = desk.get(f"/customers/{shop.lin.pk}").content.decode()
    assert "提示" in page and "remark" not in re.sub(r'href="[^"]*"|hx-get="[^"]*"', "", page)
    assert "毛型、肩高" in page and "coat_kind" not in page


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


def test_a_pet_page_shows_weights_people_and_flags(shop, desk):
    weigh_pet(pet=shop.doudou, grams=4000, by=shop.clerk)
    weigh_pet(pet=shop.doudou, grams=4300, by=shop.clerk)
    flag = raise_flag(pet=shop.doudou, kind="allergy", by=shop.clerk)
    page = desk.get(f"/pets/{shop.doudou.pk}").content.decode()
    assert "4.3 kg" in page and "过敏" in page and "林女士" in page and "<svg" in page
    assert desk.post(f"/flags/{flag.pk}/end").status_code == 302
    assert Flag.objects.of(shop.chain).get().ended_at is not None
    assert desk.post(f"/flags/{flag.pk}/end").status_code == 404


def test_a_look_at_a_number_is_written_down(shop, desk):
    phone = shop.lin.phones.get()
    assert "13812348866" in desk.post(f"/phones/{phone.pk}/reveal", headers=HTMX).content.decode()
    assert Entry.objects.filter(what="customer.phone_revealed", customer_id=shop.lin.pk).count() == 1


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
