"""The owner's own door: a six-digit code to the phone, ten minutes, five tries; unknown numbers get the same answer."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from wangcai.customers.events_portal import SHUT_WHY, PortalCodeSent, PortalEntered, PortalShut
from wangcai.customers.models import Customer, Phone, PortalCode, ShareLink
from wangcai.customers.queries.files import file_ids
from wangcai.customers.rules import must_be_ours
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, PhoneUnclear, Refusal, normal_phone, now, system_actor, writing
from wangcai.shops.public import Chain

LIVES = timedelta(minutes=10)
SESSION = timedelta(days=30)
TRIES = 5
# (span, most): for one number, and for the whole shop – a text message costs money, and a flood is nobody's sign-in.
PER_NUMBER = ((timedelta(minutes=1), 1), (timedelta(minutes=10), 3), (timedelta(days=1), 10))
PER_SHOP = ((timedelta(minutes=10), 120), (timedelta(days=1), 3_000))


class TooManyCodes(Refusal):
    code = "too_many_codes"
    sentence = _("验证码要得太频繁了，请过一分钟再试；收到过的请直接填写。")
    field = "phone"
    status = 429


class WrongPortalCode(Refusal):
    """The same for wrong, old, used up, unknown number and a customer who may not come in."""

    code = "wrong_portal_code"
    sentence = _("验证码不对或已过期。请再核对一遍，或重新获取。")
    field = "code"


class ShutWhyUnclear(Refusal):
    code = "shut_why_unclear"
    sentence = _("请选一个关掉的原因。")
    field = "why"


@dataclass(frozen=True, slots=True)
class AskedCode:
    """What was asked for. `customer` is None where nothing is to be sent: an unknown or blocked number."""

    row: PortalCode
    customer: Customer | None
    number: str
    code: str


def ask_code(*, chain_id: int, phone: str, at: datetime | None = None) -> AskedCode:
    """Make a code for a mobile number; the caller sends it where `customer` is there. Refuses PhoneUnclear, TooManyCodes.

    A code is written for unknown numbers too, so that limits and answers are the same for everybody.
    """
    number, at = mobile(phone), at or now()
    code = f"{secrets.randbelow(10**6):06d}"
    with writing():
        # One after the other: who counts must not be overtaken.
        system = system_actor(chain_id, "portal")
        _turn(chain_id)
        rows = PortalCode.objects.of(chain_id)
        for limits, asked in ((PER_NUMBER, rows.filter(number=number)), (PER_SHOP, rows)):
            for span, most in limits:
                if asked.filter(made_at__gt=at - span).count() >= most:
                    raise TooManyCodes
        row = PortalCode.objects.create(
            chain_id=chain_id, number=number, code_hash=hidden(chain_id, number, code), made_at=at,
            expires_at=at + LIVES,
        )  # fmt: skip
        customer = owner_of(chain_id, number)
        record(PortalCodeSent(subject_id=row.pk, known=customer is not None), by=system, at=at)
    return AskedCode(row, customer, number, code)


def enter_with_code(*, chain_id: int, phone: str, code: str, at: datetime | None = None) -> tuple[PortalCode, Customer]:
    """The customer behind a number and its newest code. Refuses WrongPortalCode; each try counts, also a refused one."""
    try:
        number = mobile(phone)
    except PhoneUnclear:
        raise WrongPortalCode from None
    at, typed = at or now(), "".join(str(code).split())
    newest = PortalCode.objects.of(chain_id).filter(number=number).order_by("-made_at", "-pk").first()
    if newest is None:
        raise WrongPortalCode
    rows = PortalCode.objects.of(chain_id).filter(pk=newest.pk, used_at=None, expires_at__gt=at)
    with writing():
        # The try is written before anybody looks, and stays written when it was wrong.
        counted = rows.filter(tries__lt=TRIES).update(tries=F("tries") + 1)
    if not counted or not constant_time_compare(newest.code_hash, hidden(chain_id, number, typed)):
        raise WrongPortalCode
    customer = owner_of(chain_id, number)
    if customer is None:
        raise WrongPortalCode
    with writing():
        if not rows.update(used_at=at):
            raise WrongPortalCode
        by = Actor(chain_id=chain_id, kind="customer", id=customer.pk)
        record(PortalEntered(subject_id=customer.pk, customer_id=customer.pk, code_id=newest.pk), by=by, at=at)
    newest.refresh_from_db()
    return newest, customer


def portal_customer(*, chain_id: int, customer_id: int, code_id: int = 0, link_id: int = 0) -> Customer:
    """Who a portal session belongs to, as things stand now. NotFound when it is over.

    Over: the link was revoked or expired, the code's row is gone or old, the number is no longer the customer's. A
    blocked customer comes back as such: what he reads instead is the page's business.
    """
    customer = Customer.objects.of(chain_id).filter(pk=customer_id).select_related("merged_into", "household").first()
    if customer is None:
        raise NotFound
    moment = now()
    if link_id:
        alive = ShareLink.objects.of(chain_id).filter(
            pk=link_id, customer_id=customer_id, revoked_at=None, expires_at__gt=moment
        )
    else:
        numbers = Phone.objects.of(chain_id).filter(customer_id=customer.merged_into_id or customer.pk)
        alive = PortalCode.objects.of(chain_id).filter(
            pk=code_id, used_at__gt=moment - SESSION, number__in=numbers.values("number")
        )
    if not alive.exists():
        raise NotFound
    return customer.merged_into or customer


def leave_portal(*, chain_id: int, code_id: int) -> None:
    """The owner signs out: this sign-in opens nothing any more, on no device."""
    with writing():
        PortalCode.objects.of(chain_id).filter(pk=code_id).delete()


@once
def shut_portal(*, customer: Customer, why: str = "other", by: Actor, at: datetime | None = None) -> Customer:
    """Staff end everything that opens the customer's pages: sign-ins by phone and signed links, at once.

    Also what was made for files merged into this one. There is nothing to undo: with a code to the phone the owner comes
    in again, and the next notice carries a link of its own. `why` is a code of SHUT_WHY; refuses ShutWhyUnclear.
    """
    by.require("customers.write")
    must_be_ours(by, customer)
    if why not in SHUT_WHY:
        raise ShutWhyUnclear
    at = at or now()
    codes, _rows = _signed_in(customer).delete()
    links = _links(customer, at).update(revoked_at=at)
    happening = PortalShut(subject_id=customer.pk, customer_id=customer.pk, codes=codes, links=links, why=why)
    record(happening, by=by, at=at)
    return customer


def portal_ways(customer: Customer, at: datetime | None = None) -> tuple[int, int]:
    """(sign-ins by phone, signed links) that open the customer's pages now. Three queries."""
    at = at or now()
    return _signed_in(customer).filter(used_at__gt=at - SESSION).count(), _links(customer, at).count()


