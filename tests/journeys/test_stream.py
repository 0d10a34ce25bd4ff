"""An open board shows what a program did at once, though it asks by itself only every fifteen seconds; and without the
stream it still does, a little later."""

import json
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.journeys.server import ROOT, environment, open_shop
from tests.template import copy_template

CAST = """
import django; django.setup()
from tests.api.conftest import token_for
from tests.cast import build_shop
print(token_for(build_shop()))
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The cast's shop, with a token for a program; not the demo, whose board is full already."""
    data = tmp_path_factory.mktemp("stream")
    copy_template(data / "wangcai.sqlite3")
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "DJANGO_SETTINGS_MODULE": "wangcai.settings"}
    made = subprocess.run(
        [sys.executable, "-c", CAST], env=environment(data) | path, capture_output=True, text=True, check=True, cwd=ROOT
    )
    running = open_shop(data)
    running.token = made.stdout.strip()
    yield running
    running.stop()


@pytest.fixture
def board(shop, new_page):
    page = new_page("desktop")
    page.goto("/sign-in")
    page.locator("[name=login]").fill("xiaozhou")
    page.locator("[name=password]").fill("wangcai-2026")
    page.locator("form[action*='sign-in'] button[type=submit], button[type=submit]").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def place_order(shop, key):
    variant = shop.sql("SELECT id FROM catalogue_variant WHERE sku = 'F2001'")[0][0]
    body = {"store": "XH", "contact_name": "林女士", "contact_phone": "13812348866"}
    request = urllib.request.Request(
        f"{shop.address}/api/v1/orders",
        json.dumps({**body, "lines": [{"variant_id": variant, "quantity": 1}]}).encode(),
        {"Authorization": f"Bearer {shop.token}", "Idempotency-Key": key, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read())["number"]


def shown_after(shop, page, key):
    """Seconds from the program's answer until the card stands on the screen."""
    number = place_order(shop, key)
    began = time.monotonic()
    page.get_by_text(number).first.wait_for(timeout=20_000)
    return time.monotonic() - began


def test_a_board_hears_of_an_order_at_once(shop, board):
    with board.expect_response(lambda answer: "/stream/" in answer.url, timeout=20_000) as stream:
        board.goto("/orders/board")
    assert stream.value.status == 200
    board.wait_for_timeout(4000)  # past the first question by itself; the next comes in fifteen seconds
    taken = [shown_after(shop, board, f"at-once-{n}") for n in range(3)]
    assert max(taken) < 5, taken
    print("commit to screen, s:", [round(value, 2) for value in taken])


def test_without_the_stream_the_board_goes_on_asking(shop, board):
    board.route("**/-/stream", lambda route: route.fulfill(status=204))
    board.goto("/orders/board")
    assert shown_after(shop, board, "asking") < 15
