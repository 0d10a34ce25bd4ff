"""The index words: what can be found of any name, by properties rather than examples."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangcai.lookup.words import begun_query, code_query, document_words, run_together, whole_query

quick = settings(max_examples=60, deadline=None)  # the first call loads the readings of all characters
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)
DIGITS = st.text("0123456789", min_size=7, max_size=13)


def words_of(*texts, codes=(), phones=()):
    return set(document_words(7, "pet", texts=texts, codes=codes, phones=phones))


@quick
@given(HAN)
def test_a_chinese_name_is_found_whole_and_by_every_stretch_of_it(name):
    words = words_of(name)
    assert set(whole_query(7, "pet", name)) <= words
    for start in range(len(name)):
        for end in range(start + 1, len(name) + 1):
            assert set(begun_query(7, "pet", name[start:end])) <= words


@quick
@given(LATIN, st.integers(2, 12))
def test_a_latin_name_is_found_by_its_beginnings_in_any_case(name, length):
    assert set(begun_query(7, "pet", name[:length].upper())) <= words_of(name)


@quick
@given(DIGITS)
def test_a_number_is_found_whole_by_its_tail_and_by_its_beginnings(number):
    words = words_of(phones=[number])
    assert code_query(7, number)[0] in words and code_query(7, f" {number[:3]}-{number[3:]} ")[0] in words
    assert code_query(7, number[-4:])[0] in words
    for length in range(3, 13):
        assert set(begun_query(7, "pet", number[:length])) <= words


@quick
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_gives_words_an_index_can_hold(text, code):
    for word in words_of(text, codes=[code], phones=[code]):
        assert word.isalnum() and 2 <= len(word) <= 60
    asked = [*whole_query(7, "pet", text), *begun_query(7, "pet", text), *code_query(7, text)]
    assert all(word.isalnum() for word in asked)


@quick
@given(st.text(max_size=40))
def test_chains_and_kinds_share_no_word(text):
    ours = set(document_words(7, "pet", texts=[text], codes=[text], phones=[]))
    assert ours.isdisjoint(document_words(77, "pet", texts=[text], codes=[text], phones=[]))
    assert {w for w in ours if not w.startswith("7c")}.isdisjoint(
        document_words(7, "goods", texts=[text], codes=[text], phones=[])
    )


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("XH261122-0042", "0042"),
        ("XH261122-0042", "42"),
        ("K000123", "123"),
        ("K000123", "k000123"),
        ("69-01234", "6901234"),
    ],
)
def test_codes_are_found_whole_and_by_their_last_number(code, typed):
    assert code_query(7, typed)[0] in words_of(codes=[code])


def test_letters_with_blanks_are_run_together():
    assert run_together("wang cai") == "wangcai" and run_together("旺 cai") == "" == run_together("wangcai")
