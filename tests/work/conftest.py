import pytest

from tests.cast import build_shop
from wangcai.shops.public import Post


@pytest.fixture
def shop(db):
    """阿强 keeps the animals and picks orders, too."""
    made = build_shop()
    Post.objects.create(chain=made.chain, account=made.people["aqiang"], store=made.store, role="picker")
    return made
