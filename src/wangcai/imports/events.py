"""What can happen to imports."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening


@dataclass(frozen=True, kw_only=True)
class FileBrought(Happening):
    WHAT: ClassVar[str] = "import.brought"
    SUBJECT: ClassVar[str] = "import"
    ICON: ClassVar[str] = "upload"
    SENTENCE: ClassVar[Any] = _("上传了“{name}”，准备导入")

    kind: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportStarted(Happening):
    WHAT: ClassVar[str] = "import.started"
    SUBJECT: ClassVar[str] = "import"
    ICON: ClassVar[str] = "file-import"
    SENTENCE: ClassVar[Any] = _("开始导入“{name}”，{rows} 行")

    kind: str = ""
    name: str = ""
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportDone(Happening):
    WHAT: ClassVar[str] = "import.done"
    SUBJECT: ClassVar[str] = "import"
    ICON: ClassVar[str] = "table-import"
    SENTENCE: ClassVar[Any] = _("导入完成：存入 {stored} 行，已有 {known} 行，未存 {refused} 行")

    kind: str = ""
    stored: int = 0
    known: int = 0
    refused: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Happening):
    WHAT: ClassVar[str] = "import.undone"
    SUBJECT: ClassVar[str] = "import"
    ICON: ClassVar[str] = "arrow-back-up"
    SENTENCE: ClassVar[Any] = _("撤销了导入：取走 {removed} 份，留下 {kept} 份（已经用上了）")

    kind: str = ""
    removed: int = 0
    kept: int = 0
