"""What can happen to the texts of the house."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening


@dataclass(frozen=True, kw_only=True)
class TextPublished(Happening):
    """A new wording of a text; who works, signs or answers from now on does so by it."""

    WHAT = "text.published"
    SUBJECT = "text"
    ICON = "file-text"
    SENTENCE = _("发布《{title}》第 {number} 版")

    kind: str
    code: str
    title: str
    number: int


@dataclass(frozen=True, kw_only=True)
class TextEnded(Happening):
    """A text is no longer used; its versions stay for what was done by them."""

    WHAT = "text.ended"
    SUBJECT = "text"
    ICON = "file-text"
    SENTENCE = _("停用《{title}》")

    title: str
