"""What can happen to pictures."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening


@dataclass(frozen=True, kw_only=True)
class PictureKept(Happening):
    WHAT: ClassVar[str] = "files.picture_kept"
    SUBJECT: ClassVar[str] = "file"
    ICON: ClassVar[str] = "photo"
    SENTENCE: ClassVar[Any] = _("存了一张照片")

    purpose: str = ""
    bytes: int = 0
