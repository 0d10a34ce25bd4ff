"""Killed anywhere and run again: the import goes on, and the end is as if nothing had happened."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.imports.conftest import RETAIL, figures, shared_data
from wangcai.imports import operations
from wangcai.imports.public import ImportBusy, ImportRun
from wangcai.orders.public import Order, OrderLine

ROOT = Path(__file__).resolve().parents[2]


def rows(orders, lines=3):
    """Orders of `lines` rows; every seventh row is bad, and the last row of the first order comes at the very end."""
    made = []
    for number in range(orders):
        for item in range(lines):
            price = "free" if (number * lines + item) % 7 == 3 else f"{item + 1}.00"
            made.append([str(9000 + number), f"G{item}", "THING", 1, "2011-01-05 10:00:00", price, "", "UK"])
    return [*made[:2], *made[3:], made[2]]


class PowerCut(Exception):
    pass


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(operations, "BATCH", 20)
    monkeypatch.setattr(operations, "WHOLE", 10)


@pytest.mark.parametrize("cut_after", [1, 2, 5, 9])
def test_a_cut_between_two_batches_loses_and_doubles_nothing(importer, small_batches, monkeypatch, cut_after):
    path = importer.file("orders.csv", RETAIL, *rows(60))
    note, calls = operations._note, []

    def cut(*arguments):
        note(*arguments)
        calls.append(1)
        if len(calls) == cut_after:
            raise PowerCut

    monkeypatch.setattr(operations, "_note", cut)
    with pytest.raises(PowerCut):
        importer.run("orders", path)
    monkeypatch.setattr(operations, "_note", note)
    half = ImportRun.objects.of(importer.by).get()
    assert half.state == "running" and half.rows_in == half.rows_stored + half.rows_known + half.rows_refused
    assert OrderLine.objects.of(importer.by).count() == half.rows_stored
    assert half.rows_in < 180
    result = importer.run("orders", path)
    bad = sum(row[5] == "free" for row in rows(60))
    assert figures(result) == (180, 180 - bad, 0, bad) and result.run.pk == half.pk
    assert OrderLine.objects.of(importer.by).count() == 180 - bad
    assert Order.objects.of(importer.by).get(number="9000").lines.count() == 3


def test_two_at_once_on_one_file_do_not_double_it(importer, small_batches):
    path = importer.file("orders.csv", RETAIL, *rows(60))
    other = importer.prepare("orders", path)

    def overtake(done, total):
        if done and not overtaken:
            overtaken.append(operations.run_import(other))

    overtaken = []
    with pytest.raises(ImportBusy):
        operations.run_import(importer.prepare("orders", path), progress=overtake)
    run = ImportRun.objects.of(importer.by).get()
    assert run.state == "done" and OrderLine.objects.of(importer.by).count() == run.rows_stored


def test_killed_for_real_and_started_again(engine, tmp_path):
    """kill -9 of the command on a part of the real file, twice, at no particular moment."""
    if engine != "sqlite":
        pytest.skip("the killed process works on its own SQLite file; the cuts above run on both engines")
    data, part = tmp_path / "shop", tmp_path / "part.csv"
    with gzip.open(shared_data("online-retail.csv.gz"), "rt", encoding="utf-8") as whole:
        part.write_text("".join(line for _n, line in zip(range(8_001), whole, strict=False)), encoding="utf-8")
    environment = {**os.environ, "WANGCAI_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("DATABASE_URL", None)
    shop = (
        "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0);"
        "from wangcai.shops.public import *; k = Chain.objects.create(code='g', name='g', currency='GBP');"
        "Store.objects.create(chain=k, code='LDN', name='London', timezone='Europe/London')"
    )
    subprocess.run(
        [sys.executable, "-c", shop], check=True, env={**environment, "DJANGO_SETTINGS_MODULE": "wangcai.settings"}
    )
    command = [
        sys.executable,
        "-m",
        "wangcai.interfaces.cli",
        "import",
        "orders",
        str(part),
        "--store",
        "LDN",
        "--json",
    ]
    positions = []
    for _turn in range(2):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = positions[-1] if positions else 0
        for _wait in range(600):
            time.sleep(0.05)
            if position(data) > before or process.poll() is not None:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        positions.append(position(data))
    assert positions[0] < positions[1]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    report = json.loads(finished.stdout)
    assert report["rows_in"] == 8_000 == report["rows_stored"] + report["rows_known"] + report["rows_refused"]
    again = json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert again["rows_stored"] == 0 and again["again"]
    with sqlite3.connect(
        data / "wangcai.sqlite3" if (data / "wangcai.sqlite3").exists() else next(data.glob("*.sqlite3"))
    ) as base:
        (lines,) = base.execute("SELECT COUNT(*) FROM orders_orderline").fetchone()
        (doubled,) = base.execute("SELECT COUNT(*) - COUNT(DISTINCT external_ref) FROM orders_order").fetchone()
        (entries,) = base.execute("SELECT COUNT(*) FROM journal_entry WHERE what = 'order.imported'").fetchone()
        (orders,) = base.execute("SELECT COUNT(*) FROM orders_order").fetchone()
    assert (lines, doubled, entries) == (report["rows_stored"], 0, orders)


def position(data):
    for path in data.glob("*.sqlite3"):
        try:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
                row = base.execute("SELECT position FROM imports_importrun").fetchone()
                return row[0] if row else 0
        except sqlite3.OperationalError:
            return 0
    return 0
