"""F31: a photo is kept once and without metadata; the owner hears in the rhythm of the check-in; strangers' pets never leave."""

import shutil
import stat
import uuid
from datetime import timedelta

import pytest

from tests.care.stays import NOON, booked, checked_in, stay
from tests.cast import build_shop
from tests.files.conftest import image_bytes
from tests.files.test_keep_photo import exif_with_place
from tests.visits import build_services
from wangcai.care.public import Media, PetNotHere, add_media, media_for_owner, media_of, send_digests, usual_rhythm
from wangcai.catalogue.public import Service
from wangcai.files.public import (
    PhotoUnreadable,
    StoredFile,
    VideoTooLong,
    VideoUnreadable,
    VideoUnsupported,
    photo_bytes,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound
from wangcai.messages.public import Message

pytestmark = pytest.mark.django_db
EVENING = NOON + timedelta(hours=7, minutes=5)  # 19:05 in the shop


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def dog(shop, made):
    return booked(shop, made)


def photo(shop, booking, **more):
    return add_media(booking=booking, data=image_bytes(), by=shop.groomer, **{"at": NOON, **more})


def test_a_photo_loses_place_and_camera_and_stands_in_the_pet_s_timeline(shop, dog):
    kept = add_media(booking=dog, data=image_bytes(exif=exif_with_place()), note="洗完了", by=shop.groomer, at=NOON)
    _row, data = photo_bytes(shop.groomer, kept.file.public_id)
    assert b"SecretCamera" not in data and kept.pet == shop.shandian and kept.note == "洗完了"
    assert Entry.objects.get(what="care.media_kept").pet_id == shop.shandian.pk


def test_the_queue_s_second_try_makes_no_second_photo(shop, dog):
    key = uuid.uuid4()
    first = photo(shop, dog, client_key=key)
    again = add_media(booking=dog, data=b"a torn upload", client_key=key, by=shop.by("aqiang"), at=NOON)
    assert again == first and Media.objects.of(shop.chain).count() == 1
    assert StoredFile.objects.of(shop.chain).count() == 1 and Entry.objects.filter(what="care.media_kept").count() == 1


def test_taken_offline_it_keeps_its_time_but_never_the_future(shop, dog):
    early = photo(shop, dog, taken_at=NOON - timedelta(minutes=40))
    late = photo(shop, dog, taken_at=NOON + timedelta(days=3))
    assert (early.taken_at, late.taken_at) == (NOON - timedelta(minutes=40), NOON)


def test_what_is_no_picture_whose_pet_is_not_here_and_who_may_not(shop, made, dog):
    with pytest.raises(PhotoUnreadable):
        add_media(booking=dog, data=b"MZ not a picture", by=shop.groomer)
    with pytest.raises(PetNotHere):
        photo(shop, booked(shop, made, state="booked"))
    with pytest.raises(NotAllowed):
        add_media(booking=dog, data=image_bytes(), by=shop.clerk)
    with pytest.raises(NotFound):
        add_media(booking=dog, data=image_bytes(), by=build_shop("other").groomer)
    assert not Media.objects.of(shop.chain).exists()


def test_none_was_chosen_nobody_is_told(shop, dog):
    checked_in(dog, "none")
    photo(shop, dog)
    assert send_digests(at=EVENING) == 0 and not Message.objects.of(shop.chain).exists()


def test_each_photo_at_once_and_each_only_once(shop, dog):
    checked_in(dog, "each")
    photo(shop, dog)
    assert send_digests(at=NOON) == 1 and send_digests(at=NOON) == 0
    message = Message.objects.of(shop.chain).get()
    assert (message.event, message.customer, message.subject_kind) == ("care_photos", shop.wang, "booking")
    assert "闪电" in message.body and "1 张" in message.body and "/p/" in message.body
    photo(shop, dog, at=NOON + timedelta(minutes=1))
    assert send_digests(at=NOON + timedelta(minutes=2)) == 1
    assert Entry.objects.filter(what="care.digest_sent").count() == 2


def test_every_two_hours_as_one(shop, dog):
    checked_in(dog, "2h")
    photo(shop, dog)
    photo(shop, dog)
    assert send_digests(at=NOON + timedelta(minutes=119)) == 0
    assert send_digests(at=NOON + timedelta(minutes=120)) == 1
    assert "2 张" in Message.objects.of(shop.chain).get().body
    photo(shop, dog, at=NOON + timedelta(minutes=130))
    assert send_digests(at=NOON + timedelta(minutes=200)) == 0
    assert send_digests(at=NOON + timedelta(minutes=240)) == 1


def test_each_evening_once_and_at_night_messages_wait_for_the_morning(shop, made):
    cat = stay(shop, made)
    checked_in(cat, "evening")
    photo(shop, cat)
    assert send_digests(at=NOON + timedelta(hours=6)) == 0
    assert send_digests(at=EVENING) == 1
    photo(shop, cat, at=EVENING)
    assert send_digests(at=EVENING + timedelta(hours=1)) == 0
    late = EVENING + timedelta(days=1, hours=3)  # 22:05
    assert send_digests(at=late) == 1
    assert Message.objects.of(shop.chain).order_by("pk").last().not_before == EVENING + timedelta(
        days=1, hours=13, minutes=55
    )


def test_ready_to_go_home_the_rest_is_told(shop, made):
    cat = stay(shop, made, state="ready")
    checked_in(cat, "evening")
    photo(shop, cat)
    assert send_digests(at=NOON) == 1


def test_somebody_else_s_pet_in_view_stays_in_the_house(shop, dog):
    checked_in(dog, "each")
    mine, theirs = photo(shop, dog), photo(shop, dog, other_pets=True)
    arrival = photo(shop, dog, purpose="arrival")
    send_digests(at=NOON)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.told_at and theirs.told_at is None
    assert "1 张" in Message.objects.of(shop.chain).get().body
    assert set(media_for_owner(dog)) == {mine, arrival} and set(media_of(dog)) == {mine, theirs, arrival}


def test_long_stays_and_surgery_are_on_by_themselves(shop, made):
    bath, nights = booked(shop, made), stay(shop, made)
    Service.objects.of(shop.chain).filter(variant=nights.service).update(photos_default=False)
    assert usual_rhythm(bath) == "none" and usual_rhythm(nights) == "evening"
    nights.ends_at = nights.starts_at + timedelta(days=1)
    assert usual_rhythm(nights) == "none"
    Service.objects.of(shop.chain).filter(variant=bath.service).update(photos_default=True)
    assert usual_rhythm(bath) == "2h"


MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 64


def film(shop, booking, data=MP4):
    return add_media(booking=booking, kind="video", data=data, by=shop.groomer, at=NOON)


def fake_ffmpeg(tmp_path, monkeypatch, script):
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\n" + script, "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


def test_without_ffmpeg_a_video_is_refused_with_a_sentence(shop, dog, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(VideoUnsupported):
        film(shop, dog)
    assert not Media.objects.of(shop.chain).exists()


def test_too_long_torn_or_no_video_at_all(shop, dog, tmp_path, monkeypatch):
    fake_ffmpeg(tmp_path, monkeypatch, 'for last; do :; done; echo made > "$last"; echo out_time_us=16500000\n')
    with pytest.raises(VideoTooLong):
        film(shop, dog)
    fake_ffmpeg(tmp_path, monkeypatch, "exit 1\n")
    for data in (MP4, b"", b"#EXTM3U\nfile:///etc/passwd"):
        with pytest.raises(VideoUnreadable):
            film(shop, dog, data)
    assert not Media.objects.of(shop.chain).exists() and not StoredFile.objects.of(shop.chain).exists()


def test_a_video_is_what_ffmpeg_made_of_it(shop, dog, tmp_path, monkeypatch):
    fake_ffmpeg(tmp_path, monkeypatch, 'for last; do :; done; echo made > "$last"; echo out_time_us=9000000\n')
    kept = film(shop, dog)
    row, data = photo_bytes(shop.groomer, kept.file.public_id)
    assert (kept.kind, row.kind, data) == ("video", "video/mp4", b"made\n")


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed here")
def test_real_ffmpeg_shrinks_and_strips(shop, dog, tmp_path):
    import subprocess

    source = tmp_path / "phone.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=1920x1080:r=15:d=2", "-metadata",
         "com.apple.quicktime.location.ISO6709=+31.2304+121.4737/", "-movflags", "use_metadata_tags", "-c:v", "libx264",
         "-preset", "ultrafast", "-pix_fmt", "yuv420p", str(source)],
        check=True,
    )  # fmt: skip
    sent = source.read_bytes()
    assert b"31.2304" in sent
    row, data = photo_bytes(shop.groomer, film(shop, dog, sent).file.public_id)
    assert b"31.2304" not in data and b"ISO6709" not in data
    assert (row.width, row.height) == (1280, 720)
