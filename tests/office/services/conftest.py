import pytest
from django.test import Client

from tests.cast import build_shop
from tests.visits import build_services


@pytest.fixture
def shop(db):
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def browser_of(shop):
    """`browser_of("laozhou")`; `of=other` for another chain's shop."""

    def sign_in(login, of=None):
        browser = Client()
        browser.force_login((of or shop).people[login])
        return browser

    return sign_in


@pytest.fixture
def manager(browser_of):
    return browser_of("laozhou")
