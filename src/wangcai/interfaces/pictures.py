"""`/files/<id>`: a kept picture, for staff who may see its store, or for the visitor of a living share link."""

import re
import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wangcai.customers.public import ShareLink
from wangcai.files.public import StoredFile, link_of_key, link_photo_key, linked_photo_bytes, photo_bytes
from wangcai.kernel.public import NotFound, now

# Names are random and contents never change, but a link may be revoked: nobody else keeps a copy, and a browser asks again.
CACHE = "private, no-cache"
_RANGE = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$")


@require_safe
def picture(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The picture itself; absent, not yours and no longer shared are the same 404."""
    try:
        kept, data = _allowed(request, public_id)
    except NotFound:
        return HttpResponse(status=404)
    if request.headers.get("If-None-Match") == f'"{kept.sha256}"':
        return HttpResponse(status=304)
    response = _whole_or_part(data, kept.kind, request.headers.get("Range", ""))
    response["Cache-Control"] = CACHE
    response["ETag"] = f'"{kept.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response


def _whole_or_part(data: bytes, kind: str, wanted: str) -> HttpResponse:
    """A phone asks for a video in parts and plays none it cannot have so; what is no plain range gets the whole."""
    found = _RANGE.match(wanted)
    if found is None or not (found[1] or found[2]):
        response = HttpResponse(data, content_type=kind)
        response["Accept-Ranges"] = "bytes"
        return response
    size = len(data)
    start = int(found[1]) if found[1] else max(size - int(found[2]), 0)
    end = min(int(found[2]), size - 1) if found[1] and found[2] else size - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = HttpResponse(data[start : end + 1], content_type=kind, status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response


def linked_picture_url(link: ShareLink, public_id: uuid.UUID) -> str:
    """The address under which the visitor of this share link sees a picture."""
    return f"/files/{public_id}?k={link_photo_key(link.pk, public_id)}"


def _allowed(request: HttpRequest, public_id: uuid.UUID) -> tuple[StoredFile, bytes]:
    key = request.GET.get("k", "")
    if key:
        link_id = link_of_key(key, public_id)
        link = ShareLink.objects.across_chains().filter(pk=link_id, revoked_at=None, expires_at__gt=now()).first()
        if link is None:
            raise NotFound
        return linked_photo_bytes(chain_id=link.chain_id, public_id=public_id)
    actor = getattr(request, "actor", None)
    if not actor:
        raise NotFound
    return photo_bytes(actor, public_id)
