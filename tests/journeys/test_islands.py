"""The scripts of the look in a real browser: no scan is lost, ten presses make one effect, axe finds nothing."""

import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from tests.journeys import islands_site
from tests.journeys.conftest import SIZES


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def address():
    with override_settings(ROOT_URLCONF="tests.journeys.islands_site", ALLOWED_HOSTS=["*"]):
        server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def received():
    islands_site.RECEIVED.clear()
    return islands_site.RECEIVED


@pytest.fixture
def open_page(browser, address):
    opened = []

    def go(path: str, size: str = "desktop", scheme: str = "light"):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": height}, color_scheme=scheme,
            locale="zh-CN", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.goto(path)
        # htmx takes hold of the page one tick after it has loaded; a person is never that quick, a test is.
        if path == "/islands":
            page.wait_for_selector("[data-htmx-powered]", state="attached")
        return page

    yield go
    for context in opened:
        context.close()


def scan(page, *codes: str) -> None:
    for code in codes:
        page.keyboard.type(code)
        page.keyboard.press("Enter")


def wait_for(page, received: list[str], count: int) -> None:
    for _ in range(100):
        if len(received) >= count:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(200)


def test_no_scan_is_lost_wherever_the_focus_is(open_page, received) -> None:
    page = open_page("/islands")
    page.focus("#other")
    scan(page, "6901234567892", "6901234567908", "NEW-0003", "6901234567892")
    wait_for(page, received, 4)
    assert received == ["6901234567892", "6901234567908", "NEW-0003", "6901234567892"]
    assert page.input_value("#other") == "原来写的", "what was in the focused field must stand"
    assert page.input_value("[data-scan]") == ""
    assert page.evaluate("location.hash") == "", "an N in a code must not press the key N"


def test_a_refused_code_does_not_stop_the_next(open_page, received) -> None:
    page = open_page("/islands")
    scan(page, "BAD-0001", "6901234567892")
    wait_for(page, received, 2)
    assert received == ["BAD-0001", "6901234567892"]


def test_typing_by_hand_stays_typing(open_page, received) -> None:
    page = open_page("/islands")
    page.focus("#other")
    page.keyboard.press("End")
    page.keyboard.type("abcd", delay=160)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.input_value("#other") == "原来写的abcd"
    assert received == []


@pytest.mark.parametrize(("button", "code"), [("go", "ONCE"), ("plain", "PLAIN")])
def test_ten_presses_make_one_effect(open_page, received, button: str, code: str) -> None:
    page = open_page("/islands")
    page.evaluate(f"for (let i = 0; i < 10; i++) document.getElementById('{button}').click()")
    wait_for(page, received, 1)
    page.wait_for_timeout(500)
    assert received == [code]


def test_keys_press_what_they_name(open_page, received) -> None:
    page = open_page("/islands")
    page.keyboard.press("F9")
    wait_for(page, received, 1)
    assert received == ["ONCE"]
    page.keyboard.press("F2")
    assert page.evaluate("document.activeElement.name") == "code"
    page.keyboard.type("n")
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == "", "a letter typed into a box is only a letter"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == "#letter"


def test_dialog_takes_and_gives_back_the_focus(open_page) -> None:
    page = open_page("/islands")
    page.get_by_role("button", name="改价").click()
    assert page.evaluate("document.activeElement.name") == "amount"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('price').open")
    assert page.evaluate("document.activeElement.dataset.opens") == "price"


def beat_after(page, known: int) -> None:
    for _ in range(100):
        if int(page.inner_text("#beat")) > known:
            return
        page.wait_for_timeout(50)
    pytest.fail("the live part did not refresh")


def test_a_live_part_refreshes_but_not_under_the_hand(open_page) -> None:
    page = open_page("/islands")
    beat_after(page, 1)
    page.locator("#open-me summary").click()
    page.wait_for_timeout(500)
    held = page.inner_text("#beat")
    page.wait_for_timeout(900)
    assert page.inner_text("#beat") == held
    page.locator("#open-me summary").click()
    beat_after(page, int(held))


def test_stepper_stops_at_its_limits(open_page) -> None:
    page = open_page("/islands")
    for _ in range(3):
        page.get_by_role("button", name="增加").click()
    assert page.input_value("[name=qty]") == "3"


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_gallery_shuts_nobody_out(open_page, accessible, size: str, scheme: str) -> None:
    page = open_page("/-/gallery", size, scheme)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"


def test_dark_is_remembered(open_page) -> None:
    page = open_page("/-/gallery")
    page.locator(".rail-more > summary").click()
    page.get_by_role("button", name="深色").click()
    assert page.get_attribute("html", "data-theme") == "dark"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
