"""Signatures from a screen, and pictures behind a share link."""

import base64
import io
import uuid

import pytest
from PIL import Image, ImageDraw

from tests.files.conftest import image_bytes
from wangcai.files.public import (
    PhotoEmpty,
    PhotoUnreadable,
    StoredFile,
    keep_signature,
    link_of_key,
    link_photo_key,
    photo_bytes,
)
from wangcai.kernel.public import NotFound


def data_url(draw=True):
    sheet = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    if draw:
        ImageDraw.Draw(sheet).line([(100, 150), (300, 120), (420, 180)], fill=(10, 10, 10, 255), width=4)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_a_signature_is_kept_as_black_on_white_cut_to_its_ink(store, xiaomei):
    row = keep_signature(store=store, data_url=data_url(), by=xiaomei)
    shown = Image.open(io.BytesIO(photo_bytes(xiaomei, row.public_id)[1]))
    assert row.kind == "image/png" and row.purpose == "signature"
    assert shown.width < 360 and shown.getextrema()[0] < 40 and shown.getextrema()[1] == 255


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", PhotoEmpty),
        (data_url(draw=False), PhotoEmpty),
        ("hello", PhotoUnreadable),
        ("data:image/png;base64,!!!", PhotoUnreadable),
        ("data:image/svg+xml;base64,PHN2Zy8+", PhotoUnreadable),
        ("data:image/png;base64," + base64.b64encode(image_bytes("JPEG")).decode(), PhotoUnreadable),
    ],
)
def test_an_empty_or_strange_signature_is_refused(store, xiaomei, text, refusal):
    with pytest.raises(refusal):
        keep_signature(store=store, data_url=text, by=xiaomei)
    assert not StoredFile.objects.of(xiaomei).exists()


def test_a_link_s_key_opens_one_picture_only():
    one, other = uuid.uuid4(), uuid.uuid4()
    key = link_photo_key(7, one)
    assert link_of_key(key, one) == 7
    for wrong, picture in [
        (key, other),
        (key.replace("7.", "8.", 1), one),
        ("7.", one),
        ("", one),
        ("x.y", one),
        (key[:-1], one),
    ]:
        with pytest.raises(NotFound):
            link_of_key(wrong, picture)
