import pytest

from wangcai.customers.public import Breed, BreedFacts, coat_of, learn_breeds, match_breed, seed_breeds, size_of
from wangcai.kernel.public import NotAllowed


def test_facts_fill_what_is_empty_and_leave_what_the_shop_knows(shop):
    seed_breeds(by=shop.manager)
    Breed.objects.of(shop.chain).filter(name_en="Golden Retriever").update(coat="long", weight_to_g=40_000)
    facts = [
        BreedFacts("Golden Retriever", weight_from_g=25_000, weight_to_g=34_019, height_to_cm=61),
        BreedFacts("Poodle (Standard)", weight_to_g=31_751),
        BreedFacts("Azawakh", weight_to_g=24_947, grooming="Weekly Brushing"),
    ]
    ids = learn_breeds(facts=facts, source="akc", by=shop.manager)
    golden, poodle, azawakh = (Breed.objects.of(shop.chain).get(pk=pk) for pk in ids)
    assert (golden.name, golden.coat, golden.weight_from_g, golden.weight_to_g) == (
        "金毛寻回犬",
        "long",
        25_000,
        40_000,
    )
    assert (poodle.name, poodle.coat, poodle.weight_to_g) == ("贵宾犬（标准）", "curly", 31_751)
    assert (azawakh.coat, azawakh.size, azawakh.source) == ("short", "medium", "akc")
    count = Breed.objects.of(shop.chain).count()
    again = [BreedFacts("Azawakh", weight_to_g=25_500)]
    assert learn_breeds(facts=again, source="akc", by=shop.manager) == [azawakh.pk]
    assert Breed.objects.of(shop.chain).count() == count
    assert match_breed(shop.chain, "dog", "azawakh")[0].weight_to_g == 25_500
    with pytest.raises(NotAllowed):
        learn_breeds(facts=facts, source="akc", by=shop.clerk)


@pytest.mark.parametrize(
    ("name", "grooming", "shedding", "coat"),
    [
        ("Samoyed", "", "", "double"), ("Shih Tzu", "", "", "long"), ("Unknown Water Dog", "Specialty/Professional", "Infrequent", "curly"),
        ("Unknown", "Daily Brushing", "", "long"), ("Unknown", "2-3 Times a Week Brushing", "Seasonal", "double"),
        ("Unknown", "Occasional Bath/Brush", "", "short"), ("Unknown", "", "", ""),
    ],
)  # fmt: skip
def test_a_coat_by_name_else_by_how_it_is_groomed(name, grooming, shedding, coat):
    assert coat_of(name, grooming, shedding) == coat


def test_sizes():
    assert [size_of(g) for g in (None, 5_000, 5_001, 25_000, 45_000, 45_001)] == [
        "",
        "toy",
        "small",
        "medium",
        "large",
        "giant",
    ]
