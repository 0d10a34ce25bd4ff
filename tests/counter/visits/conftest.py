"""A shop with services, and somebody at its counter."""

import pytest

from tests.shops.cast import sign_in
from tests.visits import build_services
from wangcai.customers.public import weigh_pet
from wangcai.knowledge.public import make_usual_texts


@pytest.fixture
def shop(shop):
    shop.services = build_services(shop)
    make_usual_texts(by=shop.manager)
    weigh_pet(pet=shop.shandian, grams=18_000, by=shop.manager)
    return shop


@pytest.fixture
def desk(client, shop):
    def sit(who="xiaozhou", of=None):
        place = of or shop
        return sign_in(client, place.people[who], place.store)

    return sit
