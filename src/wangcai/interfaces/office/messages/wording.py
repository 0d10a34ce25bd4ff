"""The words of every notice, with a preview; a chain may write its own."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from wangcai.care.public import vaccines_due
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.messages.public import CHANNELS, FACTS, Wording, wordings_of, write_wording
from wangcai.shops.public import setting

LANGUAGES = (("zh-hans", gettext_lazy("中文")), ("en", "English"))


class WordingForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("邮件标题"), max_length=120, required=False)
    body = forms.CharField(
        label=gettext_lazy("内容"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("清空再保存，就用回系统的文字。"),
    )  # fmt: skip


@require_GET
@staff_page("shops.settings")
def wordings(request: Any) -> HttpResponse:
    """Every notice as it reads now."""
    language = _language(request.GET.get("language", ""))
    context = {
        "rows": [(w, CHANNELS[w.channel]) for w in wordings_of(request.actor.chain_id, language)],
        "language": language,
        # How many would get a reminder, before anybody switches it on.
        "due": len(vaccines_due(request.store)),
        "reminding": setting(request.store, "reminders.vaccine_due"),
        "tabs": [
            {"label": label, "url": f"?language={code}", "current": code == language} for code, label in LANGUAGES
        ],
    }
    return render(request, "office/messages/wordings.html", context)


@require_http_methods(["GET", "POST"])
@staff_page("shops.settings")
def wording(request: Any, event: str, channel: str, language: str) -> HttpResponse:
    """Write one notice anew."""
    row = _found(request, event, channel, _language(language))
    form = WordingForm(request.POST or None, initial={"subject": row.subject, "body": row.body})
    if request.method == "POST" and form.is_valid():
        try:
            write_wording(
                event=event, channel=channel, language=row.language, by=request.actor, **form.cleaned_data,
                request_key=request.POST.get("request_key", ""),
            )  # fmt: skip
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            toast(request, _("保存好了"))
            return redirect("office:wordings")
    context = {"row": row, "channel": CHANNELS[channel], "form": form, "facts": list(FACTS.items())}
    return render(request, "office/messages/wording.html", context, status=422 if form.errors else 200)


def _found(request: Any, event: str, channel: str, language: str) -> Wording:
    found = next(
        (w for w in wordings_of(request.actor.chain_id, language) if (w.event, w.channel) == (event, channel)), None
    )
    if found is None:
        raise NotFound
    return found


def _language(text: str) -> str:
    return text if text in dict(LANGUAGES) else "zh-hans"
