"""The pages behind the counter: whole, within their width, without one complaint of the browser, with the search open too."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_till import sign_in

PAGES = ("/today", "/tasks", "/customers/", "/customers/1", "/pets/1", "/goods/", "/goods/1", "/goods/receive", "/picking",
         "/shipping", "/runs", "/handover", "/count/", "/reports/", "/reports/flow", "/reports/paper", "/imports/", "/staff/",
         "/settings/", "/devices/", "/tokens/", "/audit/", "/messages", "/delivery-rates", "/me/")  # fmt: skip


@pytest.mark.parametrize(("size", "light"), [("desktop", "dark"), ("phone", "light")])
def test_the_browser_has_nothing_to_complain_of(new_page, size, light):
    """`new_page` fails the test for script errors and for what the content policy refuses."""
    page = new_page(size, color_scheme=light)
    sign_in(page, "boss")
    wide = []
    for path in PAGES:
        assert page.goto(path).status == 200, path
        page.keyboard.press("Control+k")
        page.locator("#palette[open]").wait_for()
        page.keyboard.press("Escape")
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            wide.append(path)
    assert not wide, f"scroll sideways: {wide}"


def test_a_year_of_a_large_chain_fits_a_phone(new_page):
    page = new_page("phone")
    sign_in(page, "boss")
    page.goto("/reports/")
    page.evaluate("document.querySelectorAll('.figures dd').forEach((e) => { e.textContent = '¥1,210,660,590.00' })")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_known_number_brings_its_name_without_a_word_typed(new_page, shop):
    phone = shop.sql(
        "SELECT number FROM customers_phone p JOIN customers_customer c ON c.id = p.customer_id WHERE c.merged_into_id"
        " IS NULL GROUP BY number HAVING count(*) = 1 AND number LIKE '1%' ORDER BY number LIMIT 1"
    )[0][0]
    page = new_page("desktop")
    sign_in(page)
    page.goto("/intake/phone")
    page.locator("[name=contact_phone]").fill(phone)
    expect(page.locator("[name=contact_name]")).not_to_have_value("")
    page.locator("[name=contact_phone]").fill("13000000000")
    expect(page.locator("[name=contact_name]")).to_have_value("")
    page.locator("[name=contact_name]").fill("新来的")
    page.locator("[name=contact_phone]").fill(phone)
    page.locator("[data-known]").wait_for()
    assert page.locator("[name=contact_name]").input_value() == "新来的"
