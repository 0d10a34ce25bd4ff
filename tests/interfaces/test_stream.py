"""Open boards hear of what happens in their store, of nothing else, and only with a pass."""

import asyncio

import pytest
from django.core import signing
from django.db import transaction

from tests.cast import NOON, build_shop, wanted
from wangcai.interfaces.stream import passes
from wangcai.interfaces.stream.passes import SALT, Topic, read_pass, write_pass
from wangcai.interfaces.stream.serving import Boards
from wangcai.interfaces.stream.watching import Watch
from wangcai.journal.public import Entry
from wangcai.kernel.public import now
from wangcai.orders.public import place_order


@pytest.fixture
def shop(db):
    return build_shop()


def entry(shop, number=None, store=True):
    more = {"pk": number} if number else {}
    return Entry.objects.create(
        chain_id=shop.chain.pk, store_id=shop.store.pk if store else None, what="order.placed", subject_kind="order",
        subject_id=1, actor="system:0", happened_at=now(), **more,
    ).pk  # fmt: skip


def test_a_pass_names_one_store_and_ends(monkeypatch):
    text = write_pass(3, 7)
    assert read_pass(text) == Topic(3, 7)
    assert read_pass(text[:-1]) is None and read_pass("") is None
    assert read_pass(signing.dumps([3, 7], salt="another")) is None
    assert read_pass(signing.dumps("x", salt=SALT)) is None
    monkeypatch.setattr(passes, "LASTS", -1)
    assert read_pass(text) is None


def test_each_happening_is_seen_once(shop):
    watch = Watch()
    assert watch.look() == []
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk, at=NOON)
    seen = watch.look()
    assert {row[1:] for row in seen} == {(order.chain_id, order.store_id)}
    assert watch.look() == []


def test_what_is_numbered_early_and_committed_late_is_not_passed_over(shop):
    clock = [0.0]
    entry(shop)
    watch = Watch(clock=lambda: clock[0])
    first = watch.newest
    entry(shop, first + 3)
    assert [row[0] for row in watch.look()] == [first + 3]
    entry(shop, first + 1)
    assert [row[0] for row in watch.look()] == [first + 1]
    clock[0] = 11.0
    watch.look()
    assert not watch.gaps, "what never comes is given up"


def told_over_sockets(passes_sent, rows):
    """Real connections: what each got, after the store's happenings were told once."""

    async def story():
        boards = Boards()
        server = await asyncio.start_server(boards.meet, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        lines = []
        for text in passes_sent:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET /stream/{text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            lines.append((reader, writer))
        heads = [await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5) for reader, _writer in lines]
        boards.tell(rows)
        bodies = []
        for reader, writer in lines:
            try:
                bodies.append(await asyncio.wait_for(reader.readuntil(b"changed\ndata: 5\n\n"), 0.5))
            except (TimeoutError, asyncio.IncompleteReadError):
                bodies.append(b"")
            writer.close()
        for _turn in range(50):
            await asyncio.sleep(0.01)
            if not boards.count:
                break
        server.close()
        return heads, bodies, boards

    return asyncio.run(story())


def test_only_the_boards_of_the_store_hear_of_it():
    sent = [write_pass(1, 1), write_pass(1, 1), write_pass(1, 2), write_pass(2, 1), "forged"]
    heads, bodies, boards = told_over_sockets(sent, [(4, 1, 1), (5, 1, 1)])
    assert [head.split(b" ")[1] for head in heads] == [b"200", b"200", b"200", b"200", b"403"]
    assert [bool(body) for body in bodies] == [True, True, False, False, False]
    assert boards.count == 0 and not boards.open, "who is gone is forgotten"


def test_what_concerns_the_chain_is_told_to_all_its_stores():
    sent = [write_pass(1, 1), write_pass(1, 2), write_pass(2, 3)]
    _heads, bodies, _boards = told_over_sockets(sent, [(5, 1, None)])
    assert [bool(body) for body in bodies] == [True, True, False]


def test_only_who_is_signed_in_gets_an_address(shop, client, settings):
    settings.STREAM_PORT = "8001"
    assert client.get("/-/stream").status_code == 204
    client.force_login(shop.people["xiaozhou"])
    url = client.get("/-/stream").json()["url"]
    assert url.startswith("http://testserver:8001/stream/")
    assert read_pass(url.rpartition("/")[2]) == Topic(shop.chain.pk, shop.store.pk)
    assert client.get("/-/stream", secure=True).json()["url"].startswith("/stream/")
    settings.STREAM_PORT = ""
    assert client.get("/-/stream").status_code == 204


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_before_the_commit():
    shop = build_shop()
    watch = Watch()
    try:
        with transaction.atomic():
            entry(shop)
            raise RuntimeError
    except RuntimeError:
        pass
    assert watch.look() == []
