"""S8: 1,000 open boards on one box, p99 ≤ 500 ms from an order's commit until the last of them has heard of it.

The real process holds the boards; the listeners are bare sockets in a process of their own; orders come through the use
case. All boards are of one store, the hardest case. The floor is how long the bare listeners need to hear a line that a
program without a journal writes to each of them.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.base import ROOT, cpu_of, finish, fresh_database, memory_of, percentile

BOARDS, ORDERS, PAUSE = 1000, 60, 0.25
SERVE = "import django; django.setup(); from wangcai.interfaces.stream import serving; serving.run('127.0.0.1', {port})"


def run(engine: str, *, quick: bool = False) -> int:
    boards, orders = (100, 10) if quick else (BOARDS, ORDERS)
    with fresh_database(engine), contextlib.ExitStack() as stack:
        from bench.shop import make_shop
        from tests.postgres import free_port
        from wangcai.interfaces.stream.passes import write_pass
        from wangcai.interfaces.stream.serving import PATH

        world = make_shop(goods=20, customers=20)
        store, port = world["shop"].store, free_port()
        server = started(stack, [sys.executable, "-c", SERVE.format(port=port)])
        address = f"{PATH}{write_pass(store.chain_id, store.pk)}"
        heard, rooms = listen(stack, port, address, boards)
        used = cpu_of([server.pid])
        committed = place_orders(world, orders)
        time.sleep(1)
        cpu, memory = cpu_of([server.pid]) - used, memory_of([server.pid], alone=True)
        rooms.terminate()
        rooms.wait(10)
        times = delays(heard, committed, boards)
    floor = bare(boards)
    p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
    figures: dict[str, Any] = {
        "boards": boards, "orders": orders, "heard": len(times), "p50_ms": p50, "p99_ms": p99, "max_ms": max(times),
        "cpu_us_a_board_and_change": cpu * 1_000_000 / (boards * orders), "stream_own_mib": memory,
        "far": "5,000 boards",
    }  # fmt: skip
    holds = {"p99 ≤ 500 ms": p99 <= 500, "every board heard of every order": len(times) == boards * orders}
    return finish("S8", engine, figures, floor=floor, ratio=p50 / floor, holds=holds)


def started(stack: contextlib.ExitStack, command: list[str]) -> subprocess.Popen[bytes]:
    path = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path})
    stack.callback(process.kill)
    return process


def listen(stack: contextlib.ExitStack, port: int, address: str, boards: int) -> tuple[Path, subprocess.Popen[bytes]]:
    """So many listeners; returns once all of them stand."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    heard, stands = folder / "heard", folder / "stands"
    code = f"from bench.s8_boards import hear; hear({port}, {address!r}, {boards}, {str(heard)!r}, {str(stands)!r})"
    process = started(stack, [sys.executable, "-c", code])
    for _attempt in range(600):
        if stands.exists():
            return heard, process
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("the listeners did not come to stand")


def place_orders(world: dict[str, Any], orders: int) -> dict[int, float]:
    """Orders through the use case: the newest entry of each → when its transaction was over."""
    from tests.cast import wanted
    from wangcai.kernel.public import fetch
    from wangcai.orders.public import place_order

    shop, committed = world["shop"], {}
    time.sleep(0.5)
    for number in range(orders):
        place_order(
            store=shop.store, order=wanted(shop, ("F2001", 1), allow_stock_out=True), by=shop.manager,
            request_key=f"s8-{number}",
        )  # fmt: skip
        over = time.monotonic()
        committed[fetch("SELECT MAX(id) FROM journal_entry")[0][0]] = over
        time.sleep(PAUSE)
    return committed


def delays(heard: Path, committed: dict[int, float], boards: int) -> list[float]:
    """Milliseconds for every board and order. Of two orders between two looks a board is told once, by the later one."""
    told: list[list[tuple[int, float]]] = [[] for _board in range(boards)]
    for board, number, at in json.loads(heard.read_text()):
        told[board].append((number, at))
    found = []
    for mine in told:
        waiting = iter(mine)
        last = next(waiting, None)
        for number, over in sorted(committed.items()):
            while last is not None and last[0] < number:
                last = next(waiting, None)
            if last is None:
                break
            found.append((last[1] - over) * 1000)
    return found


class Board(asyncio.Protocol):
    """A listener: asks, and notes the moment of every change it hears of."""

    def __init__(self, name: int, address: str, heard: list[tuple[int, int, float]], standing: list[int]) -> None:
        self.name, self.address, self.heard, self.standing = name, address, heard, standing

    def connection_made(self, transport: Any) -> None:
        transport.write(f"GET {self.address} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        at = time.monotonic()
        if b"event: open" in data:
            self.standing.append(1)
        for part in data.split(b"event: changed\ndata: ")[1:]:
            self.heard.append((self.name, int(part.split(b"\n", 1)[0]), at))


def hear(port: int, address: str, boards: int, heard_at: str, stands: str) -> None:
    """The process of the listeners, until it is told to end."""
    import signal

    async def all_of_them() -> None:
        heard: list[tuple[int, int, float]] = []
        standing: list[int] = []
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        loop.add_signal_handler(signal.SIGTERM, over.set)
        for board in range(boards):
            for _attempt in range(300):
                with contextlib.suppress(OSError):
                    await loop.create_connection(lambda n=board: Board(n, address, heard, standing), "127.0.0.1", port)
                    break
                await asyncio.sleep(0.1)
        while len(standing) < boards and not over.is_set():
            await asyncio.sleep(0.05)
        Path(stands).write_text("yes")
        await over.wait()
        Path(heard_at).write_text(json.dumps(heard))

    asyncio.run(all_of_them())


def bare(boards: int) -> float:
    """Milliseconds from a line being written to all until the middle one of them has it, without us."""

    async def once() -> float:
        heard: list[tuple[int, int, float]] = []
        writers: list[asyncio.StreamWriter] = []

        async def keep(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            writer.write(b"event: open\n\n")

        standing: list[int] = []
        server = await asyncio.start_server(keep, "127.0.0.1", 0, backlog=1024)
        port, loop = server.sockets[0].getsockname()[1], asyncio.get_running_loop()
        for board in range(boards):
            await loop.create_connection(lambda n=board: Board(n, "/", heard, standing), "127.0.0.1", port)
        while len(standing) < boards:
            await asyncio.sleep(0.01)
        began = time.monotonic()
        for writer in writers:
            writer.write(b"event: changed\ndata: 1\n\n")
        while len(heard) < boards:
            await asyncio.sleep(0.001)
        for writer in writers:
            writer.transport.abort()
        server.close()
        return percentile([(at - began) * 1000 for _board, _number, at in heard], 0.5)

    return asyncio.run(once())
