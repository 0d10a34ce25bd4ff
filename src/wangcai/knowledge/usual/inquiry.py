"""健康问询: what is asked before a pet comes in. Red answers force somebody to decide (F27).

A known pet is asked `news` alone; "yes" there asks everything again.
"""

from typing import Any

from django.utils.translation import gettext_noop as _


def _choice(code: str, text: str, choices: tuple[tuple[str, str], ...], red: tuple[str, ...] = ()) -> dict[str, Any]:
    options = [{"code": key, "text": words} for key, words in choices]
    return {
        "code": code,
        "text": text,
        "kind": "choice",
        "choices": options,
        "red": list(red),
        "first_visit_only": True,
    }


def _yes_no(code: str, text: str, red: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"code": code, "text": text, "kind": "yes_no", "choices": [], "red": list(red), "first_visit_only": True}


def _text(code: str, text: str) -> dict[str, Any]:
    return {"code": code, "text": text, "kind": "text", "choices": [], "red": [], "first_visit_only": True}


NEWS = {
    "code": "news",
    "text": _("上次来过以后有没有新情况？（生病、吃药、手术、发情、换粮、打架、皮肤问题）"),
    "kind": "yes_no",
    "choices": [],
    "red": [],
    "first_visit_only": False,
}
QUESTIONS = [
    NEWS,
    _choice("diet", _("最近三天吃得怎么样？"),
            (("normal", _("和平时一样")), ("less", _("吃得少")), ("none", _("一天以上没吃"))), ("none",)),
    _text("food", _("平时吃什么、一天几顿、有没有忌口？")),
    _choice("stool", _("大便怎么样？"),
            (("normal", _("成形")), ("soft", _("偏软")), ("diarrhoea", _("腹泻")), ("blood", _("带血或黏液"))),
            ("diarrhoea", "blood")),
    _yes_no("vomit", _("最近三天有没有呕吐？"), ("yes",)),
    _choice("behaviour", _("精神和平时比？"),
            (("normal", _("和平时一样")), ("nervous", _("比平时紧张、躲人")), ("listless", _("没精神、一直睡"))), ("listless",)),
    _yes_no("cough", _("有没有咳嗽、打喷嚏、流鼻涕或眼屎多？"), ("yes",)),
    _choice("skin", _("皮肤和毛有没有问题？"),
            (("none", _("没有")), ("itch", _("抓挠、掉毛")), ("wound", _("伤口、红肿")), ("fleas", _("看到跳蚤或蜱虫")),
             ("ringworm", _("猫藓或别的传染性皮肤病"))),
            ("wound", "ringworm")),
    _choice("medicine", _("现在在吃药或打针吗？"),
            (("none", _("没有")), ("yes", _("在用药")), ("stopped", _("刚停药不到一周")))),
    _text("medicine_name", _("在用什么药、什么剂量、几点给？")),
    _choice("vaccine", _("疫苗打到哪里了？"),
            (("valid", _("按时打齐")), ("partial", _("还没打完")), ("overdue", _("过期没补")), ("none", _("没打过"))),
            ("partial", "overdue", "none")),
    _choice("deworming", _("最近一次驱虫？"),
            (("recent", _("三个月内")), ("older", _("三个月以上")), ("unknown", _("记不清")))),
    _choice("surgery", _("最近有没有手术？"),
            (("none", _("没有")), ("older", _("两周以前")), ("recent", _("两周内，还在恢复"))), ("recent",)),
    _choice("season", _("发情或怀孕？"),
            (("none", _("没有或已绝育")), ("heat", _("正在发情")), ("pregnant", _("怀孕或刚生产"))), ("pregnant",)),
    _yes_no("seizure", _("有没有心脏病、癫痫、晕倒过？"), ("yes",)),
    _choice("manner", _("对陌生人、碰脚、吹风有什么反应？"),
            (("calm", _("不怕")), ("shy", _("会躲、会抖")), ("bites", _("会凶、会咬")))),
    _text("wishes", _("还有什么想让我们知道？")),
]  # fmt: skip

INQUIRIES: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("inquiry", "health", _("健康问询"), "", {"questions": QUESTIONS}),
]
