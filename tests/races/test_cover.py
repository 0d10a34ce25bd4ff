"""Minimum cover is written whole: of several managers who add a line to the same page one is served, no line is lost."""

import functools
from datetime import time

import pytest

from tests.races.hands import outcomes_of
from wangcai.booking.public import Cover, cover_of, set_cover

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANAGERS = 8


def add_line(shop, seen, n):
    """What the page does: what it showed, and one more."""
    rows = [(row.weekday, row.opens, row.closes, row.skill, row.people) for row in seen]
    keys = [row.pk for row in seen] if shop.guarded else None
    set_cover(store=shop.store, rows=[*rows, (n % 7, time(10), time(12), "", n + 1)], seen=keys, by=shop.manager)


@pytest.fixture
def first_line(shop):
    set_cover(store=shop.store, rows=[(0, time(9), time(21), "groom", 1)], by=shop.manager)
    return cover_of(by=shop.manager, store=shop.store)


@pytest.mark.parametrize("guarded", [True, False])
def test_nobody_s_line_is_lost_without_a_word(shop, first_line, guarded):
    """The control: without the guard everybody is told "done" and the lines of most are gone or double."""
    shop.guarded = guarded
    outcomes = outcomes_of([functools.partial(add_line, shop, first_line, n) for n in range(MANAGERS)])
    people = sorted(Cover.objects.of(shop.chain).values_list("people", flat=True))
    if guarded:
        assert outcomes == {"done": 1, "cover_changed": MANAGERS - 1}
        assert len(people) == 2 and people[0] == 1
    else:
        assert outcomes == {"done": MANAGERS} and people != [1, *range(1, MANAGERS + 1)]
