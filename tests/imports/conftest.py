"""A chain that counts in pounds, its store in London, and files brought to it."""

import csv
import os
from pathlib import Path

import pytest

from wangcai.imports.public import prepare_import, rehearse_import, run_import
from wangcai.kernel.public import system_actor
from wangcai.shops.public import Chain, Store

RETAIL = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]


def shared_data(name):
    """A file of the real data beside the repository; the test is skipped, with the reason, where it is not there."""
    folder = Path(os.environ.get("WANGCAI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
    if not (folder / name).exists():
        pytest.skip(f"{name} is not there; set WANGCAI_SHARED_DATA")
    return folder / name


class Importer:
    """Brings files into one store, as the command line does."""

    def __init__(self, store, folder):
        self.store, self.folder = store, folder
        self.by = system_actor(store.chain_id, "import")

    def file(self, name, headers, *rows, encoding="utf-8"):
        path = self.folder / name
        with open(path, "w", newline="", encoding=encoding) as file:
            writer = csv.writer(file)
            writer.writerow(headers)
            writer.writerows(rows)
        return path

    def prepare(self, kind, path, mapping=None):
        return prepare_import(kind=kind, path=path, by=self.by, store=self.store, mapping=mapping)

    def run(self, kind, path, mapping=None):
        return run_import(self.prepare(kind, path, mapping))

    def rehearse(self, kind, path, mapping=None):
        return rehearse_import(self.prepare(kind, path, mapping))


@pytest.fixture
def store(db):
    chain = Chain.objects.create(code="gifts", name="Gift Shop", currency="GBP")
    return Store.objects.create(chain=chain, code="LDN", name="London", timezone="Europe/London")


@pytest.fixture
def importer(store, tmp_path):
    return Importer(store, tmp_path)


def figures(result):
    return result.rows_in, result.rows_stored, result.rows_known, result.rows_refused
