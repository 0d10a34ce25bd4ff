"""What a pet needs beyond the usual, derived from its file and what the owner said: each with its reason (F28, 2.9).

One rule a line. A rule sees the pet's facts and answers with the reason, or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import ActiveFlag, Pet

OLD_DOG, OLD_CAT, YOUNG_MONTHS = 8, 10, 6
GROOM, BOARD, TRAIN, HEALTH = "groom", "board", "train", "health"
HANDS_ON = (GROOM, TRAIN, HEALTH)
EVERY = (GROOM, BOARD, TRAIN, HEALTH)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. `flags` by kind; `answers` are those of the inquiry; age in whole months."""

    pet: Pet
    months: int | None
    flags: dict[str, ActiveFlag] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def flag(self, *kinds: str) -> str:
        """The first of these warnings that is up, as a reason."""
        found = next((self.flags[kind] for kind in kinds if kind in self.flags), None)
        if found is None:
            return ""
        label = str(found.label)
        return str(_("警示：{flag}")).format(flag=f"{label}（{found.note}）" if found.note else label)

    def said(self, question: str, answer: str, words: Any) -> str:
        return str(_("主人说：{words}")).format(words=words) if self.answers.get(question) == answer else ""

    @property
    def years(self) -> int:
        return (self.months or 0) // 12


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    kinds: tuple[str, ...]
    text: Any
    why: Callable[[Facts], str]


def _old(facts: Facts) -> str:
    limit = OLD_CAT if facts.pet.species == "cat" else OLD_DOG
    if facts.months is not None and facts.years >= limit:
        return str(_("{years} 岁")).format(years=facts.years)
    return facts.flag("joints", "senior")


def _short_nose(facts: Facts) -> str:
    if facts.pet.breed is not None and facts.pet.breed.short_nosed:
        return str(_("{breed}是短鼻品种")).format(breed=facts.pet.breed.name)
    return facts.flag("short_nose")


def _timid(facts: Facts) -> str:
    return (
        facts.flag("shy", "stress")
        or facts.said("manner", "shy", _("会躲、会抖"))
        or facts.said("behaviour", "nervous", _("比平时紧张"))
    )


def _bites(facts: Facts) -> str:
    return facts.flag("bites") or facts.said("manner", "bites", _("会凶、会咬"))


def _allergic(facts: Facts) -> str:
    if facts.pet.allergies:
        return str(_("过敏：{what}")).format(what=facts.pet.allergies)
    return facts.flag("allergy")


def _medicated(facts: Facts) -> str:
    return facts.flag("medication") or facts.said("medicine", "yes", _("在用药"))


def _pregnant(facts: Facts) -> str:
    return facts.flag("pregnant") or facts.said("season", "pregnant", _("怀孕或刚生产"))


def _heat(facts: Facts) -> str:
    return facts.flag("heat") or facts.said("season", "heat", _("正在发情"))


def _young(facts: Facts) -> str:
    if facts.months is None or facts.months >= YOUNG_MONTHS:
        return ""
    return str(_("{months} 个月大")).format(months=facts.months)


def _diet(facts: Facts) -> str:
    told = facts.answers.get("food") or facts.pet.diet
    return str(_("主人的食谱：{diet}")).format(diet=told) if told else ""


def _heart(facts: Facts) -> str:
    return facts.flag("heart")


def _epilepsy(facts: Facts) -> str:
    return facts.flag("epilepsy") or facts.said("seizure", "yes", _("有心脏病、癫痫或晕倒过"))


def _flag(*kinds: str) -> Callable[[Facts], str]:
    return lambda facts: facts.flag(*kinds)


