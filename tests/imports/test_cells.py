"""Cells as people write them."""

from datetime import date, time

import pytest

from wangcai.imports import cells
from wangcai.imports.reasons import REASONS, CellFault, reason_of


@pytest.mark.parametrize(
    ("text", "fen"),
    [("2.55", 255), ("£2.5", 250), ("¥1,234.50", 123450), ("0.0", 0), ("2.5500", 255), ("-3", -300), ("３.5", 350)],
)
def test_prices(text, fen):
    assert cells.price(text, "GBP") == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.001", "price_too_fine"),
        ("abc", "not_a_number"),
        ("", "empty"),
        ("NaN", "not_a_number"),
        ("1e12", "price_too_large"),
        ("1,2,3", "not_a_number"),
    ],
)
def test_prices_that_are_refused(text, code):
    with pytest.raises(CellFault) as fault:
        cells.price(text, "GBP")
    assert fault.value.code == code


@pytest.mark.parametrize(("text", "number"), [("6", 6), ("6.0", 6), ("-2", -2), ("1,200", 1200)])
def test_quantities(text, number):
    assert cells.quantity(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [("0", "quantity_zero"), ("1.5", "not_whole"), ("9999999", "quantity_too_large"), ("x", "not_a_number")],
)
def test_quantities_that_are_refused(text, code):
    with pytest.raises(CellFault) as fault:
        cells.quantity(text)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("text", "name"),
    [("17850.0", "17850"), ("17850", "17850"), ("C536", "C536"), ("1.5", "1.5"), ("00017", "00017"), (" 8 ", "8")],
)
def test_numbers_of_old_systems_are_names(text, name):
    assert cells.reference(text) == name


@pytest.mark.parametrize(
    ("text", "order", "day", "clock"),
    [
        ("2010-12-01 08:26:00", "", date(2010, 12, 1), time(8, 26)),
        ("2010-12-01T08:26", "", date(2010, 12, 1), time(8, 26)),
        ("2026年3月5日", "", date(2026, 3, 5), time(0)),
        ("20260305", "", date(2026, 3, 5), time(0)),
        ("March 29 2005", "", date(2005, 3, 29), time(0)),
        ("29 Mar 2005", "", date(2005, 3, 29), time(0)),
        ("25/12/2010 17:05", "", date(2010, 12, 25), time(17, 5)),
        ("12/25/2010", "", date(2010, 12, 25), time(0)),
        ("03/04/2010", "dmy", date(2010, 4, 3), time(0)),
        ("03/04/2010 1:05 PM", "mdy", date(2010, 3, 4), time(13, 5)),
        ("12/1/2010 12:10 AM", "mdy", date(2010, 12, 1), time(0, 10)),
    ],
)
def test_dates(text, order, day, clock):
    assert cells.day_and_time(text, order) == (day, clock)


@pytest.mark.parametrize(
    ("text", "code"),
    [("03/04/2010", "date_ambiguous"), ("yesterday", "date_unclear"), ("2010-13-01", "date_unclear"), ("2010-02-30", "date_unclear"),
     ("1066-10-14", "date_far"), ("", "empty"), ("2010-12-01 25:00", "date_unclear"), ("Mustember 3 2010", "date_unclear")],
)  # fmt: skip
def test_dates_that_are_refused(text, code):
    with pytest.raises(CellFault) as fault:
        cells.day_and_time(text)
    assert fault.value.code == code


def test_the_store_s_clock_decides_the_moment():
    assert cells.at("2011-07-01 00:30", "Europe/London").isoformat() == "2011-06-30T23:30:00+00:00"
    assert cells.at("2026-07-01 00:30", "Asia/Shanghai").isoformat() == "2026-06-30T16:30:00+00:00"


def test_animals():
    assert [cells.species(w) for w in ("猫", "Dog", "兔子", "Livestock", "goat", "鹦鹉")] == [
        "cat",
        "dog",
        "rabbit",
        "other",
        "other",
        "bird",
    ]
    assert [cells.sex(w) for w in ("公", "F", "", "弟弟", "未知")] == ["m", "f", "", "m", ""]
    assert [cells.grams(w) for w in ("4.2", "4.2kg", "350g", "8斤", "")] == [4200, 4200, 350, 4000, 0]
    assert [cells.yes_or_no(w) for w in ("是", "未绝育", "?")] == [True, False, None]
    for wrong in (
        lambda: cells.species("恐龙"),
        lambda: cells.sex("x"),
        lambda: cells.grams("heavy"),
        lambda: cells.grams("500"),
    ):
        with pytest.raises(CellFault):
            wrong()


def test_every_reason_is_a_sentence_without_holes():
    for code in REASONS:
        sentence = reason_of(code, text="x" * 500)
        assert sentence and "{" not in sentence and len(sentence) <= 300
