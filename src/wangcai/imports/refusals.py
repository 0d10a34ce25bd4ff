"""Why a whole file is not imported. Why a single row is not, stands in `reasons.py`."""

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Refusal


class KindUnknown(Refusal):
    code = "import_kind_unknown"
    sentence = _("不会导入“{kind}”；可以导入：{kinds}。")


class FileUnreadable(Refusal):
    code = "import_file_unreadable"
    sentence = _("文件“{name}”读不出来：{why}。请另存为 CSV（UTF-8）或 XLSX 再试。")
    field = "file"


class FileEmpty(Refusal):
    code = "import_file_empty"
    sentence = _("文件“{name}”是空的：第一行应是列名，下面是数据。")
    field = "file"


class ColumnsMissing(Refusal):
    code = "import_columns_missing"
    sentence = _("还不知道哪一列是：{fields}。文件里的列有：{headers}。请在对应关系里指定。")
    field = "mapping"


class MappingUnclear(Refusal):
    code = "import_mapping_unclear"
    sentence = _("对应关系看不懂：{why}。")
    field = "mapping"


class StoreNeeded(Refusal):
    code = "import_store_needed"
    sentence = _("请说明导入到哪家门店。")
    field = "store"


class ImportBusy(Refusal):
    code = "import_busy"
    sentence = _("这个文件正在另一处导入，请等它结束。")
    status = 409


class UndoTooLate(Refusal):
    code = "import_undo_too_late"
    sentence = _("导入已超过 {days} 天，不能整批撤销；请逐条修改。")


class NotUndoable(Refusal):
    code = "import_not_undoable"
    sentence = _("这次导入不能撤销：{why}。")
