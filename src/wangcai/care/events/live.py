"""What can happen with live view. Addresses of cameras and names of viewers never stand in the diary."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.care.events.work import CareHappening
from wangcai.journal.public import DURING, Happening


@dataclass(frozen=True, kw_only=True)
class CameraSet(Happening):
    WHAT = "camera.set"
    SUBJECT = "camera"
    ICON = "camera"
    SENTENCE = _("设置“{room}”的摄像头")
    room: str


@dataclass(frozen=True, kw_only=True)
class CameraEnded(Happening):
    WHAT = "camera.ended"
    SUBJECT = "camera"
    ICON = "camera-off"
    SENTENCE = _("停用“{room}”的摄像头")
    room: str


@dataclass(frozen=True, kw_only=True)
class ViewGranted(CareHappening):
    WHAT = "view.granted"
    STAGE = DURING
    ICON = "device-tv"
    SENTENCE = _("主人可以看“{room}”的直播，每天 {minutes} 分钟")
    grant_id: int
    room: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class ViewEnded(CareHappening):
    WHAT = "view.ended"
    STAGE = DURING
    ICON = "device-tv-off"
    grant_id: int
    why: str

    def sentence(self) -> str:
        words = {"left": gettext("已接回"), "moved": gettext("换了房间"), "staff": gettext("店里关闭")}
        return gettext("直播结束：{why}").format(why=words.get(self.why, self.why))


@dataclass(frozen=True, kw_only=True)
class ViewWatched(CareHappening):
    """The first look of a viewer on a day."""

    WHAT = "view.watched"
    STAGE = DURING
    ICON = "eye"
    SENTENCE = _("主人看了直播")
    grant_id: int
