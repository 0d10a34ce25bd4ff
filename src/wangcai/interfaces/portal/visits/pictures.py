"""Photos and videos of a visit that its owner may see, under addresses that die with the link (R44)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from wangcai.care.public import Media, Visit
from wangcai.customers.public import ShareLink
from wangcai.interfaces.pictures import linked_picture_url
from wangcai.interfaces.ui.public import long_moment

MOST = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture or film."""

    url: str
    alt: str
    video: bool


def pictures_of(visit: Visit, booking_ids: list[int], link: ShareLink) -> dict[Any, list[Shown]]:
    """(booking id, purpose) → pictures, newest first: of this visit only, told or of the hand-over, nobody else's pet in view."""
    shown = Q(told_at__isnull=False) | Q(purpose__in=(Media.Purpose.ARRIVAL, Media.Purpose.AFTER))
    rows = Media.objects.of(visit.chain_id).filter(shown, booking_id__in=booking_ids, other_pets=False)
    found: dict[Any, list[Shown]] = defaultdict(list)
    for row in rows.select_related("file").order_by("-taken_at", "-pk")[:MOST]:
        alt = " · ".join(part for part in (row.note, long_moment(row.taken_at)) if part)
        each = Shown(linked_picture_url(link, row.file.public_id), alt, row.kind == Media.Kind.VIDEO)
        found[row.booking_id, str(row.purpose)].append(each)
    return found
