"""The 老朋友 strip: what to speak of when an old friend comes back. Nothing too old, nothing private (F14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from wangcai.customers.events_health import REMARK_LABELS
from wangcai.customers.models import Customer, Pet, Remark
from wangcai.customers.rules import PRIVATE
from wangcai.kernel.public import Actor, NotFound, local, now
from wangcai.shops.public import CHOICES, Chain, Store, setting

KEY = "customers.recall_days"
MOST = 8
ORDER = {kind: place for place, kind in enumerate(("health", "last", "likes", "style"))}


@dataclass(frozen=True, slots=True)
class RecallLine:
    """One thing to speak of. `remark_id` is None for what stands in the file itself."""

    kind: str
    text: str
    at: datetime | None = None
    remark_id: int | None = None
    mentioned_at: datetime | None = None

    @property
    def label(self) -> str:
        return str(REMARK_LABELS.get(self.kind, self.kind))


def recall_of(
    pet: Pet | None, customer: Customer | None = None, *, store: Store | None = None, at: datetime | None = None
) -> list[RecallLine]:
    """What to remember of this pet and this person, most pressing first, at most eight lines. At most two queries.

    Left out: private notes, what is older than the store's setting customers.recall_days, what ended or ran out.
    """
    chain_id = (pet or customer or store).chain_id  # type: ignore[union-attr]  # one of them is there
    at = at or now()
    today = local(at, store.timezone if store else "Asia/Shanghai").date()
    about = Q(pk=None)
    if pet is not None:
        about |= Q(pet=pet) & (Q(customer=None) | Q(customer=customer) if customer else Q(customer=None))
    if customer is not None:
        about |= Q(customer=customer, pet=None)
    rows = Remark.objects.of(chain_id).filter(
        about, Q(until=None) | Q(until__gte=today), private=False, ended_at=None, at__gte=at - timedelta(days=_days(chain_id, store)),
    )  # fmt: skip
    lines = [RecallLine(r.kind, r.text, r.at, r.pk, r.mentioned_at) for r in rows.order_by("-at", "-pk")]
    if customer is not None and customer.style:
        lines.append(RecallLine("style", customer.style))
    return sorted(lines, key=lambda line: ORDER.get(line.kind, 9))[:MOST]


def _days(chain_id: int, store: Store | None) -> int:
    if store is not None:
        return setting(store, KEY)
    chain = Chain.objects.filter(pk=chain_id).first()
    return chain.settings.get(KEY, CHOICES[KEY].default) if chain else CHOICES[KEY].default


def remarks_of(by: Actor, *, pet: Pet | None = None, customer: Customer | None = None) -> list[Remark]:
    """Every note in force, newest first; private ones only for those who may read them."""
    rows = Remark.objects.of(by).filter(ended_at=None)
    if pet is not None:
        rows = rows.filter(pet=pet)
    if customer is not None:
        rows = rows.filter(customer=customer)
    return list((rows if by.may(PRIVATE) else rows.filter(private=False)).order_by("-at", "-pk"))


def remark_for(by: Actor, remark_id: int) -> Remark:
    """One note; NotFound where there is none of this chain, or it is not for these eyes."""
    by.require("customers.see")
    row = Remark.objects.of(by).filter(pk=remark_id).select_related("pet", "customer").first()
    if row is None or (row.private and not by.may(PRIVATE)):
        raise NotFound
    return row
