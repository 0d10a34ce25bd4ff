import pytest

from tests.cast import build_shop


@pytest.fixture
def shop(transactional_db):
    """The cast with an empty shelf: each race fills it as it needs."""
    return build_shop(stock=0)
