from datetime import date

import pytest

from tests.cast import NOON, build_shop
from tests.visits import build_services
from wangcai.catalogue.public import (
    Band,
    NewBand,
    PetTime,
    Service,
    Surcharge,
    accept_pet_time,
    bands_of,
    end_service,
    make_usual_services,
    open_service,
    proposed_minutes,
    quote_service,
    resume_service,
    service_of,
    services_offered,
    set_bands,
    set_pet_time,
    set_service,
    set_store_price,
    set_surcharge,
    surcharge_amount,
    surcharge_of,
    variant_by_code,
)
from wangcai.customers.public import Breed, Pet, Weight
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.shops.public import set_special_day


@pytest.fixture
def offer(shop):
    return build_services(shop).offer


@pytest.fixture
def golden(shop):
    """Not in any breed list yet: only what the counter sees."""
    return dog(shop, 32_000)


def dog(shop, grams, **more):
    pet = Pet.objects.create(
        chain=shop.chain, code=f"P9{grams}", household=shop.wang.household, name="大黄", species="dog", **more
    )
    if grams:
        Weight.objects.create(chain=shop.chain, pet=pet, grams=grams, at=NOON, by="system:0")
    return pet


def quote(shop, variant, pet, **more):
    more.setdefault("on", date(2026, 11, 24))
    return quote_service(by=shop.clerk, store=shop.store, variant_id=variant.pk, pet=pet, **more)


def test_a_golden_of_32_kg_takes_two_hours_said_before_the_time_is_chosen(shop, offer, golden):
    said = quote(shop, offer["V1001"], golden)
    assert (said.minutes, said.price_from_fen, said.price_to_fen) == (120, 19800, 22800)
    assert [(line.variant_id, line.base_fen, line.quantity) for line in said.lines] == [(offer["V1001"].pk, 19800, 1)]
    assert "40 kg 以内" in str(said.reasons[0]) and "120" in str(said.reasons[0])
    golden.coat_kind = "double"
    assert quote(shop, offer["V1001"], golden).minutes == 150


@pytest.mark.parametrize(
    ("grams", "minutes"), [(9_999, 60), (10_000, 60), (10_001, 90), (25_001, 120), (40_000, 120), (40_001, 180)]
)
def test_the_weight_band_holds_to_its_last_gram(shop, offer, grams, minutes):
    assert quote(shop, offer["V1001"], dog(shop, grams)).minutes == minutes


def test_the_pets_own_time_stands_over_breed_over_coat_over_weight(shop, offer, golden):
    breed = Breed.objects.create(chain=shop.chain, species="dog", name="金毛寻回犬", size="large", coat="double")
    golden.breed = breed
    golden.save()
    bath = offer["V1001"]
    assert quote(shop, bath, golden).minutes == 150  # the breed's coat
    Band.objects.create(chain=shop.chain, variant=bath, breed=breed, minutes=135, price_fen=21000)
    said = quote(shop, bath, golden)
    assert (said.minutes, said.price_from_fen, said.price_to_fen) == (135, 21000, 21000)
    set_pet_time(pet=golden, variant=bath, minutes=160, reason="怕吹风", by=shop.clerk)
    said = quote(shop, bath, golden)
    assert (said.minutes, said.price_from_fen) == (160, 21000)
    assert quote(shop, bath, golden, pace=110).minutes == 176
    set_pet_time(pet=golden, variant=bath, minutes=None, by=shop.clerk)
    assert quote(shop, bath, golden).minutes == 135


def test_without_a_weight_the_whole_range_is_said(shop, offer):
    said = quote(shop, offer["V1001"], dog(shop, 0))
    assert (said.minutes, said.price_from_fen, said.price_to_fen) == (60, 9800, 31800)
    assert said.reasons[0].code == "not_weighed"
    breed = Breed.objects.create(chain=shop.chain, species="dog", name="柴犬", weight_to_g=11_000)
    pet = Pet.objects.create(chain=shop.chain, code="P9", name="柴柴", species="dog", breed=breed)
    said = quote(shop, offer["V1001"], pet)
    assert said.minutes == 90 and said.reasons[-1].code == "breed_weight"
    assert quote(shop, offer["V1001"], None).price_to_fen == 31800


