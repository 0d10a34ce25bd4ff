import pytest

from tests.shops.cast import make_cast


@pytest.fixture
def people(db):
    return make_cast()
