"""The process that listens: granian's workers, and beside them the one that sends what waits in the journal.

`serve` becomes this process when everything is prepared. It never loads Django itself: that memory belongs to the
workers, and an old PC has little of it.

    python -m wangcai.interfaces.cli.web HOST PORT WORKERS THREADS DRAIN
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

TARGET = "wangcai.interfaces.cli.application:application"


def main(host: str, port: str, workers: str, threads: str, drain: str) -> None:
    """Run until a signal comes."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

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
    with draining() if drain == "drain" else contextlib.nullcontext():
        server.serve()


@contextlib.contextmanager
def draining() -> Iterator[None]:
    """A process of its own sends what waits in the journal; it ends with us, also when we are killed."""
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
