"""What a surcharge comes to: fixed, for each begun quarter of an hour, or a share of the service's price."""

from typing import Any

from wangcai.catalogue.models import Service, Surcharge
from wangcai.kernel.public import basis_points

QUARTER = 15  # minutes


def surcharge_amount(surcharge: Surcharge, *, price_fen: int = 0, minutes: int = 0, times: int = 1) -> int:
    """Fen to pay: `minutes` for a surcharge by time, `price_fen` of the service for a percentage, `times` gives or days; never over the ceiling."""
    if surcharge.basis == Surcharge.Basis.MINUTES:
        fen = -(-max(minutes, 0) // QUARTER) * surcharge.amount
    elif surcharge.basis == Surcharge.Basis.PERCENT:
        fen = basis_points(price_fen, surcharge.amount)
    else:
        fen = surcharge.amount
    fen *= times
    return min(fen, surcharge.ceiling_fen) if surcharge.ceiling_fen else fen


def surcharge_of(chain: Any, code: str) -> Surcharge | None:
    """The surcharge of this code that is in force, or None."""
    return Surcharge.objects.of(chain).filter(code=code, ended_at=None).select_related("variant").first()


def surcharges_of(chain: Any, *, kind: str = "", when: str | None = None, ended: bool = False) -> list[Surcharge]:
    """Surcharges in force; of a kind of service (those of every kind too), and by rule (empty: those a person chooses)."""
    rows = Surcharge.objects.of(chain).select_related("variant")
    if not ended:
        rows = rows.filter(ended_at=None)
    if kind:
        rows = rows.filter(service_kind__in=["", kind])
    if when is not None:
        rows = rows.filter(when=when)
    return list(rows)


def deposit_for(service: Service, price_fen: int) -> int:
    """What is asked when booking: the fixed deposit, or the share of the price where that is more."""
    return max(service.deposit_fen, basis_points(price_fen, service.deposit_basis_points))
