"""Reading the texts: the list by kind, one text as it reads now or as it read in an older version."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.kernel.public import NotFound
from wangcai.knowledge.public import ANSWERS, NEEDS, Text, TextVersion, current_texts, doubtful_clauses, text_for
from wangcai.shops.public import staff_names

KINDS = {
    "sop": (_("作业步骤"), "checklist", _("一项服务怎么做、凭什么算做到；开工时照这一版。")),
    "agreement": (_("协议"), "signature", _("客人签的是当时这一版，以后改了也不变。")),
    "inquiry": (_("健康问询"), "stethoscope", _("来店前问什么；亮红的回答要有人决定。")),
    "advice": (_("回家建议"), "message-2", _("写交接报告时从这里挑。")),
}


@require_GET
@staff_page("knowledge.see")
def texts(request: Any) -> HttpResponse:
    """The texts of one kind, as they read now."""
    kind = request.GET.get("kind", "sop")
    if kind not in KINDS:
        raise NotFound
    versions = current_texts(request.actor)
    label, icon, hint = KINDS[kind]
    context = {
        "kind": kind,
        "label": label,
        "hint": hint,
        "icon": icon,
        "rows": [(version, _size(version)) for version in versions if version.text.kind == kind],
        "may_write": request.actor.may("knowledge.write", request.store.pk),
        "tabs": [
            {
                "label": words,
                "url": f"?kind={key}",
                "current": key == kind,
                "icon": picture,
                "count": sum(version.text.kind == key for version in versions),
            }
            for key, (words, picture, _hint) in KINDS.items()
        ],
    }
    return render(request, "office/texts/list.html", context)


def _size(version: TextVersion) -> str:
    """How long it is, in words a person compares."""
    content = version.content
    if version.text.kind == Text.Kind.SOP:
        return str(_("{n} 步")).format(n=len(content["steps"]))
    if version.text.kind == Text.Kind.INQUIRY:
        return str(_("{n} 个问题")).format(n=len(content["questions"]))
    return str(_("{n} 字")).format(n=len(content["text"]))


@require_GET
@staff_page("knowledge.see")
def text(request: Any, text_id: int) -> HttpResponse:
    """One text; `?version=2` shows an older wording."""
    found = text_for(request.actor, text_id)
    versions = list(found.versions.all())
    asked = request.GET.get("version", "")
    shown = next((version for version in versions if str(version.number) == asked), None)
    if asked and shown is None:
        raise NotFound
    context = show_context(found, shown or versions[0])
    context |= {
        "versions": versions,
        "names": staff_names(request.actor.chain_id, {version.published_by for version in versions}),
        "may_write": request.actor.may("knowledge.write", request.store.pk),
        "newest": versions[0].number,
    }
    context["history"] = [(each, context["names"].get(each.published_by, "")) for each in versions]
    return render(request, "office/texts/text.html", context)


def show_context(found: Text, version: TextVersion) -> dict[str, Any]:
    """One wording in words: proofs and kinds of answers named, red answers marked."""
    content = version.content
    label, icon, _hint = KINDS[found.kind]
    return {
        "text": found,
        "version": version,
        "label": label,
        "icon": icon,
        "steps": [(step, NEEDS.get(step["need"], step["need"])) for step in content.get("steps", [])],
        "questions": [_question(question) for question in content.get("questions", [])],
        "words": content.get("text", ""),
        "doubtful": doubtful_clauses(content.get("text", "")) if found.kind == Text.Kind.AGREEMENT else [],
    }


def _question(question: dict[str, Any]) -> dict[str, Any]:
    yes_no = [("yes", _("是")), ("no", _("否"))]
    choices = yes_no if question["kind"] == "yes_no" else [(c["code"], c["text"]) for c in question["choices"]]
    return {
        "text": question["text"],
        "kind": ANSWERS[question["kind"]],
        "first": question["first_visit_only"],
        "choices": [(words, code in question["red"]) for code, words in choices],
    }