RULES = (
    Rule("old_joints", (GROOM,), _("垫防滑垫，托住腰腹，洗和吹时站立、侧躺交替，不高抬腿，每 15 分钟歇一次"), _old),
    Rule("soft_bed", (BOARD,), _("垫厚软垫，食盆水盆垫高，住地面一层，不用跳上跳下"), _old),
    Rule("no_cage_dryer", (GROOM,), _("不进烘干箱，低温手吹，随时看呼吸和舌色，一喘就停"), _short_nose),
    Rule("cool_room", (BOARD,), _("房间 22–25℃，避开中午放风，发现喘气马上降温"), _short_nose),
    Rule("quiet_room", (BOARD,), _("安静单间，给躲藏的箱子和遮布，头一天不主动抱"), _timid),
    Rule("quiet_time", HANDS_ON, _("安排人少安静的时段，先在原地适应十分钟，全程同一个人，动作慢"), _timid),
    Rule("two_people", HANDS_ON, _("两个人配合，先戴伊丽莎白圈或嘴套，不强按，不单独处理"), _bites),
    Rule("bite_card", (BOARD,), _("房卡标红“会咬人”，打扫和喂食先移开宠物，不徒手伸进去"), _bites),
    Rule("heart", EVERY, _("不追赶、不热风、不久站，呼吸急促就停，分两次做完"), _heart),
    Rule("epilepsy", EVERY, _("避开强光、闪光和持续噪音；发作就停手、清开周围、计时、马上送医并通知主人"), _epilepsy),
    Rule("hypoallergenic", (GROOM, HEALTH), _("只用低敏浴液和主人确认过的产品，不喂零食"), _allergic),
    Rule("own_food", (BOARD, TRAIN), _("只喂自带的食物，零食也不喂别的"), _allergic),
    Rule("diet", (BOARD,), _("照主人的食谱、份量和时间喂，不换粮"), _diet),
    Rule("no_hot_air", (GROOM,), _("不用大风量吹风，毛巾多吸几遍，低噪音慢吹"), _flag("dryer")),
    Rule("sore_spot", HANDS_ON, _("避开痛处，不拉不压，碰到就停"), _flag("hurts")),
    Rule("speak_first", EVERY, _("看不清：先出声、让它闻手再碰，不从背后抱"), _flag("vision")),
    Rule("touch_first", EVERY, _("听不见：从正面靠近，用手势，不突然碰"), _flag("hearing")),
    Rule("medicine", (BOARD,), _("按医嘱的药名、剂量、时间喂药，两个人核对"), _medicated),
    Rule("no_bath_drug", (GROOM,), _("不做药浴和外用驱虫，用药写在服务单上"), _medicated),
    Rule("gentle_belly", EVERY, _("不压腹部，不久站，尽快做完；有异常马上停"), _pregnant),
    Rule("apart", EVERY, _("单独的时段和场地，不和异性见面，用具单独消毒"), _heat),
    Rule("double_door", EVERY, _("双门确认关好再开笼，牵引绳双扣"), _flag("escapes")),
    Rule("no_dogs", EVERY, _("安排看不见、听不见狗的位置和时段"), _flag("no_dogs")),
    Rule("isolation", EVERY, _("隔离房、当天最后一个做，用具单独、用后消毒"), _flag("isolation")),
    Rule("puppy", EVERY, _("年纪小：时间短、保暖，吹干再离台，不接触没打疫苗的动物"), _young),
)


def derive_items(facts: Facts, kind: str) -> list[dict[str, Any]]:
    """The plan's items for a pet and a kind of service: [{"code", "text", "reason", "removed"}]."""
    found = []
    for rule in RULES:
        reason = rule.why(facts) if kind in rule.kinds else ""
        if reason:
            found.append({"code": rule.code, "text": str(rule.text), "reason": reason, "removed": False})
    return found


def derive_cautions(facts: Facts, red: list[tuple[str, str]]) -> list[dict[str, str]]:
    """What everybody who touches this pet must know: safety warnings, allergies, red answers that were let pass."""
    found = [
        {"code": kind, "text": f"{flag.label}：{flag.note}" if flag.note else str(flag.label)}
        for kind, flag in facts.flags.items()
        if flag.safety
    ]
    if facts.pet.allergies:
        found.append({"code": "allergies", "text": str(_("过敏：{what}")).format(what=facts.pet.allergies)})
    found += [{"code": "red", "text": f"{question} {answer}"} for question, answer in red]
    return found


def months_old(pet: Pet, on: date) -> int | None:
    """Whole months of life on a day; None where the birthday is not known."""
    if pet.born_on is None:
        return None
    months = (on.year - pet.born_on.year) * 12 + on.month - pet.born_on.month
    return max(months - (on.day < pet.born_on.day), 0)