def _signed_in(customer: Customer) -> QuerySet[PortalCode]:
    numbers = Phone.objects.of(customer.chain_id).filter(customer__in=file_ids(customer))
    return PortalCode.objects.of(customer.chain_id).filter(number__in=numbers.values("number"))


def _links(customer: Customer, at: datetime) -> QuerySet[ShareLink]:
    links = ShareLink.objects.of(customer.chain_id).filter(customer__in=file_ids(customer))
    return links.filter(revoked_at=None, expires_at__gt=at)


def owner_of(chain_id: int, number: str) -> Customer | None:
    """The oldest living file with this number that is not blocked."""
    found = Customer.objects.of(chain_id).filter(phones__number=number, merged_into=None, blocked_at=None)
    return found.order_by("pk").first()


def mobile(phone: str) -> str:
    """Digits of a number that reads text messages; refuses PhoneUnclear."""
    number = normal_phone(phone)
    if len(number) != 11 or not number.startswith("1"):
        raise PhoneUnclear(text=str(phone)[:30])
    return number


def hidden(chain_id: int, number: str, code: str) -> str:
    """What is kept of a code: six digits need the shop's key, or anybody who reads the table counts to a million."""
    return salted_hmac("wangcai.portal.code", f"{chain_id}:{number}:{code}", algorithm="sha256").hexdigest()


def _turn(chain_id: int) -> None:
    """One asks after the other. No key lock: rows of the chain are written meanwhile."""
    Chain.objects.select_for_update(no_key=True).filter(pk=chain_id).first()
