"""The process that holds the open boards: server-sent events by asyncio alone, encoded once and written to each."""

import asyncio
import logging
import signal
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from wangcai.interfaces.stream.passes import Topic, read_pass
from wangcai.interfaces.stream.watching import Watch

LOOK_EVERY = 0.1  # seconds
BREATH_EVERY = 20.0  # a comment now and then keeps proxies from closing a silent line
HEAD_WAITS, LONGEST_HEAD = 5.0, 8 * 1024
MOST_WAITING = 16 * 1024  # bytes nobody reads: such a board is let go and asks again
MOST_BOARDS = 5000
PATH = "/stream/"
HELLO = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
    b"Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\nretry: 3000\n\nevent: open\ndata: 1\n\n"
)
NO = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
FULL = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
log = logging.getLogger("wangcai.stream")


class Boards:
    """Who listens to which store."""

    def __init__(self) -> None:
        self.open: dict[Topic, set[asyncio.StreamWriter]] = {}
        self.count = 0

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its question to its end."""
        try:
            topic = await self._asked(reader)
            if topic is None or self.count >= MOST_BOARDS:
                writer.write(NO if topic is None else FULL)
                return
            await self._listen(topic, reader, writer)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _asked(self, reader: asyncio.StreamReader) -> Topic | None:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), HEAD_WAITS)
        words = head.split(b"\r\n", 1)[0].split(b" ")
        if len(words) != 3 or words[0] != b"GET" or not words[1].startswith(PATH.encode()):
            return None
        return read_pass(words[1][len(PATH) :].decode("ascii", "replace"))

    async def _listen(self, topic: Topic, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = self.open.setdefault(topic, set())
        there.add(writer)
        self.count += 1
        try:
            writer.write(HELLO)
            while await reader.read(1024):  # a browser says nothing more; the end of its line wakes us
                pass
        finally:
            there.discard(writer)
            self.count -= 1
            if not there:
                self.open.pop(topic, None)

    def tell(self, rows: Iterable[tuple[int, int, int | None]]) -> int:
        """Every board of a store where something happened hears of it once; returns how many were told.

        What has no store concerns all of its chain.
        """
        newest: dict[Topic, int] = {}
        for number, chain_id, store_id in rows:
            for topic in self.open if store_id is None else (Topic(chain_id, store_id),):
                if topic.chain_id == chain_id:
                    newest[topic] = number
        return sum(self._send(topic, b"event: changed\ndata: %d\n\n" % number) for topic, number in newest.items())

    def breathe(self) -> None:
        for topic in list(self.open):
            self._send(topic, b":\n\n")

    def _send(self, topic: Topic, words: bytes) -> int:
        told = 0
        for writer in list(self.open.get(topic, ())):
            if writer.transport.get_write_buffer_size() > MOST_WAITING:
                writer.transport.abort()
            else:
                writer.write(words)
                told += 1
        return told


async def serve(host: str, port: int) -> None:
    """Listen until a signal comes."""
    boards, loop = Boards(), asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await asyncio.start_server(boards.meet, host, port, limit=LONGEST_HEAD, backlog=1024)
    looking = asyncio.create_task(watch(boards, stop))
    async with server:
        await stop.wait()
        looking.cancel()
        for writers in list(boards.open.values()):
            for writer in list(writers):
                writer.transport.abort()


async def watch(boards: Boards, stop: asyncio.Event) -> None:
    """Look, tell, wait. The database is asked in a thread of its own; while nobody listens it is left in peace."""
    loop, seen, breath = asyncio.get_running_loop(), None, 0.0
    with ThreadPoolExecutor(1) as eye:
        while not stop.is_set():
            await asyncio.sleep(LOOK_EVERY)
            if not boards.count:
                seen = None
                continue
            try:
                if seen is None:
                    seen = await loop.run_in_executor(eye, Watch)
                boards.tell(await loop.run_in_executor(eye, seen.look))
            except Exception:  # the shop may be restoring or the database away: boards go on by asking
                log.exception("stream")
                await loop.run_in_executor(eye, connections.close_all)
                seen = None
                await asyncio.sleep(1)
            if loop.time() > breath:
                breath = loop.time() + BREATH_EVERY
                boards.breathe()


def run(host: str, port: int) -> None:
    """The whole process."""
    asyncio.run(serve(host, port))
