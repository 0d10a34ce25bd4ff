"""How the pictures are led to their moment: who and what of the demo shop, and the hands at the page."""

from typing import Any

from studio.shop import Shop

MIDDLE = "part => part.scrollIntoView({block: 'center'})"
SIGNATURE = (
    ((0.25, 0.35), (0.45, 0.33)), ((0.35, 0.2), (0.35, 0.75)), ((0.35, 0.4), (0.26, 0.6)), ((0.36, 0.42), (0.45, 0.55)),
    ((0.5, 0.36), (0.72, 0.32)), ((0.6, 0.18), (0.61, 0.8)), ((0.6, 0.4), (0.5, 0.65)), ((0.62, 0.42), (0.74, 0.68)),
)  # fmt: skip


def lin(shop: Shop) -> int:
    return shop.one("select id from customers_customer where name = ? order by id", "林女士")


def booking_of(shop: Shop, name: str) -> int:
    """The first booking of the pet of this name in the story."""
    return shop.one(
        "select b.id from booking_booking b join customers_pet p on p.id = b.pet_id where p.name = ? order by b.id",
        name,
    )


def coming(shop: Shop, more: str = "") -> int:
    """A booking of a pet that has not come yet."""
    return shop.one(f"select b.id from booking_booking b where b.state = 'booked' {more} order by b.starts_at limit 1")


def job_of(shop: Shop, name: str) -> int:
    return shop.one("select id from care_job where booking_id = ? order by id", booking_of(shop, name))


def link_in(shop: Shop, event: str) -> str:
    """The address an owner got on the phone last about this."""
    body = shop.one("select body from outgoing_message where event = ? order by id desc limit 1", event)
    return "/p/" + body.split("/p/", 1)[1].split()[0].rstrip("。，,.；;）)")


def choose(chip: Any) -> None:
    """Tick the input that lies over a chip's words."""
    box = chip.locator("input")
    box.evaluate(MIDDLE)
    box.check(force=True)


def trust(page: Any) -> None:
    """Declare this browser a device of the store."""
    page.goto("/devices/")
    page.get_by_label("设备名称").fill("前台收银机")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("可以用 PIN 换人").first.wait_for()


def scan(page: Any, code: str, answer: str) -> None:
    """Type a code as a scanner does and wait until the answer changed."""
    before = page.locator(answer).inner_html()
    page.locator("#scan").fill(code)
    page.locator("#scan").press("Enter")
    page.wait_for_function(
        "([where, before]) => document.querySelector(where)?.innerHTML !== before", arg=[answer, before], timeout=8000
    )
    page.wait_for_timeout(250)
