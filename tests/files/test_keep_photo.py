"""R43: whatever people upload is a picture drawn anew, or a refusal with a sentence; never an error, never metadata."""

import io
import struct
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from tests.files.conftest import image_bytes
from wangcai.files.public import PhotoEmpty, PhotoTooLarge, PhotoUnreadable, StoredFile, keep_photo, photo_bytes
from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, NotFound
from wangcai.shops.public import Chain


def exif_with_place():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 12.0, 5.0), 3: "E", 4: (121.0, 26.0, 9.0)})
    return exif.tobytes()


def kept(store, by, data):
    row = keep_photo(store=store, data=data, purpose="pet", by=by)
    return row, photo_bytes(by, row.public_id)[1]


def test_place_and_camera_stay_behind_and_the_picture_stands_upright(store, xiaomei):
    sent = image_bytes(size=(80, 40), exif=exif_with_place())
    assert b"SecretCamera" in sent and Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    row, data = kept(store, xiaomei, sent)
    shown = Image.open(io.BytesIO(data))
    assert b"SecretCamera" not in data and b"Exif" not in data and len(shown.getexif()) == 0
    assert (row.width, row.height) == shown.size == (40, 80)


def test_a_phone_s_heic_becomes_a_jpeg_every_counter_can_show(store, xiaomei):
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (3000, 1500), (10, 90, 50))).save(buffer, exif=exif_with_place())
    row, data = kept(store, xiaomei, buffer.getvalue())
    assert row.kind == "image/jpeg" and Image.open(io.BytesIO(data)).format == "JPEG"
    assert max(row.width, row.height) == 2000 and b"SecretCamera" not in data


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_kinds_of_picture_are_welcome(store, xiaomei, kind):
    assert kept(store, xiaomei, image_bytes(kind))[0].width == 64


def test_what_was_clear_becomes_white(store, xiaomei):
    data = kept(store, xiaomei, image_bytes("PNG", mode="RGBA", colour=(0, 0, 0, 0)))[1]
    assert Image.open(io.BytesIO(data)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04evil.zip", b"<?php system($_GET[0]);"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_a_second_file_behind_the_picture_is_gone(store, xiaomei, kind, tail):
    data = kept(store, xiaomei, image_bytes(kind) + tail)[1]
    assert tail not in data


def test_words_inside_the_picture_file_are_gone(store, xiaomei):
    data = kept(store, xiaomei, image_bytes("JPEG", comment=b"<script>hello</script>"))[1]
    assert b"script" not in data


def bomb_png(width, height):
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


HTML = b"<html><img src=x onerror=alert(1)></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", PhotoEmpty),
        (b"\0" * 400, PhotoUnreadable),
        (HTML, PhotoUnreadable),
        (SVG, PhotoUnreadable),
        (b"GIF89a" + HTML, PhotoUnreadable),
        (b"\x89PNG\r\n\x1a\n", PhotoUnreadable),
        (image_bytes()[:200], PhotoUnreadable),
        (bomb_png(50_000, 50_000), PhotoTooLarge),
        (bomb_png(9_000, 8_000), PhotoTooLarge),
        (bomb_png(900, 800), PhotoUnreadable),
        (b"\xff\xd8\xff" + b"A" * (21 * 2**20), PhotoTooLarge),
        (b"II*\0" + b"\0" * 100, PhotoUnreadable),
        (b"%PDF-1.4 hello", PhotoUnreadable),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", PhotoUnreadable),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\xff" * 64, PhotoUnreadable),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence_and_leaves_nothing(store, xiaomei, settings, data, refusal):
    with pytest.raises(refusal) as refused:
        keep_photo(store=store, data=data, purpose="pet", by=xiaomei)
    assert str(refused.value)
    assert not StoredFile.objects.of(xiaomei).exists() and not Entry.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()


def test_names_are_random_and_say_nothing(store, xiaomei, settings):
    same = image_bytes()
    first, second = (keep_photo(store=store, data=same, purpose="pet", by=xiaomei) for _ in range(2))
    assert first.path != second.path
    assert len(Path(first.path).stem) == 40 and str(first.public_id).replace("-", "") not in first.path
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.part"))


def test_the_same_request_keeps_one_picture(store, xiaomei):
    data = image_bytes()
    first, again = (keep_photo(store=store, data=data, purpose="pet", by=xiaomei, request_key="k1") for _ in range(2))
    assert first.pk == again.pk and StoredFile.objects.of(xiaomei).count() == 1
    assert Entry.objects.filter(what="files.picture_kept").count() == 1


def test_strangers_find_nothing(store, xiaomei):
    row = keep_photo(store=store, data=image_bytes(), purpose="pet", by=xiaomei)
    other = Chain.objects.create(code="other", name="别家")
    for stranger in (
        Actor(chain_id=other.pk, kind="staff", id=1, grants={None: frozenset({"*"})}),
        Actor(chain_id=store.chain_id, kind="staff", id=2, grants={store.pk + 1: frozenset({"*"})}),
    ):
        with pytest.raises(NotFound):
            photo_bytes(stranger, row.public_id)
        with pytest.raises(NotFound):
            keep_photo(store=store, data=image_bytes(), purpose="pet", by=stranger)
    with pytest.raises(NotFound):
        photo_bytes(xiaomei, "not-an-id")
