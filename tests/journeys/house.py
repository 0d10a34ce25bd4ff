"""A house for the stories of care: the demo's people, services, rooms and cast without its visits, and a clock to turn."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image
from playwright.sync_api import Error

from wangcai.demo.care_steps import Floor, vaccinate
from wangcai.demo.customers import make_crowd
from wangcai.demo.people import PASSWORD, make_people
from wangcai.demo.places import make_places, places_of
from wangcai.journal.public import drain
from wangcai.kernel.public import local, moment
from wangcai.messages.public import Message

# Playwright's loop runs in the test's thread; the test itself talks to the database in between.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ZONE = "Asia/Shanghai"


class Clock:
    """The shop's clock: everything that asks the kernel for the time gets it from here."""

    def __init__(self, monkeypatch: Any) -> None:
        self.offset = timedelta()
        clock = self

        class Shown(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz) + clock.offset

            @classmethod
            def combine(cls, *values: Any, **more: Any) -> datetime:  # type: ignore[override]
                return datetime.combine(*values, **more)

        monkeypatch.setattr("wangcai.kernel.clock.datetime", Shown)

    def set(self, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
        """Turn to a time of the shop's wall clock, so many days after tomorrow's date."""
        day = local(datetime.now(UTC), ZONE).date() + timedelta(days=1 + days)
        wanted = moment(day, time(hour, minute), ZONE)
        self.offset = wanted - datetime.now(UTC)
        return wanted

    def turn(self, minutes: float) -> None:
        self.offset += timedelta(minutes=minutes)


@dataclass
class House:
    """The shop of a story. `page(login)` is a browser in somebody's hand."""

    people: Any
    crowd: Any
    floor: Floor
    clock: Clock
    address: str
    browser: Any
    pages: dict[str, Any] = field(default_factory=dict)
    pictures: Any = None

    def page(self, login: str, width: int, height: int) -> Any:
        """A signed-in page of one person."""
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": height}, locale="zh-CN", timezone_id=ZONE,
            has_touch=width < 1200, is_mobile=width < 500, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(15_000)
        page = context.new_page()
        if login:
            page.goto("/sign-in")
            page.fill("[name=login]", login)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    def link(self, event: str) -> str:
        """What the owner got on her phone last about this, as an address here."""
        drain()
        told = Message.objects.of(self.people.chain).filter(event=event).order_by("-pk").first()
        assert told is not None, f"nobody was told of {event}"
        return "/p/" + told.body.split("/p/", 1)[1].split()[0].rstrip("。，,.；;）)")

    def look(self, page: Any, name: str) -> None:
        """Keep a picture for whoever wants to look."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(self.pictures / f"{name}.png"), full_page=True)


def open_house(clock: Clock, address: str, browser: Any, pictures: Any) -> House:
    now = clock.set(9)
    people = make_people(now, 30)
    make_places(people, now)
    crowd = make_crowd(people, now, 30, Random(1), 60)
    floor = Floor(people, places_of(people), {}, now, Random(1))
    for pet in (crowd.doudou, crowd.shandian):
        vaccinate(floor, pet, now - timedelta(days=40))
    drain()
    return House(people, crowd, floor, clock, address, browser, pictures=pictures)


def sign(page: Any) -> None:
    """Write on the signature pad of the page."""
    pad = page.locator(".signature-pad").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 50)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + 22 * step, box["y"] + 50 + (18 if step % 2 else -14))
    page.mouse.up()


def photo() -> dict[str, Any]:
    """A file as a phone's camera gives it."""
    kept = BytesIO()
    Image.new("RGB", (320, 240), "#9aa7b8").save(kept, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def visit(page: Any, address: str) -> None:
    """Go to a page, also while an answer of the one before is still coming in."""
    for _again in range(4):
        try:
            page.goto(address)
        except Error:
            page.wait_for_timeout(400)
        else:
            return
    page.goto(address)
