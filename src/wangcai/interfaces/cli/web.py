"""The process that listens: granian's workers, beside them the one that sends what waits in the journal, and the one
that tells open boards of changes.

It loads the pages once and forks: the code is in memory once for all of them, and nobody waits for it twice. Where a
system cannot fork (macOS, Windows) each loads its own. Nothing is connected to the database before the fork.

    python -m wangcai.interfaces.cli.web HOST PORT WORKERS THREADS DRAIN
"""

import argparse
import contextlib
import gc
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

from wangcai.interfaces.cli.environment import collector_resting

TARGET = "wangcai.interfaces.cli.application:application"
FORKS = sys.platform == "linux"


def main(host: str, port: str, workers: str, threads: str, drain: str) -> None:
    """Run until a signal comes."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    if FORKS:
        multiprocessing.set_start_method("fork", force=True)  # newer Pythons would choose another way
        load_pages()
    server = Granian(
        TARGET,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=int(threads),
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    with draining() if drain == "drain" else contextlib.nullcontext(), streaming(host):
        server.serve()


def load_pages() -> None:
    """Everything the workers share: apps, addresses and views, the template engine, both languages. Frozen, so that the
    collector does not write into the shared pages."""
    from django.conf import settings
    from django.db import connections
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation

    with collector_resting():
        import wangcai.settings.wsgi  # noqa: F401  loads the apps and the middleware

        engines.all()
        for language in ("en", settings.LANGUAGE_CODE):
            translation.activate(language)
        get_resolver().reverse_dict  # noqa: B018  reads all addresses, and sorts them for links in this language
    translation.deactivate()
    connections.close_all()
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def draining() -> Iterator[None]:
    """A process of its own sends what waits in the journal; it ends with us, also when we are killed."""
    if not FORKS:
        with started_drain():
            yield
        return
    child = multiprocessing.Process(target=drain_until_stopped, args=[os.getpid()], name="drain")
    child.start()
    try:
        yield
    finally:
        child.terminate()
        child.join(5)
        child.kill()


def drain_until_stopped(parent: int) -> None:
    from wangcai.interfaces.cli.commands import drain

    drain.run(argparse.Namespace(once=False, parent=parent))


@contextlib.contextmanager
def streaming(host: str) -> Iterator[None]:
    """A process of its own holds the open boards; only where it can share our memory."""
    port = os.environ.get("WANGCAI_STREAM_PORT", "")
    if not (FORKS and port):
        yield
        return
    child = multiprocessing.Process(target=stream_until_stopped, args=[host, int(port), os.getpid()], name="stream")
    child.start()
    try:
        yield
    finally:
        child.terminate()
        child.join(5)
        child.kill()


def stream_until_stopped(host: str, port: int, parent: int) -> None:
    from wangcai.interfaces.cli.application import leave_with_parent
    from wangcai.interfaces.stream import serving

    threading.Thread(target=leave_with_parent, args=[parent], daemon=True).start()
    serving.run(host, port)


@contextlib.contextmanager
def started_drain() -> Iterator[None]:
    child = subprocess.Popen([sys.executable, "-m", "wangcai.interfaces.cli", "drain", "--parent", str(os.getpid())])
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
