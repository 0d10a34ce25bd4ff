"""Reading pictures: by staff of the chain who may see the store, or through a signed address of one share link."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.signing import BadSignature, Signer

from wangcai.files.models import StoredFile
from wangcai.kernel.public import Actor, NotFound

_SALT = "wangcai.files.link"


def photo_bytes(by: Actor, public_id: uuid.UUID | str) -> tuple[StoredFile, bytes]:
    """The picture and its row. NotFound where it is absent or not yours."""
    kept = StoredFile.objects.of(by).filter(public_id=_uuid(public_id)).first()
    if kept is None or not by.sees(kept.store_id):
        raise NotFound
    return kept, _read(kept)


def link_photo_key(link_id: int, public_id: uuid.UUID | str) -> str:
    """The `k` of a picture shown on the page of one share link. It lives exactly as long as the link."""
    return f"{link_id}.{Signer(salt=_SALT).signature(f'{link_id}.{_uuid(public_id).hex}')}"


def link_of_key(key: str, public_id: uuid.UUID | str) -> int:
    """The share link a key was made for; NotFound for a forged one. Whether the link still lives, its owner says."""
    number, _dot, mark = key.partition(".")
    if not number.isdigit() or len(number) > 18 or not mark:
        raise NotFound
    try:
        Signer(salt=_SALT).unsign(f"{number}.{_uuid(public_id).hex}:{mark}")
    except BadSignature as error:
        raise NotFound from error
    return int(number)


def linked_photo_bytes(*, chain_id: int, public_id: uuid.UUID | str) -> tuple[StoredFile, bytes]:
    """The picture for a visitor whose key and link were checked before."""
    kept = StoredFile.objects.of(chain_id).filter(public_id=_uuid(public_id)).first()
    if kept is None:
        raise NotFound
    return kept, _read(kept)


def _uuid(value: uuid.UUID | str) -> uuid.UUID:
    if isinstance(value, uuid.UUID):
        return value
    try:
        return uuid.UUID(str(value))
    except ValueError as error:
        raise NotFound from error


def _read(kept: StoredFile) -> bytes:
    try:
        return (Path(settings.MEDIA_ROOT) / kept.path).read_bytes()
    except FileNotFoundError as error:
        raise NotFound from error
