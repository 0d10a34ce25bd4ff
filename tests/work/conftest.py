import pytest

from tests.cast import build_shop


@pytest.fixture
def shop(db):
    return build_shop()
