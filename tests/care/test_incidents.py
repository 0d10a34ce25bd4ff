"""F35: written down with everything, two people above hear at once, the owner is told before it is closed."""

from datetime import timedelta

import pytest

from tests.care.stays import NOON, booked, opened
from tests.cast import build_shop
from tests.delivery.way import on_duty
from tests.files.conftest import image_bytes
from tests.visits import build_services
from wangcai.care.public import (
    Incident,
    IncidentOver,
    InTheFuture,
    Job,
    OwnerNotTold,
    change_incident,
    close_incident,
    incident_for,
    incident_rates,
    incidents_of,
    report_incident,
    tell_incident_owner,
)
from wangcai.customers.public import Breed
from wangcai.files.public import keep_photo
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.work.public import Task, my_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


def cut(shop, booking=None, **more):
    values = {"kind": "cut", "happened_at": NOON, "what": "剪指甲剪到血线", "by": shop.groomer, "at": NOON, **more}
    return report_incident(store=shop.store, booking=booking, **values)


def test_everything_is_written_and_manager_and_head_office_hear_at_once(shop, made):
    on_duty(shop, "laozhou")
    picture = keep_photo(store=shop.store, data=image_bytes(), purpose="care", by=shop.groomer)
    dog = booked(shop, made)
    incident = cut(
        shop,
        dog,
        place="美容台 1",
        worker=shop.people["xiaomei"],
        photos=[picture],
        first_aid="压迫止血",
        vet="",
        cost_fen=8000,
    )
    assert (incident.pet, incident.customer, incident.photos) == (shop.shandian, shop.wang, [picture.pk])
    tasks = {task.kind: task for task in Task.objects.of(shop.chain)}
    assert tasks["incident"].owner == shop.people["laozhou"] and tasks["incident"].due_at == NOON + timedelta(
        minutes=15
    )
    assert tasks["incident_read"] in my_tasks(shop.by("boss")) and tasks["incident_read"] not in my_tasks(shop.manager)
    entry = Entry.objects.get(what="incident.reported")
    assert (entry.pet_id, entry.customer_id, entry.facts["kind"]) == (shop.shandian.pk, shop.wang.pk, "cut")


def test_what_is_missing_or_not_yet_true_is_refused(shop, made):
    for wrong, refusal in (
        ({"what": " "}, Missing), ({"kind": "meteor"}, Missing), ({"happened_at": NOON + timedelta(hours=1)}, InTheFuture),
        ({"by": shop.picker}, NotAllowed), ({"by": shop.by("jingan")}, NotFound),
        ({"by": build_shop("other").groomer}, NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            cut(shop, **wrong)
    assert not Incident.objects.of(shop.chain).exists() and not Task.objects.of(shop.chain).exists()


def test_it_is_closed_by_the_manager_after_the_owner_was_told(shop, made):
    incident = cut(shop, booked(shop, made))
    with pytest.raises(NotAllowed):
        close_incident(incident=incident, outcome="好了", by=shop.groomer, at=NOON)
    with pytest.raises(OwnerNotTold):
        close_incident(incident=incident, outcome="好了", by=shop.manager, at=NOON)
    tell_incident_owner(incident=incident, by=shop.groomer, at=NOON)
    with pytest.raises(Missing):
        close_incident(incident=incident, outcome="", by=shop.manager, at=NOON)
    change_incident(incident=incident, vet="陈医生", cost_fen=12000, by=shop.groomer, at=NOON)
    closed = close_incident(incident=incident, outcome="已愈合", by=shop.manager, at=NOON)
    assert (closed.cost_fen, closed.vet, closed.owner_told_by) == (12000, "陈医生", shop.groomer.key)
    assert set(Task.objects.of(shop.chain).values_list("state", flat=True)) == {"done"}
    for again in (
        lambda: close_incident(incident=incident, outcome="再来", by=shop.manager, at=NOON),
        lambda: change_incident(incident=incident, vet="别的", by=shop.manager, at=NOON),
        lambda: tell_incident_owner(incident=incident, by=shop.manager, at=NOON),
    ):
        with pytest.raises(IncidentOver):
            again()
    assert Incident.objects.of(shop.chain).get().outcome == "已愈合"
    assert [e.what for e in Entry.objects.filter(what__startswith="incident.").order_by("pk")] == [
        "incident.reported", "incident.owner_told", "incident.changed", "incident.closed"
    ]  # fmt: skip


def test_damage_to_a_chair_needs_no_owner(shop):
    incident = report_incident(
        store=shop.store, kind="damage", happened_at=NOON, what="椅子被咬坏", by=shop.clerk, at=NOON
    )
    assert close_incident(incident=incident, outcome="换了新的", by=shop.manager, at=NOON).closed_at


def test_per_thousand_jobs_by_breed_service_and_worker(shop, made):
    collie = Breed.objects.create(chain=shop.chain, species="dog", name="边境牧羊犬")
    shop.shandian.breed = collie
    shop.shandian.save()
    for _ in range(4):
        job = opened(shop, booked(shop, made))
        Job.objects.of(shop.chain).filter(pk=job.pk).update(
            state="done", finished_at=NOON, worker=shop.people["xiaomei"]
        )
    cut(shop, job.booking, worker=shop.people["xiaomei"])
    span = {"start": NOON - timedelta(days=1), "end": NOON + timedelta(days=1)}
    for group, name in (
        ("breed", "边境牧羊犬"),
        ("service", "标准洗护"),
        ("worker", "小美"),
        ("store", "徐汇店"),
        ("kind", "cut"),
    ):
        (rate,) = incident_rates(shop.manager, group=group, store_id=shop.store.pk, **span)
        assert (rate.name, rate.incidents, rate.jobs, rate.per_thousand) == (name, 1, 4, 250.0)
    with pytest.raises(NotAllowed):
        incident_rates(shop.groomer, group="breed", store_id=shop.store.pk, **span)


def test_each_sees_the_own_stores(shop, made, django_assert_max_num_queries):
    incident, manager = cut(shop, booked(shop, made)), shop.manager
    with django_assert_max_num_queries(1):
        assert incidents_of(manager, store_id=shop.store.pk) == [incident]
    assert incidents_of(shop.by("jingan")) == [] and incidents_of(shop.by("boss")) == [incident]
    for stranger in (shop.by("jingan"), build_shop("other").manager):
        with pytest.raises(NotFound):
            incident_for(stranger, incident.pk)
