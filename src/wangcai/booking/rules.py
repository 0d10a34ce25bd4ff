"""What no booking can be, said so that the person at the counter knows what to do (F18, F20, F21)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Refusal


class SlotTaken(Refusal):
    """`details["free"]`: the next three times (ISO, UTC) at which the same wish then works."""

    code = "slot_taken"
    sentence = _("该时段已被占用。")
    field = "starts_at"
    status = 409

    def __init__(self, *, free: list[str] | None = None, **details: Any) -> None:
        super().__init__(free=free or [], **details)


class NobodyFits(Refusal):
    """Nobody with the skill is at work then; `details["free"]` as with SlotTaken."""

    code = "nobody_fits"
    sentence = _("这个时间没有会做“{service}”的人在岗，请换一个时间。")
    field = "starts_at"


class NothingFits(Refusal):
    code = "nothing_fits"
    sentence = _("店里没有做“{service}”要用的{what}，请先在服务设置里添加。")


class RoomUnfit(Refusal):
    code = "room_unfit"
    sentence = _("{room}不适合这只宠物：{reasons}。")
    field = "room_id"


class RoomsFull(Refusal):
    code = "rooms_full"
    sentence = _("这段时间适合的房间已全部住满，不能再接。")
    field = "starts_at"


class OverCap(Refusal):
    code = "over_cap"
    sentence = _("{day} 将住到 {taken} 间，超过安全线 {cap} 间，要店长写明原因才能接。")
    field = "override"


class PairApart(Refusal):
    code = "pair_apart"
    sentence = _("{room}：{reason}。换一间房，或由店长写明原因。")
    field = "override"


class PastTime(Refusal):
    code = "past_time"
    sentence = _("这个时间已经过去，请选以后的时间。")
    field = "starts_at"


class NotOffered(Refusal):
    code = "service_not_offered"
    sentence = _("本店现在不做这项服务，或它不适合这只宠物。")
    field = "service_id"


class UnknownPet(Refusal):
    code = "unknown_pet"
    sentence = _("找不到这位客户或宠物，请重新选择。")
    field = "pet_id"


class TimesUnclear(Refusal):
    code = "times_unclear"
    sentence = _("结束要晚于开始，寄养请选好接回的时间。")
    field = "ends_at"


class ShareOutside(Refusal):
    code = "share_outside"
    sentence = _("同住的宠物要是一家的，并且住在同一段时间里。")
    field = "shares"


class SameRoom(Refusal):
    code = "same_room"
    sentence = _("那时它正住在这一间，请选别的房间。")
    field = "room_id"


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    sentence = _("这次住宿没有换过房，没有可以撤回的。")
    status = 409


class WrongState(Refusal):
    code = "wrong_state"
    sentence = _("这个预约现在是“{state}”，不能这样做，请刷新看看。")
    status = 409


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = _("请写明原因。")
    field = "reason"
