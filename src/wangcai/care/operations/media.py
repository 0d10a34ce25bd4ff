"""Photos and short videos of a pet in our care; sent twice by a phone's queue they are kept once (obligation 2.17, F31)."""

import uuid
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking
from wangcai.care.events.work import MediaHeld, MediaKept
from wangcai.care.models import Media
from wangcai.care.operations.jobs import PetNotHere
from wangcai.care.operations.observing import SEEN
from wangcai.files.public import StoredFile, keep_photo, keep_video
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line, now, public_id


class AlreadySent(Refusal):
    code = "already_sent"
    sentence = _("这张已经发给主人了，收不回来。")
    status = 409


PHOTO, VIDEO = Media.Kind.PHOTO, Media.Kind.VIDEO


def add_media(
    *,
    booking: Booking,
    kind: str = PHOTO,
    data: bytes,
    client_key: uuid.UUID | None = None,
    taken_at: datetime | None = None,
    purpose: str = Media.Purpose.UPDATE,
    other_pets: bool = False,
    note: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Media:
    """Keep a picture without its metadata. `client_key` names it: a second sending returns the first.

    With `other_pets` (somebody else's animal is in view) it stays in the house and is never sent to the owner.
    Refuses what files refuses: empty, too large, no picture, a video longer than 15 s or where ffmpeg is absent.
    It is decoded before the transaction, so nobody waits for it.
    """
    by.require_at("care.work", booking)
    if booking.state not in SEEN:
        raise PetNotHere
    key = client_key or public_id()
    before = Media.objects.of(by).filter(client_key=key).select_related("file").first()
    if before is not None:
        return before
    keep = keep_video if kind == VIDEO else keep_photo
    file = keep(store=booking.store, data=data, purpose="care", by=by, request_key=f"media-{key}")
    return write_media(
        booking=booking, kind=VIDEO if kind == VIDEO else PHOTO, file=file, client_key=key, taken_at=taken_at,
        purpose=purpose, other_pets=other_pets, note=note, by=by, at=at,
    )  # fmt: skip


@once
def write_media(
    *,
    booking: Booking,
    kind: str,
    file: StoredFile,
    client_key: uuid.UUID,
    taken_at: datetime | None,
    purpose: str,
    other_pets: bool,
    note: str,
    by: Actor,
    at: datetime | None = None,
) -> Media:
    """The row of a kept file. The unique key decides which of two at once is the one."""
    moment = at or now()
    wanted = Media(
        chain_id=by.chain_id, booking=booking, pet_id=booking.pet_id, kind=kind,
        purpose=purpose if purpose in Media.Purpose.values else Media.Purpose.UPDATE, file=file,
        other_pets=other_pets, note=clean_line(note), client_key=client_key, taken_at=min(taken_at or moment, moment),
        kept_at=moment, by=by.key,
    )  # fmt: skip
    Media.objects.bulk_create([wanted], ignore_conflicts=True)
    kept = Media.objects.of(by).select_related("file").get(client_key=client_key)
    if kept.file_id == file.pk and kept.kept_at == moment:
        happening = MediaKept(
            **about_booking(booking), media_id=kept.pk, kind=kind, purpose=kept.purpose, other_pets=other_pets
        )
        record(happening, by=by, at=at)
    return kept


@once
def hold_media(*, media: Media, by: Actor, at: datetime | None = None) -> Media:
    """Somebody else's pet is in view: keep it in the house. Refuses what was sent already."""
    by.require_at("care.work", media.booking)
    untold = Media.objects.of(by).filter(pk=media.pk, told_at=None)
    if not untold.exists():
        raise AlreadySent
    if untold.filter(other_pets=False).update(other_pets=True):
        record(MediaHeld(**about_booking(media.booking), media_id=media.pk), by=by, at=at)
    media.refresh_from_db()
    return media
