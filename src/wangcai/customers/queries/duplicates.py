"""Files that are probably one person: the same number, or the same name with the same pet's name."""

from dataclasses import dataclass

from wangcai.customers.models import Customer
from wangcai.kernel.public import Actor, fetch

PAGE = 50
SQL = """
SELECT MIN(c.id), MAX(c.id), p.number FROM customers_phone p JOIN customers_customer c ON c.id = p.customer_id
WHERE p.chain_id = %s AND c.merged_into_id IS NULL
GROUP BY p.number HAVING COUNT(DISTINCT c.id) > 1 ORDER BY 2 DESC LIMIT %s
"""
SAME_NAMES = """
SELECT MIN(c.id), MAX(c.id), c.name FROM customers_customer c JOIN customers_pet t ON t.household_id = c.household_id
WHERE c.chain_id = %s AND c.merged_into_id IS NULL AND c.name <> '' AND t.name <> ''
GROUP BY c.name, t.name HAVING COUNT(DISTINCT c.id) > 1 AND COUNT(DISTINCT c.household_id) > 1
ORDER BY 2 DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two files that look like one person; `why` is phone or names."""

    first: Customer
    second: Customer
    why: str


def likely_duplicates(by: Actor, limit: int = PAGE) -> list[Likeness]:
    """Pairs worth looking at, newest file first; of three alike the oldest and the newest come up."""
    pairs = [(first, second, "phone") for first, second, _number in fetch(SQL, [by.chain_id, limit])]
    known = {pair[:2] for pair in pairs}
    names = fetch(SAME_NAMES, [by.chain_id, limit])
    pairs += [(first, second, "names") for first, second, _name in names if (first, second) not in known]
    ids = {pk for pair in pairs for pk in pair[:2]}
    files = Customer.objects.of(by).prefetch_related("phones", "household__pets").in_bulk(ids)
    return [Likeness(files[first], files[second], why) for first, second, why in pairs[:limit]]


def alike(by: Actor, *, name: str = "", phones: tuple[str, ...] = (), but: int | None = None) -> list[Customer]:
    """Living files with one of these numbers: a warning before a second file is opened."""
    files = Customer.objects.of(by).filter(phones__number__in=phones, merged_into=None).exclude(pk=but)
    return sorted(files.distinct(), key=lambda c: (c.name != name, c.pk))[:5]
