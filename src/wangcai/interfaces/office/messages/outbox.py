"""The outbox: what was sent, what waits, what failed, what nobody could be told."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.customers.public import ShareLink, revoke_share_link, shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal
from wangcai.messages.public import (
    CHANNELS,
    EVENTS,
    MARK,
    Message,
    message_for,
    outbox,
    outbox_counts,
    try_again,
)

PAGE = 40
STATES = {
    "": (gettext_lazy("全部"), ""),
    "waiting": (gettext_lazy("等着发"), "booked"),
    "sent": (gettext_lazy("已发出"), "done"),
    "failed": (gettext_lazy("没发出去"), "late"),
    "held": (gettext_lazy("没有可用的方式"), "ready"),
}
REASONS = {"quiet": gettext_lazy("安静时段，早上再发"), "no_way": gettext_lazy("没有联系方式或客人不愿收，请打电话")}


@require_GET
@staff_page("messages.see")
def messages(request: Any) -> HttpResponse:
    """Newest first, by state; more below."""
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    before = int(request.GET["before"]) if request.GET.get("before", "").isdigit() else None
    found = outbox(request.actor, store_id=request.store.pk, state=state, before=before, limit=PAGE + 1)
    counts = outbox_counts(request.actor, store_id=request.store.pk)
    more = f"?state={state}&before={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    context = {
        "rows": [_row(request.actor, message) for message in found[:PAGE]],
        "more": more,
        "chips": [
            {
                "label": label,
                "url": f"?state={key}" if key else "?",
                "current": key == state,
                "count": counts.get(key, 0) if key else sum(counts.values()),
                "state": dot,
            }
            for key, (label, dot) in STATES.items()
        ],
    }
    template = "office/messages/outbox.html#rows" if request.htmx and before else "office/messages/outbox.html"
    return render(request, template, context)


def _row(by: Any, message: Message) -> dict[str, Any]:
    state = "waiting" if message.state == "sending" else message.state
    label, dot = STATES[state]
    return {
        "message": message,
        "event": EVENTS.get(message.event, message.event),
        "channel": CHANNELS.get(message.channel, message.channel),
        "to": _to(by, message),
        "label": label,
        "dot": dot,
        "reason": REASONS.get(message.reason, message.reason),
        "simulated": message.provider_ref.startswith(MARK),
        "subject_url": _subject_url(message),
    }


def _to(by: Any, message: Message) -> str:
    if message.channel == "sms":
        return shown_phone(by, message.customer, message.address)
    return message.address


def _subject_url(message: Message) -> str:
    return reverse("counter:order", args=[message.subject_id]) if message.subject_kind == "order" else ""


@require_GET
@staff_page("messages.see")
def message(request: Any, message_id: int) -> HttpResponse:
    """One message as the customer got it, and the links that were given out about its subject."""
    return _message(request, message_for(request.actor, message_id))


def _message(request: Any, found: Message, refusal: Refusal | None = None) -> HttpResponse:
    links = ShareLink.objects.of(request.actor).filter(
        subject_kind=found.subject_kind, subject_id=found.subject_id or 0, revoked_at=None
    )
    context = {**_row(request.actor, found), "links": links.count(), "refused": refusal, "body": hidden(found.body)}
    return render(request, "office/messages/message.html", context, status=refusal.status if refusal else 200)


def hidden(body: str) -> str:
    """The text without the secret end of its link: whoever reads the outbox does not get the customer's key."""
    words = []
    for word in body.split(" "):
        place = word.find("/p/")
        words.append(word[: place + 7] + "…" if place >= 0 and "://" in word else word)
    return " ".join(words)


@require_POST
@staff_page("messages.send")
def retry(request: Any, message_id: int) -> HttpResponse:
    found = message_for(request.actor, message_id)
    try:
        try_again(message=found, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return _message(request, found, refusal)
    toast(request, _("会再发一次"))
    return redirect("office:message", message_id)


@require_POST
@staff_page("messages.send")
def revoke_links(request: Any, message_id: int) -> HttpResponse:
    """Every link about this subject dies at once."""
    found = message_for(request.actor, message_id)
    links = ShareLink.objects.of(request.actor).filter(
        subject_kind=found.subject_kind, subject_id=found.subject_id or 0, revoked_at=None
    )
    for link in links:
        revoke_share_link(link=link, by=request.actor)
    toast(request, _("链接收回了，已经打不开"))
    return redirect("office:message", message_id)
