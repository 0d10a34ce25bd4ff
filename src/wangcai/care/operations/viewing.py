"""Live view (F32): a grant for this stay, in these hours, so many minutes a day, at most two people, ended at once.

Whether a grant is alive is computed at every piece of the stream from the pet's state and room; nothing has to be
switched off for it to end. `ended_at` is written afterwards for the record.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Sum
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, Resource, about_booking, states
from wangcai.care.events.live import CameraEnded, CameraSet, ViewEnded, ViewGranted, ViewWatched
from wangcai.care.models import Camera, ViewGrant, Viewing
from wangcai.journal.public import once, record
from wangcai.kernel.public import (
    Actor,
    NotFound,
    Refusal,
    clean_line,
    digest,
    local,
    now,
    public_id,
    system_actor,
    writing,
)
from wangcai.shops.public import Store

# A look counts while it is repeated; after this many seconds without one the viewer has gone.
GAP = 12
SCHEMES = ("rtsp://", "rtsps://", "http://", "https://", "test:")


class AddressUnclear(Refusal):
    code = "camera_address_unclear"
    sentence = _("摄像头地址要以 rtsp:// 开头（试看请填 test:）。")
    field = "address"


class HoursUnclear(Refusal):
    code = "camera_hours_unclear"
    sentence = _("开放时段要从早到晚，例如 08:00 到 21:00；每天 1 到 720 分钟。")
    field = "opens"


@dataclass(frozen=True, slots=True)
class Watching:
    """What a viewer may have now. `why` is empty while the picture may be shown: ended, closed, used_up, full."""

    why: str
    seconds_left: int


@once
def set_camera(
    *, room: Resource, name: str, address: str, opens: time, closes: time, minutes_a_day: int, by: Actor,
    at: datetime | None = None,
) -> Camera:  # fmt: skip
    """Put a camera into a room, or change the one that is there. An empty address keeps the one that is known."""
    by.require_at("care.live", room)
    at, address = at or now(), str(address).strip()
    before = Camera.objects.of(by).filter(room=room, ended_at=None).first()
    if not address and before:
        address = before.address
    if not address.startswith(SCHEMES) or len(address) > 300 or any(c.isspace() for c in address):
        raise AddressUnclear
    if not opens < closes or not 1 <= minutes_a_day <= 720:
        raise HoursUnclear
    camera = before or Camera(chain_id=by.chain_id, room=room, store_id=room.store_id)
    camera.name, camera.address = clean_line(name, most=60) or room.name, address
    camera.opens, camera.closes, camera.minutes_a_day = opens, closes, minutes_a_day
    camera.save()
    record(CameraSet(subject_id=camera.pk, store_id=room.store_id, room=room.name), by=by, at=at)
    return camera


@once
def end_camera(*, camera: Camera, by: Actor, at: datetime | None = None) -> Camera:
    """Take a camera out of use; whoever watches loses the picture at once."""
    by.require_at("care.live", camera)
    at = at or now()
    if not Camera.objects.of(by).filter(pk=camera.pk, ended_at=None).update(ended_at=at):
        raise NotFound
    for grant in ViewGrant.objects.of(by).filter(camera=camera, ended_at=None).select_related("booking"):
        _end(grant, why="staff", by=by, at=at)
    record(CameraEnded(subject_id=camera.pk, store_id=camera.store_id, room=camera.room.name), by=by, at=at)
    return camera


@once
def grant_view(*, booking: Booking, by: Actor, at: datetime | None = None) -> ViewGrant | None:
    """Let the owner watch the room the pet is in. None where the room has no camera; the living grant where there is one."""
    by.require_at("care.check_in", booking)
    at = at or now()
    camera = Camera.objects.of(by).filter(room_id=booking.room_id, ended_at=None).select_related("room").first()
    if camera is None or booking.state not in states.HERE:
        return None
    known = ViewGrant.objects.of(by).filter(booking=booking, ended_at=None).first()
    if known and known.camera_id == camera.pk:
        return known
    if known:
        _end(known, why="moved", by=by, at=at)
    key = str(public_id())
    grant = ViewGrant.objects.create(
        chain_id=by.chain_id, booking=booking, camera=camera, token_hash=key, opens=camera.opens, closes=camera.closes,
        minutes_a_day=camera.minutes_a_day, starts_at=at, by=by.key,
    )  # fmt: skip
    grant.token_hash = digest(view_token(grant))
    grant.save(update_fields=["token_hash"])
    record(
        ViewGranted(**about_booking(booking), grant_id=grant.pk, room=camera.room.name, minutes=grant.minutes_a_day),
        by=by,
        at=at,
    )
    return grant


@once
def end_grants(*, booking: Booking, why: str, by: Actor, at: datetime | None = None) -> None:
    """Write down that the living grant of a stay is over: left, moved, staff."""
    by.require_at("care.check_in", booking)
    for grant in ViewGrant.objects.of(by).filter(booking=booking, ended_at=None).select_related("booking"):
        _end(grant, why=why, by=by, at=at or now())


def _end(grant: ViewGrant, *, why: str, by: Actor, at: datetime) -> None:
    if ViewGrant.objects.of(grant.chain_id).filter(pk=grant.pk, ended_at=None).update(ended_at=at, ended_why=why):
        record(ViewEnded(**about_booking(grant.booking), grant_id=grant.pk, why=why), by=by, at=at)


def view_token(grant: ViewGrant) -> str:
    """The secret of a grant's address: 256 bits made from the shop's key; the database holds its digest only."""
    seed = f"{grant.chain_id}:{grant.pk}:{grant.booking_id}:{grant.starts_at.timestamp()}"
    return salted_hmac("wangcai.care.view", seed, algorithm="sha256").hexdigest()


def open_view(token: str) -> ViewGrant:
    """The grant of a token, with booking, camera and store (one query). NotFound for unknown ones."""
    grant = (
        ViewGrant.objects.across_chains()
        .filter(token_hash=digest(token))
        .select_related("booking__pet", "booking__customer", "camera__room", "camera__store__chain")
        .first()
    )
    if grant is None:
        raise NotFound
    return grant


def why_not(grant: ViewGrant, at: datetime) -> str:
    """Why nothing may be shown at this moment: ended (the stay, the room, the grant) or closed (the hours); else empty."""
    booking, camera = grant.booking, grant.camera
    if grant.ended_at or camera.ended_at or booking.state not in states.HERE or booking.room_id != camera.room_id:
        return "ended"
    here = local(at, camera.store.timezone).time()
    return "" if grant.opens <= here < grant.closes else "closed"


def watch(grant: ViewGrant, viewer: str, *, at: datetime | None = None) -> Watching:
    """Count a look of a viewer: the time since his last one, if that was a moment ago. Called with every playlist."""
    at = at or now()
    why = why_not(grant, at)
    day = local(at, grant.camera.store.timezone).date()
    viewings = Viewing.objects.of(grant.chain_id).filter(grant=grant, day=day)
    if why:
        return Watching(why, 0)
    with writing():
        _turn(grant)
        limit = grant.minutes_a_day * 60
        used = viewings.aggregate(sum=Sum("seconds"))["sum"] or 0
        if used >= limit:
            return Watching("used_up", 0)
        mine = viewings.filter(viewer=viewer).first()
        fresh = at - timedelta(seconds=GAP)
        others = viewings.filter(seen_at__gte=fresh).exclude(viewer=viewer).count()
        if others >= grant.most_viewers:
            return Watching("full", limit - used)
        if mine is None:
            Viewing.objects.create(
                chain_id=grant.chain_id, grant=grant, viewer=viewer, day=day, started_at=at, seen_at=at
            )
            record(
                ViewWatched(**about_booking(grant.booking), grant_id=grant.pk), by=system_actor(grant.chain_id), at=at
            )
            return Watching("", limit - used)
        gap = (at - mine.seen_at).total_seconds()
        seconds = int(gap) if 0 < gap <= GAP else 0
        if gap >= 1:
            viewings.filter(pk=mine.pk, seen_at=mine.seen_at).update(seen_at=at, seconds=mine.seconds + seconds)
        return Watching("", max(limit - used - seconds, 0))


def _turn(grant: ViewGrant) -> None:
    """One look after the other: a player asks for state and list at once, and who counts must not be overtaken."""
    ViewGrant.objects.of(grant.chain_id).select_for_update().get(pk=grant.pk)


def grant_of(booking: Booking) -> ViewGrant | None:
    """The living grant of a stay, if there is one."""
    return ViewGrant.objects.of(booking.chain_id).filter(booking=booking, ended_at=None).first()


def cameras_of(by: Actor, store: Store) -> dict[int, Camera]:
    """Cameras in use by room id."""
    by.require_at("care.live", store)
    return {camera.room_id: camera for camera in Camera.objects.of(by).filter(store=store, ended_at=None)}
