"""QR codes through which customers compose an order for one store on a tablet or their own phone (0.13)."""

from datetime import datetime
from typing import Any

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, clean_line, digest, now, secret_token
from wangcai.orders.events import IntakeLinkMade, IntakeLinkRevoked
from wangcai.orders.models import IntakeLink


def make_intake_link(
    *, store: Any, name: str, by: Actor, expires_at: datetime | None = None, at: datetime | None = None
) -> tuple[IntakeLink, str]:
    """Make a code; returns it with the secret token, which is shown once and kept only as a digest."""
    token = secret_token()
    return _make(store=store, name=name, token_hash=digest(token), by=by, expires_at=expires_at, at=at), token


@once
def _make(
    *, store: Any, name: str, token_hash: str, by: Actor, expires_at: datetime | None, at: datetime | None
) -> IntakeLink:
    by.require_at("shops.settings", store)
    link = IntakeLink.objects.create(
        chain_id=by.chain_id,
        store=store,
        name=clean_line(name, most=40),
        token_hash=token_hash,
        made_at=at or now(),
        made_by=by.key,
        expires_at=expires_at,
    )
    record(IntakeLinkMade(subject_id=link.pk, store_id=store.pk), by=by, at=at)
    return link


@once
def revoke_intake_link(*, link: IntakeLink, by: Actor, at: datetime | None = None) -> IntakeLink:
    """Switch a code off at once."""
    by.require_at("shops.settings", link)
    if IntakeLink.objects.of(by).filter(pk=link.pk, revoked_at=None).update(revoked_at=at or now()):
        record(IntakeLinkRevoked(subject_id=link.pk, store_id=link.store_id), by=by, at=at)
    link.refresh_from_db()
    return link


def open_intake_link(token: str, at: datetime | None = None) -> tuple[IntakeLink, Actor]:
    """The link behind a token and the guest it lets act: placing orders in that store and nothing else."""
    link = (
        IntakeLink.objects.across_chains()
        .select_related("store", "chain")
        .filter(token_hash=digest(token), revoked_at=None)
        .first()
    )
    if link is None or (link.expires_at and link.expires_at <= (at or now())):
        raise NotFound
    guest = Actor(
        chain_id=link.chain_id,
        kind="guest",
        id=link.pk,
        name=link.name,
        grants={link.store_id: frozenset({"orders.place"})},
    )
    return link, guest
