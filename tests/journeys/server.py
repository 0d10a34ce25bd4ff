"""The real server on a free port with a data folder of its own, as a shop would run it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WANGCAI = [sys.executable, "-m", "wangcai.interfaces.cli"]
START_LIMIT = 60  # seconds


@dataclass
class Shop:
    """A running demo shop: where to visit it, and its database for judging by plain SQL."""

    address: str
    data: Path
    process: subprocess.Popen
    log: Path

    def sql(self, question: str, values: tuple = ()) -> list[tuple[Any, ...]]:
        """Read the shop's SQLite file from outside, past all our own code."""
        path = self.data / "wangcai.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute(question, values).fetchall()

    def stop(self) -> None:
        """End the server and everything it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(10)


def command(*words: str, data: Path) -> str:
    """Run one `./wangcai` command on a data folder; its output, or an error that shows it."""
    done = subprocess.run(
        [*WANGCAI, *words], cwd=ROOT, env=environment(data), capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode:
        raise RuntimeError(f"./wangcai {' '.join(words)} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def open_shop(data: Path) -> Shop:
    """Serve a data folder and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*WANGCAI, "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(data),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    shop = Shop(f"http://127.0.0.1:{port}", data, process, log)
    wait_until_ready(shop)
    return shop


def environment(data: Path) -> dict[str, str]:
    """SQLite, this data folder, and nothing else of the tests' own settings."""
    ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "WANGCAI_TEST_DATA")}
    return ours | {"WANGCAI_DATA": str(data)}


def wait_until_ready(shop: Shop) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and shop.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{shop.address}/-/ready", timeout=2):
                return
        except urllib.error.HTTPError as answer:
            if answer.code == 404:
                return  # it serves; whether it is ready is another test's business
        except OSError:
            pass
        time.sleep(0.1)
    shop.stop()
    raise RuntimeError(f"the server did not answer:\n{shop.log.read_text(errors='replace')[-4000:]}")
