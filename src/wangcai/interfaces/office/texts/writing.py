"""Writing: every save is a new version; what is filled in comes back with a refusal."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.texts.pages import KINDS
from wangcai.interfaces.office.texts.sheets import blank_sheet, content_of, sheet_of, typed_sheet
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.knowledge.public import (
    ANSWERS,
    NEEDS,
    Text,
    doubtful_clauses,
    end_text,
    make_usual_texts,
    publish_text,
    text_for,
)


@require_http_methods(["GET", "POST"])
@staff_page("knowledge.write")
def edit(request: Any, text_id: int) -> HttpResponse:
    """The newest wording in a form; saving publishes the next."""
    found = text_for(request.actor, text_id)
    newest = found.versions.first()
    if newest is None:
        raise NotFound
    if request.method == "POST":
        return _publish(request, found.kind, found, newest.content)
    sheet = sheet_of(found.kind, newest.content)
    return _form(request, found.kind, found, {**sheet, "title": found.title, "based_on": newest.number})


@require_http_methods(["GET", "POST"])
@staff_page("knowledge.write")
def new(request: Any, kind: str) -> HttpResponse:
    """A text the house did not have."""
    if kind not in KINDS:
        raise NotFound
    if request.method == "POST":
        return _publish(request, kind, None, {})
    return _form(request, kind, None, {**blank_sheet(), "title": "", "based_on": 0})


def _publish(request: Any, kind: str, found: Text | None, before: dict[str, Any]) -> HttpResponse:
    sent = request.POST
    code = found.code if found else sent.get("code", "").strip()
    based_on = int(sent["based_on"]) if sent.get("based_on", "").isdigit() else 0
    try:
        version = publish_text(
            kind=kind, code=code, title=sent.get("title", ""), species=found.species if found else sent.get("species", ""),
            content=content_of(kind, sent, before), based_on=based_on, by=request.actor,
            request_key=sent.get("request_key"),
        )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        typed = {**typed_sheet(kind, sent), "title": sent.get("title", ""), "based_on": based_on, "code": code}
        return _form(request, kind, found, typed, refusal)
    doubtful = doubtful_clauses(version.content.get("text", "")) if kind == Text.Kind.AGREEMENT else []
    words = _("已发布第 {number} 版").format(number=version.number)
    toast(request, words if not doubtful else _("已发布，但有法院不认的条款，请再看看"))
    return redirect("office:text", version.text_id)


def _form(
    request: Any, kind: str, found: Text | None, sheet: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "kind": kind,
        "text": found,
        "label": KINDS[kind][0],
        "sheet": sheet,
        "needs": list(NEEDS.items()),
        "answers": list(ANSWERS.items()),
        "species": [("", _("不限")), ("dog", _("狗")), ("cat", _("猫"))],
        "refusal": refusal,
    }
    return render(request, "office/texts/edit.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff_page("knowledge.write")
def end(request: Any, text_id: int) -> HttpResponse:
    """Nobody works by it any more."""
    found = end_text(text=text_for(request.actor, text_id), by=request.actor)
    toast(request, _("《{title}》已停用").format(title=found.title))
    return redirect(f"/texts?kind={found.kind}")


@require_POST
@staff_page("knowledge.write")
def make_usual(request: Any) -> HttpResponse:
    """Fill the shelf with the usual texts; what is there already stays."""
    made = make_usual_texts(by=request.actor, language=get_language() or "zh-hans")
    toast(request, _("加了 {n} 份常用文本").format(n=len(made)))
    return redirect("office:texts")
