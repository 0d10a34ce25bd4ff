"""One shop and its keeper of pictures."""

import io

import pytest
from PIL import Image

from wangcai.kernel.public import Actor
from wangcai.shops.public import Chain, Store


@pytest.fixture
def chain(db):
    return Chain.objects.create(code="wangcai", name="旺财宠物")


@pytest.fixture
def store(chain):
    return Store.objects.create(chain=chain, code="xh", name="徐汇店")


@pytest.fixture
def xiaomei(chain, store):
    """Groomer 小美, who works in one store."""
    return Actor(chain_id=chain.pk, kind="staff", id=12, name="小美", grants={store.pk: frozenset({"orders.see"})})


def image_bytes(kind="JPEG", size=(64, 48), colour=(200, 120, 40), mode="RGB", **more):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind, **more)
    return buffer.getvalue()
