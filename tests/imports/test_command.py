"""The command line: honest figures, honest exit codes."""

import csv
import json
from pathlib import Path

import pytest

from tests.imports.conftest import RETAIL
from tests.imports.test_orders import BAD, GOOD
from wangcai.interfaces.cli.__main__ import main
from wangcai.orders.public import Order


@pytest.fixture
def file(importer):
    return importer.file("orders.csv", RETAIL, *GOOD, *BAD.values())


def said(capsys):
    return json.loads(capsys.readouterr().out)


def test_check_then_import_then_again(importer, file, capsys):
    line = ["import", "orders", str(file), "--store", "ldn", "--json"]
    assert main([*line, "--dry-run"]) == 0
    told = said(capsys)
    assert (told["rows_in"], told["rows_stored"], told["rows_refused"], told["dry_run"]) == (20, 8, 12, True)
    assert not Order.objects.of(importer.by).exists()
    assert main(line) == 0
    done = said(capsys)
    assert {
        key: told[key] for key in ("rows_in", "rows_stored", "rows_known", "rows_refused", "refused_by_reason")
    } == {key: done[key] for key in ("rows_in", "rows_stored", "rows_known", "rows_refused", "refused_by_reason")}
    assert set(done["refused_by_reason"]) == set(BAD) and done["remarks"]["unused_columns"] == ["Country"]
    with open(done["reasons_file"], encoding="utf-8-sig", newline="") as reasons:
        rows = list(csv.DictReader(reasons))
    assert len(rows) == 12 and {row["code"] for row in rows} == set(BAD) and rows[0]["InvoiceNo"]
    assert main(line) == 0
    again = said(capsys)
    assert (again["rows_stored"], again["rows_known"], again["rows_refused"], again["again"]) == (0, 8, 12, True)


def test_a_mended_file_of_reasons_can_be_brought_again(importer, file, capsys):
    main(["import", "orders", str(file), "--store", "LDN", "--json"])
    text = Path(said(capsys)["reasons_file"]).read_text(encoding="utf-8-sig")
    mended = importer.folder / "mended.csv"
    mended.write_text(text.replace(",soon,", ",2011-07-01 10:00:00,").replace("a lot", "4.50"), encoding="utf-8")
    assert main(["import", "orders", str(mended), "--store", "LDN", "--json"]) == 0
    assert said(capsys)["rows_stored"] == 2


def test_words_for_people(importer, file, capsys):
    assert main(["import", "orders", str(file), "--store", "LDN"]) == 0
    shown = capsys.readouterr().out
    assert "20" in shown and "存入" in shown and "UnitPrice" in shown and ".reasons.csv" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "ships", "FILE"], "orders"),
        (["import", "orders", "nothing.csv", "--store", "LDN"], "nothing.csv"),
        (["import", "orders", "FILE", "--store", "XX"], "XX"),
        (["import", "orders", "FILE"], "门店"),
        (["import", "customers", "FILE", "--mapping", "nothing.json"], "mapping"),
        (["report", "sales", "--by", "moon"], "moon"),
        (["report", "sales", "--from", "yesterday"], "2026-11-22"),
        (["report", "sales", "--from", "2026-02-01", "--to", "2026-01-01"], "2026-11-22"),
    ],
)
def test_what_cannot_be_done_fails_with_a_sentence(importer, file, capsys, words, sentence):
    assert main([str(file) if word == "FILE" else word for word in words]) == 1
    assert sentence in capsys.readouterr().err and not Order.objects.of(importer.by).exists()


@pytest.mark.parametrize("words", [["import", "orders"], ["report"], ["report", "weather"]])
def test_wrong_usage_is_told_apart(importer, words):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2


def test_a_mapping_from_a_file(importer, capsys):
    path = importer.file("a.csv", ["甲", "乙"], ["林女士", "13812348866"])
    mapping = importer.folder / "mapping.json"
    mapping.write_text(json.dumps({"columns": {"name": "甲", "phone": "乙"}, "source": "old"}), encoding="utf-8")
    assert main(["import", "customers", str(path), "--mapping", str(mapping), "--json"]) == 0
    assert said(capsys)["rows_stored"] == 1


@pytest.mark.parametrize("group", ["month", "item", "customer"])
def test_reports_in_figures_and_in_words(importer, file, capsys, group):
    main(["import", "orders", str(file), "--store", "LDN", "--json"])
    capsys.readouterr()
    assert main(["report", "sales", "--by", group, "--from", "2011-01-01", "--to", "2011-12-31", "--json"]) == 0
    found = said(capsys)
    assert found["currency"] == "GBP" and found["orders"] == 4 and found["credits"] == 1
    assert (
        sum(row["fen"] for row in found["rows"]) == found["total_fen"]
        and found["total"] == f"{found['total_fen'] / 100:.2f}"
    )
    assert main(["report", "sales", "--by", group]) == 0
    assert found["total"] in capsys.readouterr().out


@pytest.mark.parametrize("name", ["stages", "on-time", "paper-forms"])
def test_the_other_reports_answer(importer, capsys, name):
    assert main(["report", name, "--json"]) == 0
    assert said(capsys)["report"] == name
