"""The warnings a pet can carry. Safety flags are always red and never hidden; the rest are things to think of."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class FlagKind:
    """One kind of warning; `safety` marks those that can hurt an animal or a person."""

    code: str
    label: Any
    safety: bool
    icon: str = "alert-triangle"


KINDS = {
    k.code: k
    for k in (
        FlagKind("bites", _("会咬人"), True),
        FlagKind("allergy", _("过敏"), True),
        FlagKind("stress", _("易应激"), True),
        FlagKind("short_nose", _("短鼻"), True),
        FlagKind("epilepsy", _("癫痫"), True),
        FlagKind("heart", _("心脏病"), True),
        FlagKind("isolation", _("传染病隔离"), True),
        FlagKind("dryer", _("怕吹风"), True),
        FlagKind("escapes", _("会逃跑"), True),
        FlagKind("hurts", _("有痛处"), True),
        FlagKind("pregnant", _("怀孕"), True),
        FlagKind("heat", _("发情"), False),
        FlagKind("senior", _("高龄"), False),
        FlagKind("joints", _("关节不好"), False),
        FlagKind("vision", _("看不清"), False),
        FlagKind("hearing", _("听不见"), False),
        FlagKind("shy", _("怕生"), False),
        FlagKind("no_dogs", _("怕狗"), False),
        FlagKind("medication", _("在吃药"), False),
    )
}


def flag_label(code: str) -> str:
    """The words of a flag; a kind a later version dropped shows its code."""
    kind = KINDS.get(code)
    return str(kind.label) if kind else code
