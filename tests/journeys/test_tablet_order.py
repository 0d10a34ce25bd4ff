"""A customer composes an order on a phone; the counter sees it within two seconds, picks it and hands it over."""

import re
import time

from playwright.sync_api import expect

from tests.journeys.test_till import sign_in


def test_from_the_code_to_the_counter(shop, new_page, accessible):
    desk = new_page("desktop")
    sign_in(desk, "laozhou")
    desk.goto("/intake/links")
    accessible(desk)
    desk.fill("[name=name]", "收银台")
    desk.get_by_role("button", name="做一个码").click()
    code = re.search(r"/q/[\w-]{20,}", desk.locator("#code-url").inner_text())[0]
    desk.goto("/orders/board")
    accessible(desk)

    guest = new_page("phone")
    guest.goto(code)
    accessible(guest)
    plenty = shop.sql(
        "SELECT l.variant_id FROM stock_level l JOIN shops_store s ON s.id = l.store_id"
        " WHERE s.code = 'XH' AND l.on_hand - l.promised >= 8 ORDER BY l.variant_id LIMIT 1"
    )[0][0]
    row = guest.locator("li", has=guest.locator(f"input[name=variant][value='{plenty}']"))
    row.get_by_role("button", name="增加").click()
    row.get_by_role("button", name="增加").click()
    guest.fill("[name=contact_name]", "赵小姐")
    guest.fill("[name=contact_phone]", "13711112222")
    guest.get_by_role("button", name="下单").click()
    guest.wait_for_selector("#guest-done")
    sent = time.monotonic()
    number = guest.locator("#guest-done .num").inner_text()
    desk.get_by_role("link", name=number).wait_for(timeout=4000)
    took = time.monotonic() - sent
    print(f"on the board after {took:.1f} s")
    assert took < 2

    desk.goto(f"/orders/{number}?confirm=1")
    accessible(desk)
    desk.locator("[name=read_back]").check()
    desk.locator("#confirm-dialog").get_by_role("button", name="确认订单").click()
    desk.get_by_role("button", name="开始配货").wait_for()
    assert shop.sql("SELECT status FROM orders_order WHERE number = ?", (number,)) == [("confirmed",)]
    hand_over(shop, desk, number)


def hand_over(shop, desk, number):
    """Picked, checked, packed, handed over and paid: every step is the one button of its page."""

    def status():
        return shop.sql("SELECT status FROM orders_order WHERE number = ?", (number,))[0][0]

    desk.get_by_role("button", name="开始配货").click()
    desk.wait_for_url(re.compile("picking/lists"))
    while desk.get_by_role("button", name=re.compile(r"^拿 \d+ 件")).count():
        left = desk.get_by_role("button", name=re.compile(r"^拿 \d+ 件")).count()
        desk.get_by_role("button", name=re.compile(r"^拿 \d+ 件")).first.click()
        expect(desk.get_by_role("button", name=re.compile(r"^拿 \d+ 件"))).to_have_count(left - 1)
    desk.get_by_role("button", name="配齐了，去质检").click()
    desk.get_by_role("button", name="质检通过").click()
    desk.get_by_role("button", name="打包完成").click()
    desk.get_by_role("link", name="打印标签").wait_for()
    assert status() == "ready"

    desk.goto(f"/orders/{number}")
    desk.locator("#next-step").click()
    desk.wait_for_url(re.compile("handover"))
    for match in desk.locator("input[value=matches]").all():
        match.check(force=True)
    desk.fill("[name=signer]", "赵小姐")
    pad = desk.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    desk.mouse.move(box["x"] + 30, box["y"] + 30)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 120, box["y"] + 60, steps=6)
    desk.mouse.up()
    desk.get_by_role("button", name=re.compile("^交给客人")).click()
    desk.get_by_role("button", name=re.compile("微信")).click()
    desk.get_by_text("货款两清").wait_for()
    assert status() == "completed"
    assert shop.sql(
        "SELECT COUNT(*) FROM stock_promise WHERE state = 'open' AND subject_id IN (SELECT l.id FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id WHERE o.number = ?)",
        (number,),
    ) == [(0,)]
