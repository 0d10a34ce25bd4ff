"""What the demo shop needs to care for animals: services, texts, vaccines, people with skills and shifts, rooms."""

from datetime import datetime, time, timedelta

from wangcai.booking.public import Resource, add_resource, grant_skill, make_usual_places, plan_shift, set_cover
from wangcai.care.public import set_camera
from wangcai.catalogue.public import Variant, make_usual_services
from wangcai.customers.public import make_usual_vaccines
from wangcai.demo.people import People
from wangcai.kernel.public import local, moment
from wangcai.knowledge.public import make_usual_texts
from wangcai.shops.public import change_setting

# code, name, area, species, price by the night, more
ROOMS = (
    *((f"C{n}", f"猫房 {n}", "猫区", "cat", "V2001", {}) for n in range(1, 6)),
    *((f"K{n}", f"狗房 {n}", "小型犬区", "dog", "V2001", {"most_weight_g": 12_000}) for n in range(1, 5)),
    *((f"L{n}", f"大犬房 {n}", "大型犬区", "dog", "V2003", {"most_pets": 2}) for n in range(1, 4)),
    *((f"Q{n}", f"安静间 {n}", "安静区", "", "V2002", {"quiet": True, "most_pets": 2}) for n in range(1, 4)),
)  # fmt: skip
SKILLS = {
    "xiaomei": ("groom", "groom_cat"), "xiaoya": ("groom",), "aqiang": ("board",), "xiaoman": ("board",),
    "ajie": ("train",),
}  # fmt: skip
# Weekdays (0 = Monday) off, so that somebody is always there.
OFF = {"xiaomei": (1,), "xiaoya": (3,), "aqiang": (2,), "xiaoman": (4,), "ajie": (0, 1)}
AHEAD = 21
VETS = "安宠动物医院 021-6418 2200（天平路 52 号）；和睦宠物急诊 24 小时 021-6437 9911"


def make_places(people: People, now: datetime) -> None:
    """Both stores can take bookings; the roster of 徐汇店 stands for three weeks."""
    by = people.boss
    make_usual_services(by=by)
    make_usual_texts(by=by)
    make_usual_vaccines(by=by)
    change_setting(store=None, key="care.vets", value=VETS, by=by)
    big, small = people.stores
    offers = {variant.sku: variant for variant in Variant.objects.of(by).filter(sku__startswith="V20")}
    for n in range(1, 4):
        add_resource(store=big, kind="table", name=f"美容台 {n}", by=by)
    for n in range(1, 3):
        add_resource(store=big, kind="dryer", name=f"烘干箱 {n}", by=by)
    add_resource(store=big, kind="ground", name="训练场", by=by)
    for place, (code, name, area, species, offer, more) in enumerate(ROOMS):
        add_resource(
            store=big, kind="room", name=name, code=code, area=area, species=species, offer_id=offers[offer].pk,
            position=place, by=by, **more,
        )  # fmt: skip
    quiet = Resource.objects.of(by).get(store=big, code="Q1")
    # A picture ffmpeg makes by itself stands in for a camera.
    set_camera(
        room=quiet, name="", address="test:", opens=time(8), closes=time(21), minutes_a_day=60, by=by,
        at=now - timedelta(days=30),
    )  # fmt: skip
    for login, skills in SKILLS.items():
        account = people.accounts[login]
        pace = 90 if login == "xiaomei" else 110 if login == "xiaoya" else 100
        add_resource(store=big, kind="worker", name=account.name, account=account, pace=pace, by=by)
        for skill in skills:
            grant_skill(account=account, code=skill, level=2 if login == "xiaomei" else 1, by=by)
    _roster(people, now)
    make_usual_places(store=small, by=by)


def _roster(people: People, now: datetime) -> None:
    store, by = people.stores[0], people.manager_of(people.stores[0])
    today = local(now, store.timezone).date()
    for login in SKILLS:
        for ahead in range(-7, AHEAD):
            day = today + timedelta(days=ahead)
            # Nobody is off today: the demo's day should look like a day.
            if day.weekday() in OFF[login] and ahead:
                continue
            early = time(8) if login in ("aqiang", "xiaoman") else time(9)
            plan_shift(
                store=store, account=people.accounts[login], starts_at=moment(day, early, store.timezone),
                ends_at=moment(day, time(21), store.timezone), by=by,
            )  # fmt: skip
    rows = [(weekday, time(9), time(21), "groom", 1) for weekday in range(7)]
    set_cover(store=store, rows=rows, by=by)


def places_of(people: People) -> dict[str, Resource]:
    """The places of 徐汇店 by code; its people by login."""
    store = people.stores[0]
    found = list(Resource.objects.of(people.boss).filter(store=store, ended_at=None).select_related("account"))
    return {r.account.login if r.account else r.code: r for r in found}
