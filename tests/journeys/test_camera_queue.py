"""F31 in a real browser: photos taken without a network wait on the phone, go out once each, small and without a place."""

import io
import threading
import uuid
from wsgiref.simple_server import make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from PIL import Image

from tests.files.test_keep_photo import exif_with_place
from tests.journeys import camera_site
from tests.journeys.conftest import SIZES
from tests.journeys.test_islands import Quiet, Server


@pytest.fixture(scope="module")
def address():
    with override_settings(ROOT_URLCONF="tests.journeys.camera_site", ALLOWED_HOSTS=["*"]):
        server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def received():
    camera_site.RECEIVED.clear()
    camera_site.ANSWERS.clear()
    return camera_site.RECEIVED


@pytest.fixture
def phone(browser, address, received):
    width, height = SIZES["phone"]
    context = browser.new_context(base_url=address, viewport={"width": width, "height": height}, locale="zh-CN")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def snapshot(name="IMG_1.jpg", size=(3000, 2000)):
    """What a phone's camera gives: large, with place and camera in it."""
    buffer = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(buffer, "JPEG", quality=90, exif=exif_with_place())
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def opened(context):
    page = context.new_page()
    page.goto("/camera")
    page.wait_for_selector("[data-camera-queue]", state="attached")
    return page


def shoot(page, *pictures):
    page.set_input_files("input[name=photo]", [*pictures])


def says(page, words):
    page.wait_for_function("w => document.querySelector('[data-camera-queue]').textContent.includes(w)", arg=words)


def test_without_a_network_it_waits_and_then_goes_out_once_small_and_without_a_place(phone, received):
    page = opened(phone)
    phone.set_offline(True)
    page.check("input[name=other_pets]")
    shoot(page, snapshot(), snapshot("IMG_2.jpg"))
    says(page, "待发 2 张")
    assert received == [] and not page.is_checked("input[name=other_pets]")
    phone.set_offline(False)
    says(page, "都发出去了")
    assert len(received) == 2 and len({uuid.UUID(one["key"]) for one in received}) == 2
    for one in received:
        picture = Image.open(io.BytesIO(one["data"]))
        assert max(picture.size) == 1600 and not picture.getexif() and b"SecretCamera" not in one["data"]
        assert one["other_pets"] == "1" and one["accept"] == "application/json" and one["taken_at"].isdecimal()
    page.wait_for_timeout(300)
    assert len(received) == 2


def test_the_page_was_closed_the_photo_is_still_there(phone, received):
    page = opened(phone)
    phone.set_offline(True)
    shoot(page, snapshot())
    says(page, "待发 1 张")
    page.close()
    phone.set_offline(False)
    says(opened(phone), "都发出去了")
    assert len(received) == 1


def test_a_lost_answer_is_asked_again_under_the_same_key(phone, received):
    camera_site.ANSWERS.append(503)
    page = opened(phone)
    shoot(page, snapshot())
    says(page, "待发 1 张")
    page.evaluate("dispatchEvent(new Event('online'))")
    says(page, "都发出去了")
    assert len(received) == 2 and received[0]["key"] == received[1]["key"]


def test_what_the_server_refuses_is_said_and_leaves_the_queue(phone, received):
    camera_site.ANSWERS.extend([422, 200])
    page = opened(phone)
    shoot(page, snapshot(), snapshot("IMG_2.jpg"))
    says(page, "都发出去了")
    assert "不是能看的照片" in page.inner_text("#toasts")
    assert len(received) == 2


def test_signed_out_it_keeps_the_photo_and_says_so(phone, received):
    camera_site.ANSWERS.append(403)
    page = opened(phone)
    shoot(page, snapshot())
    says(page, "重新登录")
    page.evaluate("dispatchEvent(new Event('online'))")
    says(page, "都发出去了")


def test_without_script_the_plain_form_sends(browser, address, received):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/camera")
    page.set_input_files("input[name=photo]", [snapshot()])
    page.click("noscript button, [data-camera-queue] + button, button[type=submit]:visible")
    page.wait_for_load_state()
    context.close()
    assert len(received) == 1 and received[0]["key"] == ""