def test_additions_and_nights_and_the_deposit(shop, offer, golden):
    said = quote(shop, offer["V1001"], golden, addons=[offer["V1003"].pk])
    assert (said.minutes, said.price_from_fen) == (130, 21800)
    assert said.buffer_minutes == 15
    stay = quote(shop, offer["V2001"], golden, nights=5)
    assert (stay.price_from_fen, stay.lines[0].quantity, stay.deposit_fen) == (5 * 12800, 5, 19200)


def test_holidays_and_the_busy_season_come_by_themselves(shop, offer, golden):
    set_special_day(store=shop.store, day=date(2026, 11, 25), closed=False, name="店庆", by=shop.manager)
    assert quote(shop, offer["V1001"], golden, on=date(2026, 11, 24)).price_from_fen == 19800
    said = quote(shop, offer["V1001"], golden, on=date(2026, 11, 25))
    assert [line.base_fen for line in said.lines] == [19800, 3960]
    assert (said.price_from_fen, said.price_to_fen) == (23760, 26760)
    stay = quote(shop, offer["V2001"], golden, on=date(2026, 11, 24), nights=3)
    assert [(line.base_fen, line.quantity) for line in stay.lines] == [(12800, 3), (2560, 1)]
    # A made-up working day is no holiday, and a holiday in the busy season costs once.
    set_special_day(store=shop.store, day=date(2026, 11, 24), closed=False, like_weekday=0, by=shop.manager)
    set_surcharge(code="peak", name="旺季加收", basis="percent", amount=1000, when="peak", by=shop.manager)
    shop.store.settings = {"service.peak_days": "11-20~11-26"}
    stay = quote(shop, offer["V2001"], golden, on=date(2026, 11, 24), nights=3)
    assert [(line.base_fen, line.quantity) for line in stay.lines] == [(12800, 3), (2560, 1), (1280, 2)]


def test_the_deposit_of_dear_days(shop, offer, golden):
    shop.store.settings = {"service.peak_days": "11-20~11-26", "visits.peak_deposit": 50}
    assert quote(shop, offer["V1001"], golden, on=date(2026, 11, 24)).deposit_fen == 9900
    assert quote(shop, offer["V1001"], golden, on=date(2026, 12, 1)).deposit_fen == 0
    stay = quote(shop, offer["V2001"], golden, on=date(2026, 11, 26), nights=3)
    assert stay.deposit_fen == stay.price_from_fen // 2
    shop.store.settings = {"service.peak_days": "11-20~11-26"}
    assert quote(shop, offer["V1001"], golden, on=date(2026, 11, 24)).deposit_fen == 0


def test_a_second_pet_in_the_room_costs_less(shop, offer, golden):
    set_surcharge(code="second_pet", name="同住", basis="percent", amount=-3000, when="second_pet", by=shop.manager)
    said = quote(shop, offer["V2001"], golden, nights=2, shares=True)
    assert said.price_from_fen == 2 * 8960 and len(said.lines) == 1


def test_refused_for_another_species_and_what_is_not_offered(shop, offer, golden):
    with pytest.raises(Refusal) as refusal:
        quote(shop, offer["V1002"], golden)
    assert refusal.value.code == "wrong_species"
    set_store_price(store=shop.store, variant=offer["V1001"], price_fen=None, offered=False, by=shop.manager)
    with pytest.raises(Refusal) as refusal:
        quote(shop, offer["V1001"], golden)
    assert refusal.value.code == "not_a_service"
    with pytest.raises(NotFound):
        quote(shop, shop.goods["F2001"], golden)
    other = build_shop("other")
    with pytest.raises(NotFound):
        quote(other, offer["V1001"], None)
    with pytest.raises(NotFound):
        quote(shop, offer["V1001"], other.shandian)


