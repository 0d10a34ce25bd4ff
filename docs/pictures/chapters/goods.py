"""Picking, shipping and handing over; goods and stock."""

from studio.hands import SIGNATURE, scan
from studio.shots import shot


@shot(size="phone", who="xiaoli")
def tasks(page, shop):
    page.goto("/tasks")


@shot(size="phone", who="xiaoli")
def pick(page, shop):
    page.goto(f"/picking/orders/{shop.order('picking', column='id')}")
    if "/lists/" not in page.url:
        page.locator(
            "main a[href*='/picking/lists/'], main button.is-do, main form[action*='lists'] button"
        ).first.click()
        page.wait_for_load_state()


@shot(size="phone", who="xiaoli")
def pack(page, shop):
    pick(page, shop)
    while page.locator("#walk button.is-tint, #walk button.button-tint").count():
        before = page.locator("#walk").inner_text()
        page.locator("#walk button.is-tint, #walk button.button-tint").first.click()
        page.wait_for_function("before => document.querySelector('#walk').innerText !== before", arg=before)
    page.get_by_role("button", name="配齐了，去质检").click()
    page.get_by_role("button", name="质检通过").wait_for()


@shot(who="laozhou")
def shipping(page, shop):
    page.goto("/shipping")


@shot(size="phone", who="xiaoli")
def run(page, shop):
    page.goto(f"/runs/{shop.one('select id from delivery_run order by id limit 1')}")


@shot(size="phone", who="xiaozhou")
def hand_over(page, shop):
    page.goto(f"/handover/{shop.order('ready', 'and fulfilment = "pickup"', 'id')}")
    page.get_by_label("签收人").fill("林女士")
    pad = page.locator("canvas").first
    pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    assert box, "the signature pad has no size"
    for stroke in SIGNATURE:
        x, y = stroke[0]
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        page.mouse.down()
        for x, y in stroke[1:]:
            page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=4)
        page.mouse.up()


@shot()
def goods(page, shop):
    page.goto("/goods/")


@shot()
def receive(page, shop):
    page.goto("/goods/receive")
    for name in ("老年猫低磷粮", "化毛膏"):
        scan(page, shop.one("select b.code from catalogue_barcode b join catalogue_variant v on v.id = b.variant_id "
                            "where v.name like ? order by b.id limit 1", name + "%"), "#lines")  # fmt: skip


@shot(size="phone")
def stocktake(page, shop):
    page.goto("/count/")
    page.get_by_role("button", name="开始盘全店").click()
    page.get_by_role("link", name="A01").first.click()
    for name in ("冻干双拼猫粮", "无谷鸡肉幼猫粮"):
        scan(page, shop.one("select b.code from catalogue_barcode b join catalogue_variant v on v.id = b.variant_id "
                            "where v.name like ? order by b.id limit 1", name + "%"), "#count")  # fmt: skip
        lots = page.locator("#count form:has(input[name=lot]) button")
        if lots.count():
            lots.first.click()
            page.wait_for_timeout(500)
