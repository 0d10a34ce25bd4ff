"""Keeping pictures: drawn anew before the turn to write, stored under a name nobody can guess."""

import base64
import binascii
import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings

from wangcai.files.events import PictureKept
from wangcai.files.models import StoredFile
from wangcai.files.pictures import MOST_BYTES, PhotoEmpty, PhotoTooLarge, PhotoUnreadable, Picture, drawing, photo
from wangcai.files.videos import video
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, clean_line

DATA_URL = "data:image/png;base64,"


def keep_photo(*, store: Any, data: bytes, purpose: str, by: Actor, request_key: str | None = None) -> StoredFile:
    """Keep a photo of a store (None: of the whole chain) as a JPEG without metadata.

    `purpose` is a word for people and clean-ups: pet, goods, check, accept, paper. Refuses what is empty, too large
    (20 MB, 60 megapixels) or no picture. The picture is drawn before the transaction, so nobody waits for it.
    """
    return store_picture(  # type: ignore[call-arg]  # `once` adds request_key
        store=store, picture=photo(data), purpose=purpose, by=by, request_key=request_key
    )


def keep_video(*, store: Any, data: bytes, purpose: str, by: Actor, request_key: str | None = None) -> StoredFile:
    """Keep a video of at most 15 seconds as a small MP4 without metadata; refuses where ffmpeg is not installed."""
    return store_picture(  # type: ignore[call-arg]  # `once` adds request_key
        store=store, picture=video(data), purpose=purpose, by=by, request_key=request_key
    )


def keep_signature(*, store: Any, data_url: str, by: Actor, request_key: str | None = None) -> StoredFile:
    """Keep a signature drawn on a screen (`data:image/png;base64,…`). Refuses an empty sheet."""
    return store_picture(  # type: ignore[call-arg]  # `once` adds request_key
        store=store, picture=drawing(_bytes_of(data_url)), purpose="signature", by=by, request_key=request_key
    )


@once
def store_picture(*, store: Any, picture: Picture, purpose: str, by: Actor) -> StoredFile:
    """Write the picture and its row. The file comes first: a row always has its file, never the other way round."""
    store_id = getattr(store, "pk", None)
    if not by.sees(store_id) or getattr(store, "chain_id", by.chain_id) != by.chain_id:
        raise NotFound
    name = f"{by.chain_id}/{secrets.token_hex(1)}/{secrets.token_hex(20)}.{picture.suffix}"
    _write(Path(settings.MEDIA_ROOT) / name, picture.data)
    kept = StoredFile.objects.create(
        chain_id=by.chain_id,
        store_id=store_id,
        purpose=clean_line(purpose, most=20),
        path=name,
        kind=picture.kind,
        sha256=hashlib.sha256(picture.data).hexdigest(),
        bytes=len(picture.data),
        width=picture.width,
        height=picture.height,
        kept_by=by.key,
    )
    record(PictureKept(subject_id=kept.pk, store_id=store_id, purpose=kept.purpose, bytes=kept.bytes), by=by)
    return kept


def _bytes_of(data_url: str) -> bytes:
    if not data_url:
        raise PhotoEmpty
    if not data_url.startswith(DATA_URL):
        raise PhotoUnreadable
    if len(data_url) > MOST_BYTES:
        raise PhotoTooLarge
    try:
        return base64.b64decode(data_url[len(DATA_URL) :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise PhotoUnreadable from error


def _write(path: Path, data: bytes) -> None:
    """All or nothing, on disk before the row that names it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    with open(temporary, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
