import pytest

from tests.shops.cast import make_cast, sign_in


@pytest.fixture
def people(db):
    return make_cast()


@pytest.fixture
def as_manager(client, people):
    return sign_in(client, people.manager, people.xh)


@pytest.fixture
def as_owner(client, people):
    return sign_in(client, people.owner, people.xh)
