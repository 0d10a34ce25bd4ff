"""Signed links: one thing shown to one person without login, for some days."""

from datetime import datetime, timedelta

from wangcai.customers.events import LinkMade, LinkRevoked
from wangcai.customers.models import Customer, ShareLink
from wangcai.customers.queries.files import living_file
from wangcai.customers.rules import must_be_ours
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, digest, now, secret_token, writing

LONGEST = 400  # days


def make_share_link(
    *,
    subject_kind: str,
    subject_id: int,
    customer: Customer | None,
    by: Actor,
    days: int = 30,
    at: datetime | None = None,
) -> tuple[ShareLink, str]:
    """Make a link and return it with its token, which is shown this once: only its digest is stored.

    The caller has made sure that `by` may show the subject. Lives at most 400 days.
    """
    if by.kind == "staff":
        by.require("customers.see")
    must_be_ours(by, customer)
    customer = living_file(customer)
    at, days, token = at or now(), max(1, min(days, LONGEST)), secret_token()
    with writing():
        link = ShareLink.objects.create(
            chain_id=by.chain_id, token_hash=digest(token), subject_kind=subject_kind, subject_id=subject_id,
            customer=customer, made_at=at, made_by=by.key, expires_at=at + timedelta(days=days),
        )  # fmt: skip
        # Links inside messages are told there; only those a person gave belong in the customer's timeline.
        told = link.customer_id if by.kind == "staff" else None
        happening = LinkMade(
            subject_id=link.pk, customer_id=told, shows_kind=subject_kind, shows_id=subject_id, days=days
        )
        record(happening, by=by, at=at)
    return link, token


def open_share_link(token: str, *, at: datetime | None = None) -> ShareLink:
    """The link a token opens. Unknown, expired and revoked are the same NotFound, at once after the revoking commit."""
    link = (
        ShareLink.objects.across_chains()
        .filter(token_hash=digest(token), revoked_at=None, expires_at__gt=at or now())
        .select_related("customer")
        .first()
    )
    if link is None:
        raise NotFound
    return link


@once
def revoke_share_link(*, link: ShareLink, by: Actor, at: datetime | None = None) -> ShareLink:
    """Kill a link; it opens nothing from now on."""
    by.require("customers.see")
    must_be_ours(by, link)
    at = at or now()
    if not ShareLink.objects.of(by).filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        raise NotFound
    happening = LinkRevoked(
        subject_id=link.pk, customer_id=link.customer_id, shows_kind=link.subject_kind, shows_id=link.subject_id
    )
    record(happening, by=by, at=at)
    link.refresh_from_db()
    return link
