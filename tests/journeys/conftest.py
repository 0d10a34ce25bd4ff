"""The demo shop, the browser, and pages of the three sizes people use."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.journeys.server import ROOT, command, open_shop

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
PICTURES = ROOT / ".cache" / "journeys"


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """A demo shop of one week, served by granian. Shared by all journeys: each makes what it needs itself."""
    data = tmp_path_factory.mktemp("shop")
    command("demo", "--data", str(data), "--days", "7", "--seed", "1", data=data)
    running = open_shop(data)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by Playwright; no browser is ever downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield chromium
        chromium.close()


def find_chromium() -> str:
    for place in (
        os.environ.get("CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ):
        if place and Path(place).exists():
            return place
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    pytest.fail(
        "浏览器测试需要 Chromium：sudo apt-get install chromium fonts-noto-cjk / "
        "the browser tests need Chromium: sudo apt-get install chromium fonts-noto-cjk",
        pytrace=False,
    )


@pytest.fixture
def new_page(shop, browser, request):
    """`new_page("phone")` opens a page of that size. Script errors and refused content fail the test."""
    contexts, complaints = [], []

    def open_page(size: str = "desktop", **options):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=shop.address,
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            is_mobile=size == "phone",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        return page

    yield open_page
    failed = getattr(request.node, "failed", False)
    for number, context in enumerate(contexts):
        for page in context.pages:
            if failed:
                PICTURES.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=PICTURES / f"{re.sub(r'[^\w-]+', '-', request.node.name)}-{number}.png")
        context.close()
    assert complaints == []


def is_complaint(message) -> bool:
    """What the browser logs as an error, but for answers 4xx (refusals are part of the stories) and questions that
    a newer one replaced before they were answered."""
    return message.type == "error" and not any(word in message.text for word in ("status of 4", "AbortError"))


@pytest.fixture
def page(new_page):
    """A page on the desktop."""
    return new_page("desktop")


@pytest.fixture(scope="session")
def accessible():
    """`accessible(page)` fails with axe's own words where the page shuts people out."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page) -> None:
        results = axe.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember that a test failed, so that its page can be photographed."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report
