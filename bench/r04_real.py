"""R04 on real input: 20,000 bookings over 60 days, 12 people, 8 tables, 40 rooms, by 8 clients through the public operation.

Pets are a city's licensed ones, their minutes follow from the kennel club's weights and coats. No overlap, no booking lost,
and every refusal offers times that then work: the client takes one of them at once. The floor is the cost of one booking
in an empty calendar by one client, on the same machine in the same run.
"""

import queue
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.base import cpu_of, database_pids, finish, fresh_database, percentile

BOOKINGS, QUICK_BOOKINGS, PETS, WARM = 20_000, 1_000, 3_000, 60


def run(engine: str, *, quick: bool = False) -> int:
    from tests.races.real_shop import CLIENTS, DAYS, ROOMS, open_shop, shared_folder, verdict

    if not (shared_folder() / "akc-breeds.csv").exists():
        print("akc-breeds.csv is not there; set WANGCAI_SHARED_DATA", file=sys.stderr)
        return 0
    bookings = QUICK_BOOKINGS if quick else BOOKINGS
    folder = Path(tempfile.mkdtemp(prefix="wangcai-bench-"))
    with fresh_database(engine):
        real = open_shop(folder=folder, pets=300 if quick else PETS, days=max(DAYS * bookings // BOOKINGS, 2))
        shutil.rmtree(folder, ignore_errors=True)
        pids = database_pids()
        floor = cost_alone(real, bookings, pids)
        began, used, used_db = time.perf_counter(), time.process_time(), cpu_of(pids)
        told, waits = crowd(real, bookings - WARM, CLIENTS)
        seconds, cpu = time.perf_counter() - began, time.process_time() - used + cpu_of(pids) - used_db
        told += floor.told
        wrong = verdict(real, told)
    refusals = sum((one.refusals for one in told), Counter())
    made = sum(bool(one.booking) for one in told)
    figures: dict[str, Any] = {
        "bookings": made, "days": real.days, "pets": len(real.pets), "breeds": real.breeds, "rooms": ROOMS,
        "clients": CLIENTS, "seed": real.seed, "seconds": seconds, "bookings_per_s": (bookings - WARM) / seconds,
        "cpu_ms_a_booking": cpu * 1000 / (bookings - WARM), "p50_ms": percentile(waits, 0.5), "p95_ms": percentile(waits, 0.95),
        "refusals": dict(refusals), "offers_that_worked": sum(one.offered_worked for one in told),
        "offers_taken_by_another_meanwhile": sum(one.offered_gone - one.offered_gone_alone for one in told),
        "refusals_without_an_offer": sum(one.nothing_offered for one in told),
        "these": dict(sum((one.nothing for one in told), Counter()).most_common(12)), "gave_up": len(told) - made, **wrong,
    }  # fmt: skip
    holds = {name.replace("_", " "): count == 0 for name, count in wrong.items()}
    holds[f"{bookings} acknowledged"] = made == bookings
    holds["every refusal offers"] = not any(one.nothing_offered for one in told)
    return finish(
        "R04-real", engine, figures, floor=floor.ms, ratio=cpu * 1000 / (bookings - WARM) / floor.ms, holds=holds
    )


class Alone:
    """What the first bookings cost one client, and what it was told."""

    def __init__(self, ms: float, told: list[Any]) -> None:
        self.ms, self.told = ms, told


def cost_alone(real: Any, bookings: int, pids: list[int]) -> Alone:
    from tests.races.real_shop import place

    before, began = cpu_of(pids), time.process_time()
    told = [place(real, bookings + number) for number in range(WARM)]
    return Alone((time.process_time() - began + cpu_of(pids) - before) * 1000 / WARM, told)


def crowd(real: Any, bookings: int, clients: int) -> tuple[list[Any], list[float]]:
    """So many errands by so many threads with connections of their own: what each was told, and milliseconds until then."""
    from django.db import connection, connections

    from tests.races.real_shop import place
    from wangcai.interfaces.cli.progress import bar

    errands: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(bookings):
        errands.put(number)
    told: list[Any] = []
    waits: list[float] = []
    broken: list[BaseException] = []

    def work() -> None:
        try:
            while not broken:
                try:
                    number = errands.get_nowait()
                except queue.Empty:
                    return
                began = time.perf_counter()
                told.append(place(real, number))
                waits.append((time.perf_counter() - began) * 1000)
        except BaseException as error:
            broken.append(error)
        finally:
            connections.close_all()

    connection.close()
    threads = [threading.Thread(target=work) for _client in range(clients)]
    with bar("bookings", bookings) as advance:
        for thread in threads:
            thread.start()
        shown, said = 0, time.monotonic()
        while any(thread.is_alive() for thread in threads):
            time.sleep(0.2)
            advance(len(told) - shown)
            shown = len(told)
            if not sys.stdout.isatty() and time.monotonic() - said > 10:
                said = time.monotonic()
                print(f"  {shown}/{bookings}", file=sys.stderr, flush=True)
    if broken:
        raise broken[0]
    return told, waits
