"""What can happen when goods change hands. Entries stand in the order's timeline."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening

PLACES = {"counter": _("柜台"), "pickup": _("自提"), "door": _("送到门口")}


@dataclass(frozen=True, kw_only=True)
class OrderAccepted(Happening):
    WHAT: ClassVar[str] = "order.accepted"
    SUBJECT: ClassVar[str] = "order"
    STAGE: ClassVar[str] = DURING
    ICON: ClassVar[str] = "signature"
    number: str
    acceptance_id: int
    place: str
    accepted: int
    refused: int
    by_code: bool = False

    def sentence(self) -> str:
        place = PLACES.get(self.place, self.place)
        if self.refused:
            return gettext("{number} {place}验收：收下 {accepted} 件，拒收 {refused} 件").format(
                number=self.number, place=place, accepted=self.accepted, refused=self.refused
            )
        return gettext("{number} {place}验收：{accepted} 件全部相符").format(
            number=self.number, place=place, accepted=self.accepted
        )
