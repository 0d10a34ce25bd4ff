"""The database itself refuses two holds of one resource at one time (R04)."""

import pytest
from django.db import IntegrityError, transaction

from tests.cast import build_shop
from tests.visits import build_services
from wangcai.booking.public import Hold

pytestmark = pytest.mark.django_db


def hold(resource, begins, ends):
    return Hold.objects.create(
        chain=resource.chain, store=resource.store, resource=resource, begins=begins, ends=ends, by="system:0"
    )


def test_two_holds_of_one_resource_never_overlap():
    places = build_services(build_shop()).places
    hold(places["T1"], 100, 160)
    for begins, ends in ((100, 160), (90, 101), (159, 170), (110, 120), (50, 300)):
        with pytest.raises(IntegrityError), transaction.atomic():
            hold(places["T1"], begins, ends)
    hold(places["T1"], 160, 170)
    hold(places["T1"], 50, 100)
    hold(places["T2"], 100, 160)
    assert Hold.objects.across_chains().count() == 4


def test_a_hold_is_not_moved_into_another():
    places = build_services(build_shop()).places
    hold(places["T1"], 100, 160)
    other = hold(places["T1"], 200, 260)
    other.begins = 150
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    other.begins = 160
    other.save()
    assert Hold.objects.across_chains().filter(begins=160).exists()
