"""What is normal, by species (obligation 2.15, feature F30). Outside is a reason to look again, not a diagnosis.

Sources: MSD Veterinary Manual, reference guides “Resting Respiratory Rates” and “Normal Rectal Temperature Ranges”; for
dogs and cats widened downward and bounded upward to what the first-aid tables of the American Veterinary Medical
Association and the Red Cross give (99.5–102.5 °F). Where the sources disagree the narrower upper bound stands: a false
alarm costs a minute. Birds and others have no common range; their keeper judges. The scales 0–4 are the house's own.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

BREATHING, TEMPERATURE, MOOD, APPETITE, STOOL = "breathing", "temperature", "mood", "appetite", "stool"
KINDS = {
    BREATHING: _("呼吸"),
    TEMPERATURE: _("体温"),
    MOOD: _("情绪"),
    APPETITE: _("食欲"),
    STOOL: _("大便"),
}
ICONS = {BREATHING: "lungs", TEMPERATURE: "temperature", MOOD: "mood-smile", APPETITE: "bowl", STOOL: "poo"}
# Breaths a minute at rest; temperature in tenths of a degree Celsius.
NORMAL = {
    ("dog", BREATHING): (10, 34),
    ("cat", BREATHING): (16, 40),
    ("rabbit", BREATHING): (30, 60),
    ("dog", TEMPERATURE): (375, 392),
    ("cat", TEMPERATURE): (378, 392),
    ("rabbit", TEMPERATURE): (385, 400),
}
SCALES = {
    MOOD: (_("攻击或僵住"), _("很紧张"), _("有点紧张"), _("平静"), _("开心")),
    APPETITE: (_("不吃"), _("吃一点"), _("吃一半"), _("吃大半"), _("吃完")),
    STOOL: (_("水样或带血"), _("稀"), _("偏软"), _("成形"), _("干硬")),
}
GOOD = {MOOD: (2, 4), APPETITE: (2, 4), STOOL: (2, 3)}
NO_NUMBER = _("请点一个值，或填一个数字。")
# What a living animal can show at all: beyond it somebody mistyped.
POSSIBLE = {BREATHING: (1, 300), TEMPERATURE: (300, 450), MOOD: (0, 4), APPETITE: (0, 4), STOOL: (0, 4)}


@dataclass(frozen=True, slots=True)
class Range:
    """The normal range of one kind for one species; None where there is none."""

    low: int | None
    high: int | None

    def outside(self, value: int) -> bool:
        """Is this value below or above what is normal?"""
        return (self.low is not None and value < self.low) or (self.high is not None and value > self.high)


def normal(species: str, kind: str) -> Range:
    """What is normal for this species; an empty range where nothing is known."""
    return Range(*(GOOD.get(kind) or NORMAL.get((species, kind)) or (None, None)))


def possible(kind: str, value: int) -> bool:
    """Can an animal show this value at all?"""
    low, high = POSSIBLE[kind]
    return low <= value <= high


def shown(kind: str, value: int | None) -> str:
    """A value as people say it: 38.6 ℃, 24 次/分, 平静."""
    if value is None:
        return ""
    if kind in SCALES:
        return str(SCALES[kind][value]) if 0 <= value <= 4 else str(value)
    return f"{value / 10:.1f} ℃" if kind == TEMPERATURE else str(_("{n} 次/分")).format(n=value)


def shown_range(kind: str, found: Range | Any) -> str:
    """The normal range as people say it, or nothing."""
    if found.low is None or found.high is None:
        return ""
    if kind in SCALES:
        return f"{SCALES[kind][found.low]} – {SCALES[kind][found.high]}"
    return f"{found.low / 10:.1f} – {found.high / 10:.1f} ℃" if kind == TEMPERATURE else f"{found.low} – {found.high}"
