"""What the content of each kind of text must look like. A text that does not hold its shape is never published."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Missing, Refusal, clean_line, clean_text
from wangcai.knowledge.models import Text

NEEDS = {
    "": _("打勾"),
    "photo": _("拍照"),
    "value": _("记录数值"),
    "second": _("双人核对"),
    "timer": _("计时"),
    "lot": _("登记批号"),
}
ANSWERS = {"yes_no": _("是 / 否"), "choice": _("选一项"), "text": _("文字"), "number": _("数字")}
MOST_STEPS = 60
# Clauses a court would strike out; nobody should sign them. The person who writes is told, not stopped.
DOUBTFUL = re.compile(
    r"视为(?:自动)?(?:放弃|遗弃)|概不退|一律不退|不予退|不退不换|最终解释权|概不负责|一概不负|不承担任何责任"
)


class BadText(Refusal):
    code = "bad_text"
    sentence = _("“{what}”这里不对：{why}。")
    field = "content"


def shaped(kind: str, content: Any) -> dict[str, Any]:
    """The content as it is stored: cleaned, every part in its place. Refuses Missing and BadText."""
    if not isinstance(content, dict):
        raise BadText(what=kind, why=str(_("内容是空的")))
    if kind == Text.Kind.SOP:
        return {"steps": _listed(content.get("steps"), _step, _("步骤"))}
    if kind == Text.Kind.INQUIRY:
        return {"questions": _listed(content.get("questions"), _question, _("问题"))}
    text = clean_text(content.get("text", ""), most=20_000)
    if not text:
        raise Missing(what=_("正文"), field="content")
    return {"text": text}


def doubtful_clauses(text: str) -> list[str]:
    """Words in an agreement that would not hold before a court (abandoned, never refunded, not liable for anything)."""
    return list(dict.fromkeys(DOUBTFUL.findall(text)))


def _listed(rows: Any, shape: Any, what: Any) -> list[dict[str, Any]]:
    rows = [shape(row) for row in rows or [] if isinstance(row, dict) and clean_line(str(row.get("text", "")))]
    if not rows:
        raise Missing(what=what, field="content")
    if len(rows) > MOST_STEPS:
        raise BadText(what=what, why=str(_("太多了，最多 60 项")))
    codes = [row["code"] for row in rows]
    double = next((code for code in codes if codes.count(code) > 1), "")
    if double:
        raise BadText(what=double, why=str(_("代码重复了")))
    return rows


def _code(row: dict[str, Any]) -> str:
    code = str(row.get("code", "")).strip()
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,29}", code):
        raise BadText(what=row.get("text", "")[:40], why=str(_("代码只用小写字母、数字和下划线")))
    return code


def _step(row: dict[str, Any]) -> dict[str, Any]:
    need, minutes = str(row.get("need", "")), int(row.get("minutes") or 0)
    if need not in NEEDS:
        raise BadText(what=row["text"][:40], why=str(_("不认识这种凭据")))
    if need == "timer" and not 0 < minutes <= 600:
        raise BadText(what=row["text"][:40], why=str(_("计时要写几分钟")))
    return {
        "code": _code(row),
        "text": clean_line(row["text"], most=200),
        "need": need,
        "minutes": minutes if need == "timer" else 0,
        "required": bool(row.get("required", True)),
        "unit": clean_line(str(row.get("unit", "")), most=12),
    }


def _question(row: dict[str, Any]) -> dict[str, Any]:
    kind = str(row.get("kind", "yes_no"))
    if kind not in ANSWERS:
        raise BadText(what=row["text"][:40], why=str(_("不认识这种回答")))
    choices = [
        {"code": _code(each), "text": clean_line(each["text"], most=60)}
        for each in row.get("choices") or []
        if clean_line(str(each.get("text", "")))
    ]
    known = {"yes", "no"} if kind == "yes_no" else {choice["code"] for choice in choices}
    if kind == "choice" and len(choices) < 2:
        raise BadText(what=row["text"][:40], why=str(_("至少要两个选项")))
    red = [str(code) for code in row.get("red") or []]
    if set(red) - known:
        raise BadText(what=row["text"][:40], why=str(_("亮红的回答不在选项里")))
    return {
        "code": _code(row),
        "text": clean_line(row["text"], most=200),
        "kind": kind,
        "choices": choices if kind == "choice" else [],
        "red": red,
        "first_visit_only": bool(row.get("first_visit_only", False)),
        "required": bool(row.get("required", kind in {"yes_no", "choice"})),
    }
