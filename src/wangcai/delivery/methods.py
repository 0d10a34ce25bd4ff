"""The four ways an order can travel, and what they cost where a store has not said otherwise."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

COURIER, SAME_CITY, RIDER, OWN_DRIVER = "courier", "same_city", "rider", "own_driver"

METHODS = {
    OWN_DRIVER: _("自家送货"),
    SAME_CITY: _("同城配送"),
    RIDER: _("骑手"),
    COURIER: _("快递"),
}
ICONS = {OWN_DRIVER: "steering-wheel", SAME_CITY: "truck-delivery", RIDER: "motorbike", COURIER: "package"}
# Those that leave with a number of somebody else's.
BY_CARRIER = (COURIER, SAME_CITY, RIDER)


@dataclass(frozen=True, slots=True)
class Tariff:
    """Price in fen and time in minutes within a distance in km."""

    method: str
    up_to_km: float
    base_fen: int
    per_km_fen: int
    minutes: int


SHIPPED_TARIFFS = (
    Tariff(OWN_DRIVER, 10.0, 500, 0, 240),
    Tariff(SAME_CITY, 30.0, 1000, 100, 180),
    Tariff(RIDER, 8.0, 900, 200, 60),
    Tariff(COURIER, 5000.0, 1200, 0, 2 * 24 * 60),
)
