"""`/files/<id>`: staff of the chain who may see the store, or the visitor of a living share link; all others the same 404."""

import uuid
from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.files.conftest import image_bytes
from wangcai.customers.public import ShareLink, make_share_link, revoke_share_link
from wangcai.files.public import keep_photo
from wangcai.interfaces.pictures import linked_picture_url
from wangcai.kernel.public import now


@pytest.fixture
def shop(db):
    return build_shop()


@pytest.fixture
def picture(shop):
    return keep_photo(store=shop.store, data=image_bytes(), purpose="pet", by=shop.manager)


@pytest.fixture
def link(shop):
    return make_share_link(subject_kind="order", subject_id=1, customer=shop.lin, by=shop.manager)[0]


def test_staff_of_the_store_see_it_and_browsers_ask_again(client, shop, picture):
    client.force_login(shop.people["xiaomei"])
    shown = client.get(f"/files/{picture.public_id}")
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg" and shown.content[:3] == b"\xff\xd8\xff"
    assert shown["X-Content-Type-Options"] == "nosniff" and "no-cache" in shown["Cache-Control"]
    assert client.get(f"/files/{picture.public_id}", headers={"If-None-Match": shown["ETag"]}).status_code == 304


def test_others_find_nothing(client, shop, picture):
    here = f"/files/{picture.public_id}"
    assert client.get(here).status_code == 404
    client.force_login(shop.people["jingan"])
    assert client.get(here).status_code == 404
    client.force_login(build_shop("miao").people["boss"])
    assert client.get(here).status_code == 404 and client.get(f"/files/{uuid.uuid4()}").status_code == 404
    assert client.post(here).status_code == 405


def test_the_visitor_of_a_living_link_sees_what_the_link_shows(client, shop, picture, link):
    url = linked_picture_url(link, picture.public_id)
    assert client.get(url).status_code == 200
    other = keep_photo(store=shop.store, data=image_bytes("PNG"), purpose="pet", by=shop.manager)
    assert client.get(url.replace(str(picture.public_id), str(other.public_id))).status_code == 404
    assert client.get(url + "x").status_code == 404
    revoke_share_link(link=link, by=shop.manager)
    assert client.get(url).status_code == 404, "the picture goes with the link, at once"


def test_an_expired_link_shows_nothing(client, shop, picture, link):
    url = linked_picture_url(link, picture.public_id)
    ShareLink.objects.of(shop.chain).filter(pk=link.pk).update(expires_at=now() - timedelta(seconds=1))
    assert client.get(url).status_code == 404


def test_a_link_of_another_chain_does_not_reach_over(client, picture):
    other = build_shop("miao")
    link = make_share_link(subject_kind="order", subject_id=1, customer=other.lin, by=other.manager)[0]
    assert client.get(linked_picture_url(link, picture.public_id)).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("bytes=0-1", 206, (0, 2)), ("bytes=5-", 206, (5, None)), ("bytes=-4", 206, (-4, None)),
        ("bytes=2-999999999", 206, (2, None)), ("bytes=999999999-", 416, None), ("bytes=-", 200, (0, None)),
        ("bytes=0-1,4-5", 200, (0, None)), ("pages=1-2", 200, (0, None)), ("bytes=9-3", 416, None),
    ],
)  # fmt: skip
def test_a_phone_gets_a_video_in_parts(client, shop, picture, wanted, status, part):
    client.force_login(shop.people["xiaomei"])
    here = f"/files/{picture.public_id}"
    whole = client.get(here).content
    shown = client.get(here, headers={"Range": wanted})
    assert shown.status_code == status
    if part is not None:
        assert shown.content == whole[part[0] : part[1]] and shown["Accept-Ranges"] == "bytes"
    assert (status == 200) or shown["Content-Range"].endswith(f"/{len(whole)}")
    assert client.get(f"/files/{uuid.uuid4()}", headers={"Range": wanted}).status_code == 404
