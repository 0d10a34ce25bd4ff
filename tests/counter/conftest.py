import pytest
from django.test import Client

from tests.cast import build_shop
from wangcai.interfaces.counter.till.ticket import Ticket
from wangcai.lookup.public import rebuild
from wangcai.orders.public import HeldTicket


@pytest.fixture
def shop(db):
    made = build_shop()
    rebuild(made.chain.pk)
    return made


@pytest.fixture
def signed_in(shop):
    """`signed_in("xiaozhou")` gives a browser of that person; `of=other` of another chain's shop."""

    def sign_in(login="xiaozhou", of=None):
        browser = Client()
        browser.force_login((of or shop).people[login])
        return browser

    return sign_in


@pytest.fixture
def clerk(signed_in):
    return signed_in("xiaozhou")


@pytest.fixture
def manager(signed_in):
    return signed_in("laozhou")


@pytest.fixture
def ticket_now(shop):
    """The open ticket of a person's till, read past the pages."""

    def read(login="xiaozhou"):
        held_by = f"staff:{shop.people[login].pk}"
        row = HeldTicket.objects.of(shop.chain).filter(held_by=held_by, name="").first()
        return Ticket.read(row.content if row else {})

    return read


@pytest.fixture
def codes(shop):
    """sku → barcode."""
    return {sku: variant.barcodes.first().code for sku, variant in shop.goods.items()}
