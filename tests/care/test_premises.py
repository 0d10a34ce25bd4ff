"""2.7, F37: the round at opening and closing, with a photo and a score."""

from datetime import timedelta

import pytest

from tests.care.stays import NOON
from tests.cast import build_shop
from tests.files.conftest import image_bytes
from wangcai.care.public import AlreadyChecked, PremisesCheck, TemperatureUnclear, check_premises, kinds, premises_of
from wangcai.files.public import keep_photo
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound, local

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def picture(shop):
    return keep_photo(store=shop.store, data=image_bytes(), purpose="care", by=shop.clerk)


def points(**scores):
    return [{"code": code, "score": scores.get(code, 4), "note": "", "photo": None} for code in kinds.POINTS]


def check(shop, picture, **more):
    values = {"round": "opening", "items": points(), "photo": picture, "by": shop.clerk, "at": NOON, **more}
    return check_premises(store=shop.store, **values)


def test_scored_in_percent_once_a_round(shop, picture):
    done = check(shop, picture, items=points(smell=1, floor=3), temperature=245, note="门口有味道")
    assert (done.score, done.temperature, done.by) == (75, 245, shop.clerk.key)
    with pytest.raises(AlreadyChecked) as refused:
        check(shop, picture, by=shop.groomer, at=NOON + timedelta(minutes=1))
    assert "小周" in str(refused.value)
    check(shop, picture, round="closing")
    assert PremisesCheck.objects.of(shop.chain).count() == 2 == Entry.objects.filter(what="premises.checked").count()


def test_what_is_missing_is_refused(shop, picture):
    for wrong, refusal in (
        ({"photo": None}, Missing), ({"items": points()[:3]}, Missing), ({"items": points(smell=7)}, Missing),
        ({"items": points(smell="")}, Missing), ({"temperature": 9000}, TemperatureUnclear), ({"round": "noon"}, NotFound),
        ({"by": shop.picker}, NotAllowed), ({"by": build_shop("other").clerk}, NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            check(shop, picture, **wrong)
    assert not PremisesCheck.objects.of(shop.chain).exists()


def test_the_trend_is_one_query(shop, picture, django_assert_max_num_queries):
    today, clerk = local(NOON, shop.store.timezone).date(), shop.clerk
    for back in range(40):
        check(shop, picture, day=today - timedelta(days=back), items=points(smell=back % 5))
    with django_assert_max_num_queries(1):
        rows = premises_of(clerk, shop.store, until=today)
    assert len(rows) == 30 and rows[-1].day == today and rows[-1].score == 75
