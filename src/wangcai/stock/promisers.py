"""To whom pieces are promised, in words. The stock knows only ids; a later stage registers how its subjects are called."""

from collections.abc import Callable, Sequence
from typing import Any

from wangcai.catalogue.public import Variant
from wangcai.stock.models import Promise

Namer = Callable[[int, Sequence[int]], list[str]]
_namers: dict[str, Namer] = {}
MOST = 6


def register_namer(subject_kind: str, namer: Namer) -> None:
    """Tell how subjects of a kind are called: `namer(chain_id, ids)` returns words such as order numbers, without repeats."""
    _namers[subject_kind] = namer


def promised_to(chain_id: int, store_id: int, variant_id: int) -> dict[str, Any]:
    """Name of the variant and of the orders it is promised to: the facts of a refusal."""
    open_ones = Promise.objects.of(chain_id).filter(
        store_id=store_id, variant_id=variant_id, state=Promise.State.OPEN
    ).order_by("id")  # fmt: skip
    ids: dict[str, list[int]] = {}
    for kind, subject_id in open_ones.values_list("subject_kind", "subject_id")[:200]:
        ids.setdefault(kind, []).append(subject_id)
    words: list[str] = []
    for kind, found in ids.items():
        namer = _namers.get(kind)
        words += namer(chain_id, found) if namer else [f"{kind} {number}" for number in found]
    words = list(dict.fromkeys(words))
    return {
        "name": Variant.objects.of(chain_id).filter(pk=variant_id).values_list("name", flat=True).first() or "",
        "orders": "、".join(words[:MOST]) + ("…" if len(words) > MOST else "") or "—",
        "promises": sum(len(found) for found in ids.values()),
        "variant_id": variant_id,
    }
