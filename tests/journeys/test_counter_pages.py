"""Every page of till, orders and intake: whole, open to everybody, and within its width, in two lights."""

import pytest

from tests.journeys.test_till import scan, sign_in

PAGES = ("/till", "/orders/board", "/orders/list", "/orders/{waiting}", "/orders/{out}", "/orders/{waiting}?confirm=1",
         "/orders/{waiting}/changes", "/orders/{done}/paper", "/till/receipts/{done}", "/intake", "/intake/phone",
         "/intake/paper", "/intake/links")  # fmt: skip


@pytest.fixture
def numbers(shop):
    """Orders of the demo: one to confirm, one with something missing, one done."""
    one = "SELECT number FROM orders_order o JOIN shops_store s ON s.id = o.store_id WHERE s.code = 'XH' AND "
    out = "EXISTS (SELECT 1 FROM orders_orderexception e WHERE e.order_id = o.id AND e.answered_at IS NULL)"
    ask = {
        "waiting": f"status = 'received' AND NOT {out}",
        "out": f"status = 'received' AND {out}",
        "done": "status = 'completed' AND channel = 'till'",
    }
    return {name: shop.sql(f"{one}{where} ORDER BY o.id DESC LIMIT 1")[0][0] for name, where in ask.items()}


@pytest.mark.parametrize(
    ("size", "light"), [("desktop", "light"), ("tablet", "dark"), ("phone", "light"), ("phone", "dark")]
)
def test_pages_are_open_to_everybody(new_page, accessible, numbers, size, light):
    page = new_page(size, color_scheme=light)
    sign_in(page, "laozhou")
    wrong = []
    for path in PAGES:
        answer = page.goto(path.format(**numbers))
        assert answer.status == 200, path
        page.wait_for_timeout(150)
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            wrong.append(f"{path} scrolls sideways")
        try:
            accessible(page)
        except AssertionError as refused:
            wrong.append(f"{path}: {refused}")
    assert not wrong, "\n".join(wrong)


def test_the_tills_dialogs_are_too(new_page, accessible, shop):
    page = new_page("desktop")
    sign_in(page)
    page.goto("/till")
    code = shop.sql(
        "SELECT b.code FROM catalogue_barcode b JOIN stock_level l ON l.variant_id = b.variant_id"
        " WHERE l.on_hand - l.promised > 9 ORDER BY b.id LIMIT 1"
    )[0][0]
    scan(page, code)
    page.wait_for_selector("#ticket-lines .line")
    for key, dialog in (("F4", "#customer-dialog"), ("F6", "#discount-dialog"), ("F7", "#held-dialog")):
        page.keyboard.press(key)
        page.locator(f"{dialog}[open]").wait_for()
        accessible(page)
        page.keyboard.press("Escape")
        page.locator(f"{dialog}[open]").wait_for(state="detached" if key != "F4" else "hidden")
    page.locator("#ticket-lines .line-words button").click()
    page.locator("#line-dialog[open]").wait_for()
    accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    page.locator("#given").wait_for()
    accessible(page)
    page.locator("#tender-mixed").click()
    page.locator("#mixed").wait_for()
    accessible(page)
    page.locator("#scan").focus()
    page.keyboard.press("Escape")
    page.wait_for_selector("#ticket-lines .line", state="detached")
