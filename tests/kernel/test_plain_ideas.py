"""Money, phones, names, texts, ids: the ideas every stage leans on."""

import json
import os
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangcai.kernel.public import (
    Refusal,
    clean_line,
    clean_text,
    day_bounds,
    digest,
    format_money,
    masked_phone,
    normal_phone,
    parse_amount,
    plain_amount,
    public_id,
    query_words,
    search_words,
    secret_token,
    share,
)

SHARED = Path(os.environ.get("WANGCAI_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("¥1,234.50", 123450),
        ("１２．３０", 1230),
        ("0.01", 1),
        ("-3", -300),
        (" 7 ", 700),
    ],
)
def test_amounts_are_read_as_people_write_them(text, fen):
    assert parse_amount(text) == fen


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1e20", "1e2", "1_000", "NaN", "Infinity", "--1", "1 2", "½"])
def test_unclear_amounts_are_refused(text):
    with pytest.raises(Refusal):
        parse_amount(text)


@given(st.integers(-(10**11), 10**11))
def test_what_is_written_is_read_back(fen):
    assert parse_amount(plain_amount(fen)) == fen
    assert format_money(fen).replace("¥", "").replace(",", "") == plain_amount(fen)


def test_currencies_have_their_sign_and_coins():
    assert format_money(-123456) == "-¥1,234.56"
    assert format_money(5, "GBP") == "£0.05"
    assert format_money(1234, "JPY") == "JP¥1,234"


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_shares_add_up_and_differ_by_a_fen_at_most(amount, weights):
    parts = share(amount, weights)
    assert sum(parts) == amount
    assert all(
        abs(part * sum(weights) - amount * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("138 1234 8866", "13812348866"),
        ("+86 138-1234-8866", "13812348866"),
        ("0086 13812348866", "13812348866"),
        ("（021）6438 0001", "02164380001"),
        ("１３８１２３４８８６６", "13812348866"),
    ],
)
def test_phones_are_kept_as_digits(text, number):
    assert normal_phone(text) == number


@pytest.mark.parametrize("text", ["", "123", "12345678901234567", "phone", "١٢٣٤٥٦٧٨"])
def test_phones_that_are_none_are_refused(text):
    with pytest.raises(Refusal):
        normal_phone(text)


def test_masked_numbers_show_head_and_tail():
    assert masked_phone("13812348866") == "138****8866"
    assert masked_phone("6438000") == "*****00"


def test_a_name_is_found_by_every_way_of_saying_it():
    words = search_words("单小旺")
    assert {"单", "单小", "小旺", "danxiaowang", "shanxiaowang", "dxw", "sxw"} <= words
    assert set(query_words("单小旺")) == {"单小", "小旺"}
    assert query_words("WangCai") == ["wangcai"]


def test_texts_lose_only_what_cannot_be_stored():
    assert clean_text("a\x00b\ud800c\r\n豆豆 🐱\u202e") == "abc\n豆豆 🐱\u202e"
    assert clean_line("  a \n b\t c ") == "a b c"
    assert len(clean_line("长" * 500)) == 200


@pytest.mark.skipif(not SHARED.is_dir(), reason="shared data is not here")
def test_naughty_strings_are_cleaned_without_failing():
    for naughty in json.loads((SHARED / "naughty-strings.json").read_text(encoding="utf-8")):
        cleaned = clean_text(naughty)
        assert clean_text(cleaned) == cleaned
        cleaned.encode("utf-8")
        search_words(naughty)
        query_words(naughty)


def test_public_ids_are_version_7_in_order_and_tokens_have_192_bits():
    ids = [public_id() for _ in range(1000)]
    assert all(one.version == 7 and one.variant == uuid.RFC_4122 for one in ids)
    assert len(set(ids)) == 1000
    assert [one.int >> 80 for one in ids] == sorted(one.int >> 80 for one in ids)
    assert len(secret_token()) == 32 and secret_token() != secret_token()
    assert digest("a") != digest("b") and len(digest("a")) == 64


def test_a_store_day_is_the_stores_day():
    start, end = day_bounds(date(2026, 12, 31), "Asia/Shanghai")
    assert start == datetime(2026, 12, 30, 16, tzinfo=UTC) and end == datetime(2026, 12, 31, 16, tzinfo=UTC)