def test_a_quote_costs_few_queries(shop, offer, golden, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        quote(shop, offer["V1001"], golden, addons=[offer["V1003"].pk])


def test_three_visits_propose_the_pets_true_time():
    assert proposed_minutes([150, 155]) is None
    assert proposed_minutes([148, 152, 155]) == 155
    assert proposed_minutes([150, 400, 152, 148, 149]) == 150  # one that went wrong does not count
    assert proposed_minutes([20, 20, 20, 90, 92, 94, 90, 91]) == 95  # the newest five
    assert proposed_minutes([118, 121, 122], planned=120) is None


def test_accepting_the_proposal(shop, offer, golden):
    with pytest.raises(Refusal):
        accept_pet_time(pet=golden, variant=offer["V1001"], observed=[150, 150], by=shop.clerk)
    assert not PetTime.objects.of(shop.chain).exists()
    row = accept_pet_time(pet=golden, variant=offer["V1001"], observed=[148, 152, 155], by=shop.clerk)
    assert (row.minutes, row.learned) == (155, True)
    entry = Entry.objects.get(chain_id=shop.chain.pk, what="catalogue.pet_time_set")
    assert entry.pet_id == golden.pk and "155" not in str(entry.actor)
    with pytest.raises(NotAllowed):
        set_pet_time(pet=golden, variant=offer["V1001"], minutes=1, by=shop.picker)
    with pytest.raises(Refusal):
        set_pet_time(pet=golden, variant=offer["V1001"], minutes=0, by=shop.clerk)
    with pytest.raises(NotFound):
        set_pet_time(pet=build_shop("other").shandian, variant=offer["V1001"], minutes=9, by=shop.clerk)
    assert PetTime.objects.of(shop.chain).get().minutes == 155


def test_services_are_opened_and_changed_by_who_may(shop):
    facts = {"kind": "groom", "minutes": 60, "needs": [{"kind": "worker", "skill": "groom"}, {"kind": "table"}]}
    with pytest.raises(NotAllowed):
        open_service(name="精洗", price_fen=12800, by=shop.clerk, **facts)
    assert not Service.objects.of(shop.chain).exists()
    service = open_service(name="精洗", price_fen=12800, species="dog, 牛", by=shop.manager, **facts)
    assert (service.species, service.variant.price_fen, service.variant.counted) == ("dog", 12800, False)
    set_service(variant=service.variant, minutes=75, vaccines=["rabies"], by=shop.manager)
    set_service(variant=service.variant, minutes=75, by=shop.manager)
    changes = [
        e.facts["changes"]
        for e in Entry.objects.filter(chain_id=shop.chain.pk, what="catalogue.service_set").order_by("pk")
    ]
    assert len(changes) == 2 and changes[1] == {"minutes": [60, 75], "vaccines": [[], ["rabies"]]}
    for wrong in ({"minutes": -1}, {"kind": "magic"}, {"needs": [{"kind": "moon"}]}, {"deposit_basis_points": 10_001}):
        with pytest.raises(Refusal):
            set_service(variant=service.variant, by=shop.manager, **wrong)
    with pytest.raises(Refusal):
        set_service(variant=shop.goods["F2001"], kind="groom", by=shop.manager)
    with pytest.raises(NotFound):
        set_service(variant=service.variant, minutes=1, by=build_shop("other").manager)
    service.refresh_from_db()
    assert service.minutes == 75
    end_service(service=service, by=shop.manager)
    assert services_offered(shop.clerk, shop.store) == []
    resume_service(service=service, by=shop.manager)
    assert services_offered(shop.clerk, shop.store) == [service]


def test_the_table_is_replaced_whole_or_not_at_all(shop, offer):
    bath = offer["V1001"]
    before = bands_of(bath)
    bad = [
        [NewBand(0)],
        [NewBand(60, price_fen=100, price_to_fen=99)],
        [NewBand(60, "dog"), NewBand(90, "dog")],
        [NewBand(60, coat="silk")],
        [NewBand(60, breed_id=10**9)],
    ]
    for bands in bad:
        with pytest.raises(Refusal):
            set_bands(variant=bath, bands=bands, by=shop.manager)
    with pytest.raises(NotAllowed):
        set_bands(variant=bath, bands=[], by=shop.clerk)
    assert bands_of(bath) == before
    set_bands(variant=bath, bands=before, by=shop.manager)
    assert not Entry.objects.filter(chain_id=shop.chain.pk, what="catalogue.bands_set").exists()
    set_bands(variant=bath, bands=before[:2], by=shop.manager)
    assert bands_of(bath) == before[:2]


@pytest.mark.parametrize(("minutes", "fen"), [(0, 0), (1, 3000), (15, 3000), (16, 6000), (30, 6000), (120, 9000)])
def test_knots_are_paid_by_begun_quarters_up_to_the_ceiling(shop, offer, minutes, fen):
    assert surcharge_amount(surcharge_of(shop.chain, "knots"), minutes=minutes) == fen


def test_one_rule_one_surcharge(shop, offer):
    with pytest.raises(Refusal) as refusal:
        set_surcharge(code="festive", name="春节", basis="percent", amount=5000, when="holiday", by=shop.manager)
    assert refusal.value.code == "rule_taken"
    for wrong in ({"amount": -1}, {"basis": "moon"}, {"when": "moon"}, {"ceiling_fen": -1}):
        with pytest.raises(Refusal):
            set_surcharge(code="x", name="错", by=shop.manager, **wrong)
    with pytest.raises(NotAllowed):
        set_surcharge(code="x", name="错", by=shop.clerk)
    assert Surcharge.objects.of(shop.chain).count() == 6
    set_surcharge(
        code="holiday", name="节假日加收", basis="percent", amount=2000, when="holiday", ended=True, by=shop.manager
    )
    set_surcharge(code="festive", name="春节", basis="percent", amount=5000, when="holiday", by=shop.manager)
    assert surcharge_of(shop.chain, "holiday") is None


def test_offered_by_species_and_store(shop, offer, django_assert_num_queries):
    set_store_price(store=shop.store, variant=offer["V3001"], price_fen=None, offered=False, by=shop.manager)
    clerk = shop.clerk
    with django_assert_num_queries(2):
        skus = [s.variant.sku for s in services_offered(clerk, shop.store, "dog")]
    assert "V1002" not in skus and "V3001" not in skus and skus[-1] == "V1003"
    assert "V3001" in [s.variant.sku for s in services_offered(shop.clerk, shop.sister, "dog")]
    assert services_offered(build_shop("other").clerk, None) == []


def test_the_usual_services_stand_after_one_call_and_stay_after_the_next(shop):
    with pytest.raises(NotAllowed):
        make_usual_services(by=shop.clerk)
    make_usual_services(by=shop.manager)
    count = (
        Service.objects.of(shop.chain).count(),
        Band.objects.of(shop.chain).count(),
        Surcharge.objects.of(shop.chain).count(),
    )
    assert count[0] >= 15 and count[2] == 13
    bath = variant_by_code(shop.chain, "V1001")
    set_bands(variant=bath, bands=[NewBand(33)], by=shop.manager)
    make_usual_services(by=shop.manager)
    assert bands_of(bath) == [NewBand(33)]
    assert Service.objects.of(shop.chain).count() == count[0]
    assert {s.kind for s in services_offered(shop.clerk, shop.store)} == {"groom", "board", "train", "health"}


def test_the_usual_golden(shop):
    make_usual_services(by=shop.manager)
    breed = Breed.objects.create(chain=shop.chain, species="dog", name="金毛寻回犬", size="large", coat="double")
    said = quote(shop, variant_by_code(shop.chain, "V1001"), dog(shop, 32_000, breed=breed))
    assert said.minutes == 120 and 20000 <= said.price_from_fen < said.price_to_fen
    assert service_of(shop.chain, variant_by_code(shop.chain, "V1002").pk).sop == "cat_bath"
