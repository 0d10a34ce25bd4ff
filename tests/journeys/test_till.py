"""The counter with a scanner: ten items in fifteen seconds, and one payment however often the button is hit."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

PASSWORD = "wangcai-demo"


def sign_in(page, login="xiaozhou"):
    page.goto("/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


@pytest.fixture
def codes(shop):
    """Barcodes of goods the first store has plenty of."""
    rows = shop.sql(
        "SELECT b.code FROM catalogue_barcode b JOIN stock_level l ON l.variant_id = b.variant_id"
        " JOIN catalogue_variant v ON v.id = b.variant_id"
        " JOIN shops_store s ON s.id = l.store_id WHERE s.code = 'XH' AND b.pieces = 1 AND v.ended_at IS NULL"
        " GROUP BY b.variant_id HAVING l.on_hand - l.promised >= 8 ORDER BY b.id LIMIT 12"
    )
    assert len(rows) >= 10
    return [row[0] for row in rows]


def scan(page, code):
    """What a wedge scanner does: keys a few milliseconds apart, then Enter."""
    page.keyboard.type(code, delay=3)
    page.keyboard.press("Enter")


def sold(shop):
    return shop.sql("SELECT COUNT(*), COALESCE(MAX(id), 0) FROM orders_order WHERE channel = 'till'")[0]


def test_ten_items_in_fifteen_seconds(shop, page, codes, accessible):
    sign_in(page)
    page.goto("/till")
    page.wait_for_selector("#scan")
    accessible(page)
    began = time.monotonic()
    for code in codes[:10]:
        scan(page, code)
    expect(page.locator("#ticket-lines .line")).to_have_count(10, timeout=15000)
    took = time.monotonic() - began
    print(f"ten items in {took:.1f} s")
    assert took < 15
    accessible(page)

    page.reload()
    assert page.locator("#ticket-lines .line").count() == 10, "a reload loses nothing"
    page.keyboard.press("F8")
    page.locator("#given").wait_for()
    due = page.locator("[name=due]").input_value()
    page.locator("#given").fill("9999")
    before = sold(shop)
    page.keyboard.press("F9")
    page.locator("#sold").wait_for(timeout=5000)
    assert sold(shop)[0] == before[0] + 1
    order, total, paid, back = shop.sql(
        "SELECT o.id, o.total_fen, p.amount_fen, p.change_fen FROM orders_order o JOIN settlement_payment p ON p.order_id = o.id"
        " ORDER BY o.id DESC LIMIT 1"
    )[0]
    assert (total, paid, back) == (int(due), int(due), 999900 - int(due))
    # The next scan begins the next ticket; Esc throws it away.
    scan(page, codes[0])
    page.wait_for_selector("#ticket-lines .line")
    assert page.locator("#ticket-lines .line").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_selector("#ticket-lines .line", state="detached")
    assert order


def test_a_scan_reaches_the_box_wherever_the_focus_is(page, codes):
    sign_in(page)
    page.goto("/till")
    scan(page, codes[0])
    page.wait_for_selector("#ticket-lines .line")
    page.locator("#ticket-lines .stepper-input").focus()
    scan(page, codes[1])
    expect(page.locator("#ticket-lines .line")).to_have_count(2, timeout=15000)
    assert page.locator("#ticket-lines .stepper-input").first.input_value() == "1"
    scan(page, "0000000000000")
    page.wait_for_selector("#ticket-refusal")
    scan(page, codes[2])
    expect(page.locator("#ticket-lines .line")).to_have_count(3, timeout=15000)
    page.keyboard.press("Escape")


def test_ten_clicks_are_one_payment(shop, page, codes):
    """R09 in the browser: the button is hit ten times within a second."""
    sign_in(page)
    page.goto("/till")
    scan(page, codes[3])
    page.wait_for_selector("#pay")
    before = sold(shop)
    paid = shop.sql("SELECT COUNT(*) FROM settlement_payment")[0][0]
    page.evaluate("() => { const pay = document.getElementById('pay'); for (let i = 0; i < 10; i++) pay.click(); }")
    page.locator("#sold").wait_for()
    page.wait_for_timeout(700)
    assert sold(shop)[0] == before[0] + 1
    assert shop.sql("SELECT COUNT(*) FROM settlement_payment")[0][0] == paid + 1


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_ten_requests_at_once_are_one_payment(shop, page, codes, guarded):
    """R09 past the browser's own guard: ten equal requests at the same moment.

    The control sends ten different keys with a ticket each: then there are ten payments, so the count can fail.
    """
    sign_in(page)
    page.goto("/till")
    jar = {c["name"]: c["value"] for c in page.context.cookies()}
    before = sold(shop)[0]
    start = threading.Barrier(10)

    def press(number):
        import urllib.parse
        import urllib.request

        cookies = dict(jar) if guarded else {**jar, "till": f"{number:016x}"}
        header = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()), "X-CSRFToken": jar["csrftoken"]}

        def post(path, **sent):
            body = urllib.parse.urlencode(sent).encode()
            return urllib.request.urlopen(urllib.request.Request(shop.address + path, body, header), timeout=20).status

        if not guarded or number == 0:
            post("/till/lines", code=codes[4] if guarded else codes[4 + number % 6])
        start.wait()
        return post("/till/sale", request_key="the-same" if guarded else f"key-{number}")

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(press, range(10)))
    assert answers == [200] * 10
    assert sold(shop)[0] - before == (1 if guarded else 10)
