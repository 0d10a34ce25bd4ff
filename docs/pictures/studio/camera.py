"""One picture: a browser of its own, the page led to its moment, a small file."""

import os
import shutil
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

from studio.shop import Shop
from studio.shots import SHOTS

SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--lang=zh-CN",
]
PASSWORD = "wangcai-demo"
LARGEST = 120_000  # bytes of one picture


def take(browser: Any, shop: Shop, name: str, out: Path) -> None:
    """One picture in a browser of its own; scripts that fail and pages that refuse make it fail."""
    todo = SHOTS[name]
    width, height = SIZES[todo.size]
    with closing(
        browser.new_context(
            base_url=shop.address, viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai",
            has_touch=todo.size != "desktop", is_mobile=todo.size == "phone", reduced_motion="reduce",
            device_scale_factor=1.5 if todo.size == "phone" else 1,
        )
    ) as context:  # fmt: skip
        context.set_default_timeout(10_000)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on(
            "response", lambda answer: problems.append(f"{answer.status} {answer.url}") if refused(answer) else None
        )
        if todo.who:
            enter(page, todo.who)
        try:
            todo.act(page, shop)
            page.wait_for_load_state("load")
            page.evaluate("document.fonts.ready")
            page.mouse.move(0, 0)
            page.locator(".toast").evaluate_all("all => all.forEach(each => each.remove())")
            page.wait_for_timeout(300)
        finally:
            raw = page.screenshot(animations="disabled", caret="hide")
            if problems:
                raise AssertionError("; ".join(problems))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            print(f"  ! {name}: {wide} px wider than the screen")
        shrink(raw, out / f"{name}.png")


def refused(answer: Any) -> bool:
    """An answer a picture should not have met; a stream that is still being started says so by 503."""
    return answer.status >= 404 and not (answer.status == 503 and answer.url.endswith(".m3u8"))


def enter(page: Any, who: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("登录名").fill(who)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def shrink(raw: bytes, path: Path) -> None:
    """A palette is enough for flat pages; fewer colours until the picture is small."""
    from PIL import Image

    picture = Image.open(BytesIO(raw)).convert("RGB")
    for colours in (192, 96, 48, 24):
        small = BytesIO()
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            small, "PNG", optimize=True
        )
        if small.tell() < LARGEST:
            break
    path.write_bytes(small.getvalue())


def find_chromium() -> str:
    places = (os.environ.get("CHROMIUM"), shutil.which("chromium"), shutil.which("chromium-browser"))
    found = next((place for place in places if place and Path(place).exists()), None)
    if found is None:
        raise SystemExit("需要 Chromium：sudo apt-get install chromium fonts-noto-cjk / Chromium is needed")
    return found
