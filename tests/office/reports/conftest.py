import pytest

from tests.cast import build_shop


@pytest.fixture
def shop(db):
    return build_shop()


@pytest.fixture
def page(client, shop):
    """Sign a person of the cast in: page("laozhou").get("/reports/")."""

    def signed_in(login):
        client.force_login(shop.people[login])
        return client

    return signed_in
