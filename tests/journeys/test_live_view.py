"""The owner watches a generated picture; when the pet goes home the picture is gone within ten seconds (F32)."""

import os
import shutil
import time
from datetime import time as clock
from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.journeys.conftest import PICTURES
from tests.visits import build_services
from wangcai.booking.public import Booking
from wangcai.care.public import grant_view, set_camera, view_token
from wangcai.kernel.public import now

# Playwright's loop runs in this thread; the test itself talks to the database in between.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg makes the stream: apt install ffmpeg"),
]


@pytest.fixture
def grant(settings, tmp_path):
    settings.DATA = tmp_path
    shop = build_shop()
    room = build_services(shop).places["Q1"]
    set_camera(
        room=room, name="", address="test:", opens=clock(0), closes=clock(23, 59, 59), minutes_a_day=60, by=shop.manager
    )
    stay = Booking.objects.create(
        chain=shop.chain, store=shop.store, kind="stay", state="arrived", state_at=now(), customer=shop.lin,
        pet=shop.doudou, service=room.offer, room=room, starts_at=now(), ends_at=now() + timedelta(days=2),
        made_at=now(), made_by="system:0",
    )  # fmt: skip
    return grant_view(booking=stay, by=shop.clerk)


def soon(what, seconds):
    """Does it come true in time? Asked from here: the pages' own policy forbids waiting by evaluated text."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(0.3)
    return True


@pytest.mark.parametrize("player", ["own", "pieces"])
def test_the_picture_moves_and_ends_with_the_stay(live_server, browser, grant, client, player):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    if player == "pieces":  # a browser that knows no HLS is fed piece by piece
        context.add_init_script("HTMLMediaElement.prototype.canPlayType = () => ''")
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/p/live/{view_token(grant)}")
    video, words = page.locator("[data-live-video]"), page.locator("[data-live-words]")
    assert soon(lambda: video.evaluate("v => v.currentTime") > 1.5, 60)
    assert soon(lambda: words.text_content() == "直播中", 20)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / "live-view.png"))
    assert all(url.startswith((live_server.url, "blob:", "data:")) for url in asked)
    assert "test:" not in page.content()

    Booking.objects.of(grant.chain_id).filter(pk=grant.booking_id).update(state="done")
    left = time.monotonic()
    page.wait_for_selector("[data-live-video]", state="hidden", timeout=10_000)
    assert time.monotonic() - left < 10
    piece = next(url for url in asked if ".m4s" in url)
    assert client.get(piece.removeprefix(live_server.url)).status_code == 410
    assert client.get(f"/p/live/{view_token(grant)}/live.m3u8").status_code == 410
    context.close()
