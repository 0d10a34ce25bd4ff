"""Reading breed names as other lists write them."""

import csv
import gzip
import os
from collections import Counter
from pathlib import Path

import pytest

from wangcai.customers.public import (
    DOUBTFUL,
    LIKELY,
    SURE,
    UNKNOWN,
    Breed,
    breed_reader,
    match_breed,
    seed_breeds,
    teach_breed,
)


@pytest.fixture
def breeds(shop):
    seed_breeds(by=shop.manager)
    return breed_reader(shop.chain)


@pytest.mark.parametrize(
    ("species", "text", "name", "certainty"),
    [
        ("dog", "Retriever, Labrador", "拉布拉多犬", SURE),
        ("dog", "LABRADOR  RETRIEVER", "拉布拉多犬", SURE),
        ("dog", "拉布拉多", "拉布拉多犬", SURE),
        ("cat", "Domestic Shorthair", "家养短毛猫", SURE),
        ("cat", "Domestic Short-Hair", "家养短毛猫", SURE),
        ("cat", "英短", "英国短毛猫", SURE),
        ("dog", "柯基", "彭布罗克威尔士柯基", SURE),
        ("dog", "Chihuahua, Short Coat", "吉娃娃", SURE),
        ("dog", "Akita, Grey", "秋田犬", DOUBTFUL),
        ("dog", "Havanese, Long Haired", "哈瓦那犬", LIKELY),
        ("dog", "Terrier", None, DOUBTFUL),
        ("dog", "Wombat", None, UNKNOWN),
        ("cat", "Labrador Retriever", None, UNKNOWN),
        ("dog", "", None, UNKNOWN),
        ("dog", "!!", None, UNKNOWN),
    ],
)
def test_spellings(breeds, species, text, name, certainty):
    breed, how = breeds.match(species, text)
    assert (breed.name if breed else None, how) == (name, certainty)


def test_short_noses_are_known(shop, breeds):
    assert (
        match_breed(shop.chain, "dog", "法斗")[0].short_nosed
        and not match_breed(shop.chain, "dog", "金毛")[0].short_nosed
    )


def test_seeding_again_keeps_what_the_chain_changed(shop, breeds):
    teach_breed(breed=breeds.match("dog", "柯基")[0], spelling="小短腿, 柯基!", by=shop.clerk)
    count = Breed.objects.of(shop.chain).count()
    seed_breeds(by=shop.manager)
    assert Breed.objects.of(shop.chain).count() == count > 150
    assert match_breed(shop.chain, "dog", "柯基 小短腿")[1] == SURE


def test_real_licences_are_read(breeds):
    folder = Path(os.environ.get("WANGCAI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
    file = folder / "seattle-pet-licences-2018.csv.gz"
    if not file.exists():
        pytest.skip(f"{file.name} is not in the shared data folder (WANGCAI_SHARED_DATA)")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        spellings = Counter((r["Species"].lower(), r["Primary Breed"]) for r in csv.DictReader(lines))
    read = Counter()
    for (species, text), rows in spellings.items():
        read[breeds.match(species, text)[1]] += rows
    assert (read[SURE] + read[LIKELY]) / read.total() > 0.93, read
