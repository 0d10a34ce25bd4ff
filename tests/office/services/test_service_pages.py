"""Settings of services: each page happy, refused, for strangers, and in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import build_shop
from wangcai.booking.public import Resource, add_resource
from wangcai.catalogue.public import (
    Service,
    Surcharge,
    bands_of,
    make_usual_services,
    open_service,
    set_bands,
    surcharge_of,
)
from wangcai.customers.public import Breed, VaccinePlan, make_usual_vaccines

PAGES = ("/services/", "/services/new", "/services/surcharges", "/services/surcharges/new", "/services/places",
         "/services/places/new", "/services/vaccines", "/services/vaccines/new")  # fmt: skip


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


def service_form(**more):
    return {
        "kind": "groom", "minutes": "70", "buffer_minutes": "15", "species": ["dog"], "skill": "groom", "needs": ["table"],
        "sop": "bath", "agreement": "", "inquiry": "health", "deposit": "0", "deposit_percent": "0", "online": "on",
        "confirms_itself": "on", **more,
    }  # fmt: skip


def band_cells(variant, **changes):
    """The cells of the table as the page shows it, some of them changed."""
    cells = {}
    for number, band in enumerate(bands_of(variant)):
        up_to = f"{band.up_to_g / 1000:g}" if band.up_to_g else ""
        values = {"species": band.species, "size": band.size, "coat": band.coat, "breed": "", "up_to": up_to, "minutes": band.minutes,
                  "low": f"{band.price_fen / 100:.2f}", "high": f"{band.price_to_fen / 100:.2f}"}  # fmt: skip
        cells |= {f"{name}-{number}": value for name, value in values.items()}
    return {**cells, **{name.replace("__", "-"): value for name, value in changes.items()}}


def test_the_list_says_minutes_and_prices_before_anybody_books(shop, made, manager):
    page = manager.get("/services/").content.decode()
    assert "标准洗护" in page and "60–180 分钟" in page and "¥98.00" in page and "¥318.00" in page and "按晚" in page


def test_a_shop_without_services_gets_the_usual_ones_once(shop, manager):
    assert "还没有服务" in manager.get("/services/").content.decode()
    for _time in range(2):
        assert manager.post("/services/usual").status_code == 302
    assert Service.objects.of(shop.chain).count() == 16
    assert manager.post("/services/places/usual").status_code == 302
    assert manager.post("/services/vaccines/usual").status_code == 302
    assert Resource.objects.of(shop.chain).filter(kind="room").exists() and VaccinePlan.objects.of(shop.chain).exists()


def test_a_new_service_and_what_it_needs(shop, made, manager):
    answer = manager.post(
        "/services/new", {"name": "SPA", "kind": "groom", "price": "128", "minutes": "90", "request_key": "a"}
    )
    service = Service.objects.of(shop.chain).get(variant__name="SPA")
    assert answer["Location"] == f"/services/{service.variant_id}" and service.variant.price_fen == 12800
    assert (
        manager.post("/services/new", {"name": "X", "kind": "groom", "price": "一百", "minutes": "9"}).status_code
        == 422
    )
    answer = manager.post(
        f"/services/{service.variant_id}", service_form(deposit="50", sop="", inquiry="", request_key="b")
    )
    assert answer.status_code == 302
    service.refresh_from_db()
    assert (service.minutes, service.species, service.deposit_fen, service.sop) == (70, "dog", 5000, "")
    assert service.needs == [{"kind": "worker", "skill": "groom"}, {"kind": "table"}]


def test_a_refused_service_keeps_what_was_typed(shop, made, manager):
    variant = made.offer["V1001"]
    answer = manager.post(f"/services/{variant.pk}", service_form(minutes="5000", request_key="a"))
    assert answer.status_code == 422 and 'value="5000"' in answer.content.decode()
    answer = manager.post(f"/services/{variant.pk}", service_form(deposit="很多", request_key="b"))
    assert answer.status_code == 422 and "很多" in answer.content.decode()
    assert Service.objects.of(shop.chain).get(variant=variant).minutes == 60
    assert manager.post(f"/services/{variant.pk}/offer").status_code == 302
    assert "不再提供" in manager.get("/services/").content.decode()
    assert manager.post(f"/services/{variant.pk}/offer", {"resume": "1"}).status_code == 302
    assert Service.objects.of(shop.chain).get(variant=variant).ended_at is None


def test_the_table_is_saved_whole(shop, made, manager):
    variant = made.offer["V1001"]
    breed = Breed.objects.create(chain=shop.chain, species="dog", name="柴犬")
    address = f"/services/{variant.pk}/bands"
    assert manager.get(address).status_code == 200
    before = bands_of(variant)
    answer = manager.post(address, band_cells(variant, minutes__0="65", low__0="102.00", request_key="a"))
    assert answer.status_code == 302
    after = bands_of(variant)
    assert (after[0].minutes, after[0].price_fen, after[1:]) == (65, 10200, before[1:])
    more = {"breed__5": "柴犬", "minutes__5": "80", "low__5": "", "high__5": "", "request_key": "b"}
    assert manager.post(address, band_cells(variant, **more)).status_code == 302
    assert (bands_of(variant)[5].breed_id, bands_of(variant)[5].price_fen) == (breed.pk, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes__0": "很久"},
        {"low__0": "一百"},
        {"up_to__0": "nan"},
        {"breed__0": "月亮犬"},
        {"minutes__0": "0"},
        {"high__0": "1"},
    ],
)
def test_a_table_with_a_wrong_cell_changes_nothing(shop, made, manager, wrong):
    variant = made.offer["V1001"]
    before = bands_of(variant)
    answer = manager.post(
        f"/services/{variant.pk}/bands", band_cells(variant, minutes__1="99", request_key="a", **wrong)
    )
    assert answer.status_code == 422 and 'value="99"' in answer.content.decode()
    assert bands_of(variant) == before


def test_surcharges(shop, made, manager):
    page = manager.get("/services/surcharges").content.decode()
    assert "节假日加收" in page and "20%" in page and "每 15 分钟 ¥30.00，最多 ¥90.00" in page
    typed = {
        "name": "春节加收",
        "basis": "percent",
        "amount": "50",
        "when": "peak",
        "service_kind": "board",
        "ceiling": "",
    }
    assert manager.post("/services/surcharges/new", {**typed, "code": "spring", "request_key": "a"}).status_code == 302
    row = surcharge_of(shop.chain, "spring")
    assert (row.amount, row.when, row.service_kind) == (5000, "peak", "board")
    answer = manager.post(
        "/services/surcharges/new", {**typed, "code": "autumn", "when": "holiday", "request_key": "b"}
    )
    assert answer.status_code == 422 and "节假日加收" in answer.content.decode()
    assert manager.get("/services/surcharges/spring").status_code == 200
    assert manager.post("/services/surcharges/spring", {**typed, "ended": "on", "request_key": "c"}).status_code == 302
    assert surcharge_of(shop.chain, "spring") is None and Surcharge.objects.of(shop.chain).count() == 7


def test_places(shop, made, manager):
    assert "猫房 1" in manager.get("/services/places").content.decode()
    typed = {
        "name": "大狗房",
        "position": "3",
        "most_pets": "2",
        "species": ["dog"],
        "most_weight": "45.5",
        "area": "狗区",
    }
    typed["offer_id"] = str(made.offer["V2001"].pk)
    assert manager.post("/services/places/new", {**typed, "kind": "room", "request_key": "a"}).status_code == 302
    room = Resource.objects.of(shop.chain).get(name="大狗房")
    assert (room.most_weight_g, room.species, room.offer_id) == (45_500, "dog", made.offer["V2001"].pk)
    assert (
        manager.post(
            f"/services/places/{room.pk}", {**typed, "name": "最大的狗房", "code": room.code, "request_key": "b"}
        ).status_code
        == 302
    )
    room.refresh_from_db()
    assert room.name == "最大的狗房"
    answer = manager.post("/services/places/new", {**typed, "kind": "room", "code": "T1", "request_key": "c"})
    assert answer.status_code == 422 and "大狗房" in answer.content.decode()
    worker = made.mei
    assert "速度" in manager.get(f"/services/places/{worker.pk}").content.decode()
    form = {"name": "小美", "code": "W1", "position": "0", "pace": "120", "request_key": "d"}
    assert manager.post(f"/services/places/{worker.pk}", form).status_code == 302
    worker.refresh_from_db()
    assert worker.pace == 120
    assert manager.post(f"/services/places/{room.pk}/end").status_code == 302
    room.refresh_from_db()
    assert room.ended_at is not None


def test_vaccine_plans(shop, manager):
    make_usual_vaccines(by=shop.manager)
    plan = VaccinePlan.objects.of(shop.chain).get(species="dog", code="rabies")
    assert "动物防疫法" in manager.get("/services/vaccines").content.decode()
    typed = {
        "kind": "vaccine",
        "name": "狂犬疫苗",
        "months": "36",
        "required": "on",
        "source": "疫苗说明书",
        "request_key": "a",
    }
    assert manager.post(f"/services/vaccines/{plan.pk}", typed).status_code == 302
    plan.refresh_from_db()
    assert (plan.months, plan.code, plan.species) == (36, "rabies", "dog")
    assert manager.post(f"/services/vaccines/{plan.pk}", {**typed, "months": "99"}).status_code == 422
    plan.refresh_from_db()
    assert plan.months == 36


def test_strangers_and_other_roles(shop, made, browser_of):
    make_usual_vaccines(by=shop.manager)
    plan = VaccinePlan.objects.of(shop.chain).first()
    bath = made.offer["V1001"]
    own = [f"/services/{bath.pk}", f"/services/{bath.pk}/bands", "/services/surcharges/knots",
           f"/services/places/{made.places['C1'].pk}", f"/services/vaccines/{plan.pk}"]  # fmt: skip
    clerk, stranger = browser_of("xiaozhou"), browser_of("boss", of=build_shop("other"))
    sister = browser_of("jingan")
    for address in [*PAGES, *own]:
        assert clerk.get(address).status_code == sister.get(address).status_code == 403, address
    before = bands_of(bath)
    for address in own:
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address, band_cells(bath, minutes__0="5")).status_code == 404
    for address in (f"/services/{bath.pk}/offer", f"/services/places/{made.places['C1'].pk}/end"):
        assert stranger.post(address).status_code == 404 and clerk.post(address).status_code == 403
    assert bands_of(bath) == before and Resource.objects.of(shop.chain).filter(ended_at=None).count() == 12
    assert "标准洗护" not in stranger.get("/services/").content.decode()


def test_a_place_of_the_sister_store_is_not_here(shop, made, browser_of):
    room = add_resource(store=shop.sister, kind="room", name="静安房", by=shop.by("boss"))
    assert browser_of("laozhou").get(f"/services/places/{room.pk}").status_code == 404


def test_pages_cost_the_same_however_much_there_is(shop, made, manager):
    few = {address: queries(manager, address) for address in PAGES if "new" not in address}
    make_usual_vaccines(by=shop.manager)
    for number in range(6):
        service = open_service(name=f"服务 {number}", kind="groom", price_fen=9800, minutes=30, by=shop.manager)
        set_bands(variant=service.variant, bands=bands_of(made.offer["V1001"]), by=shop.manager)
        add_resource(store=shop.store, kind="room", name=f"房 {number}", by=shop.manager)
    make_usual_services(by=shop.manager)
    for address, count in few.items():
        assert queries(manager, address) <= count <= 12, address
