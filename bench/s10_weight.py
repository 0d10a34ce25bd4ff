"""S10: two web workers in ≤ 200 MiB, a start in ≤ 3 s of processor time, an empty database migrated in ≤ 10 s of it.

Figures of other systems on the same size of machine: Saleor 521 + 464 MiB, 50 s, 400 s. The floor is a bare Django.
The workers are forked from one process that has loaded the pages, so memory is what all of them hold together (PSS counts
a shared page once). On SQLite there is one worker by design; for the bar that worker's own pages, which a second one would
have as well, are counted twice.
"""

import compileall
import os
import subprocess
import sys
import time
import urllib.request

from bench.base import ROOT, cpu_of, finish, fresh_database, memory_of, running_server, tree

BARE = "import django; from django.conf import settings; settings.configure(); django.setup()"


def run(engine: str, *, quick: bool = False) -> int:
    # As on any machine after its first start; where Python is told to write no bytecode, each start would compile anew.
    compileall.compile_dir(ROOT / "src", quiet=2)
    with fresh_database(engine):
        floor = child_cpu([sys.executable, "-c", BARE])
        migrated = migrate_again(engine)
        with running_server(workers=2) as (address, pid):
            started = cpu_of(tree(pid))
            for _visit in range(20):
                for path in ("/sign-in", "/-/ready", "/api/openapi.json"):
                    urllib.request.urlopen(address + path, timeout=10).read()
            time.sleep(0.5)
            processes = tree(pid)
            memory = memory_of(processes)
            own = max(memory_of([process], alone=True) for process in processes)
    two = memory + (own if engine == "sqlite" else 0)
    figures = {"memory_mib": two, "start_cpu_s": started, "migrate_cpu_s": migrated}
    holds = {"two workers ≤ 200 MiB": two <= 200, "start ≤ 3 s": started <= 3, "migrated ≤ 10 s": migrated <= 10}
    return finish("S10", engine, figures, floor=floor, ratio=started / floor, holds=holds)


def migrate_again(engine: str) -> float:
    """Processor time of migrating an empty database in a new process (the database's own share counts on SQLite only)."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
    if engine == "sqlite":
        environment["WANGCAI_DATA"] = os.environ["WANGCAI_DATA"] + "/second"
    else:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE second")
        environment["DATABASE_URL"] = environment["DATABASE_URL"].rpartition("/")[0] + "/second"
    return child_cpu([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], environment)


def child_cpu(command: list[str], environment: dict[str, str] | None = None) -> float:
    before = os.times()
    subprocess.run(command, check=True, env=environment)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system
