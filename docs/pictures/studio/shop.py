"""The demo shop the pictures are taken in."""

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

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "wangcai.interfaces.cli"]
START_LIMIT = 90  # seconds


@dataclass
class Shop:
    """The running demo shop; its database answers by plain SQL which order stands where."""

    address: str
    data: Path
    process: subprocess.Popen

    def one(self, question: str, *values: Any) -> Any:
        """The first cell of the first row, or an error that shows the question."""
        with closing(sqlite3.connect(f"file:{self.data / 'wangcai.sqlite3'}?mode=ro", uri=True)) as database:
            row = database.execute(question, values).fetchone()
        if row is None:
            raise LookupError(f"nothing in the demo shop for: {question} {values}")
        return row[0]

    def order(self, status: str, more: str = "", column: str = "number") -> Any:
        """An order of the first store at this status, the oldest one."""
        return self.one(
            f"select {column} from orders_order where status = ? and number like 'XH%' {more} order by id limit 1",
            status,
        )

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


def open_shop(data: Path, days: int) -> Shop:
    """Make the demo shop when the folder is empty, serve it on a free port, wait until it answers."""
    ours = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"WANGCAI_DATA": str(data)}
    if not (data / "wangcai.sqlite3").exists():
        subprocess.run([*COMMAND, "demo", "--days", str(days), "--seed", "1"], cwd=ROOT, env=ours, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            cwd=ROOT, env=ours, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    shop = Shop(f"http://127.0.0.1:{port}", data, process)
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(shop.address + "/sign-in", timeout=5).close()
            return shop
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    shop.stop()
    raise SystemExit((data / "server.log").read_text(encoding="utf-8")[-2000:] or "the server did not start")
