"""What every bench needs: a fresh shop on the asked engine, processor time of a process tree, percentiles, one JSON line."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def fresh_database(engine: str) -> Iterator[None]:
    """A new, migrated database on the engine, fsync on, gone at the end. Django is loaded on it."""
    from tests.postgres import temporary_postgres

    folder = tempfile.mkdtemp(prefix="wangcai-bench-")
    os.environ["WANGCAI_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "wangcai.settings"
    os.environ.pop("DATABASE_URL", None)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if engine == "postgresql":
            os.environ["DATABASE_URL"] = stack.enter_context(temporary_postgres(durable=True))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield
        from django.db import connections

        connections.close_all()


@contextlib.contextmanager
def running_server(*, workers: int = 1) -> Iterator[tuple[str, int]]:
    """The real server on a free port; yields its address and its process id."""
    from tests.postgres import free_port

    port = free_port()
    command = [sys.executable, "-m", "wangcai.interfaces.cli", "serve", "--port", str(port), "--no-drain"]
    if workers > 1:
        command += ["--workers", str(workers)]
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/-/live", timeout=1).read()
                break
            time.sleep(0.1)
        else:
            raise RuntimeError("the server did not start")
        yield address, server.pid
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            fields = stat.read_text().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def cpu_of(pids: list[int]) -> float:
    """Seconds of processor time used so far by these processes and by their ended children."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(n) for n in fields[11:15])
    return total / TICKS


def memory_of(pids: list[int], *, alone: bool = False) -> float:
    """MiB these processes hold, a shared page counted by its share; alone: only the pages nobody shares with them."""
    kinds = ("Private_Clean", "Private_Dirty") if alone else ("Pss",)
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.partition(":")[0] in kinds:
                    total += int(line.split()[1])
    return total / 1024


def database_pids() -> list[int]:
    """The PostgreSQL processes behind the connection; none on SQLite, which lives in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    parent = int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])
    return tree(parent)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def finish(
    goal: str, engine: str, figures: dict[str, Any], *, floor: float, ratio: float, holds: dict[str, bool]
) -> int:
    """Print the one JSON line of a goal; the exit code says whether the bar holds."""
    rounded = {k: round(v, 2) if isinstance(v, float) else v for k, v in figures.items()}
    line = {"goal": goal, "engine": engine, **rounded, "floor": round(floor, 3), "ratio": round(ratio, 2)}
    print(json.dumps({**line, "bars": holds, "holds": all(holds.values())}, ensure_ascii=False), flush=True)
    return 0 if all(holds.values()) else 1
