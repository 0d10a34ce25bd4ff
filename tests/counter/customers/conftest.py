"""小周 at the counter; the cast can be found."""

import pytest

from wangcai.lookup.public import rebuild


@pytest.fixture
def desk(shop, signed_in):
    """小周 at the counter of 徐汇店; the cast can be found."""
    rebuild(shop.chain)
    return signed_in("xiaozhou")
