from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, basis_points, clean_line, now
from wangcai.membership.events import TierChanged, TierSet
from wangcai.membership.models import Membership, Tier

if TYPE_CHECKING:
    from wangcai.customers.public import Customer

WRITE = "membership.write"
WHOLE = 10_000


class OffUnclear(Refusal):
    code = "off_unclear"
    sentence = _("会员优惠请写 0 到 10000（万分之几，500 就是九五折）。")
    field = "goods_off"


@once
def save_tier(
    *, code: str, name: str, goods_off: int, services_off: int, by: Actor, position: int = 0, at: datetime | None = None
) -> Tier:
    """Make a tier, or change the one with this code. `…_off` are ten-thousandths taken off the price."""
    by.require(WRITE)
    code, name = clean_line(code, most=20), clean_line(name, most=40)
    if not code or not name:
        raise Missing(what=_("等级的代码和名称"), field="name")
    if not (0 <= goods_off <= WHOLE and 0 <= services_off <= WHOLE):
        raise OffUnclear
    tier, _made = Tier.objects.of(by).update_or_create(
        chain_id=by.chain_id,
        code=code,
        defaults={"name": name, "goods_off": goods_off, "services_off": services_off, "position": position},
    )
    event = TierChanged(subject_id=tier.pk, name=name, goods_off=goods_off, services_off=services_off)
    record(event, by=by, at=at)
    return tier


@once
def set_tier(
    *, customer: "Customer", tier: Tier | str | None, by: Actor, at: datetime | None = None
) -> Membership | None:
    """Give a customer a tier (by object or code), or none. Prices of orders already placed stay."""
    by.require(WRITE)
    moment = at or now()
    wanted = _tier(by, tier)
    # The customer's row is the turn: two clerks who set a tier at once do it one after the other.
    customers = type(customer).objects.of(by).select_for_update()
    if not customers.filter(pk=customer.pk).first():
        raise NotFound
    held = Membership.objects.of(by).filter(customer=customer, ended_at=None).select_related("tier").first()
    if (held.tier_id if held else None) == (wanted.pk if wanted else None):
        return held
    if held:
        Membership.objects.of(by).filter(pk=held.pk).update(ended_at=moment)
    fresh = None
    if wanted:
        fresh = Membership.objects.create(chain_id=by.chain_id, customer=customer, tier=wanted, since=moment)
    event = TierSet(
        subject_id=customer.pk,
        customer_id=customer.pk,
        before=held.tier.code if held else "",
        after=wanted.code if wanted else "",
        name=wanted.name if wanted else "",
    )
    record(event, by=by, at=at)
    return fresh


def _tier(by: Actor, tier: Tier | str | None) -> Tier | None:
    if not tier:
        return None
    found = Tier.objects.of(by)
    found = found.filter(pk=tier.pk) if isinstance(tier, Tier) else found.filter(code=clean_line(tier, most=20))
    first = found.first()
    if first is None:
        raise NotFound(field="tier")
    return first


def tiers_of(chain: Any) -> list[Tier]:
    """The chain's tiers in their order."""
    return list(Tier.objects.of(chain))


def tier_of(chain: Any, customer_id: int | None) -> Tier | None:
    """The tier a customer of this chain (Actor, Chain or id) has now, or None."""
    if not customer_id:
        return None
    held = Membership.objects.of(chain).filter(customer_id=customer_id, ended_at=None).select_related("tier").first()
    return held.tier if held else None


def price_for(tier: Tier | None, kind: str, price_fen: int) -> int:
    """What a member pays, in fen, for a product of this kind (goods, service, fee). Fees are never reduced.

    Half a fen is rounded up in the saving, that is for the customer.
    """
    off = {"goods": tier.goods_off, "service": tier.services_off}.get(kind, 0) if tier else 0
    return price_fen - basis_points(price_fen, off)
