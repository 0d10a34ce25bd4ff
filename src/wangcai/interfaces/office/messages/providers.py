"""The simulated providers: what would have gone out, and letting them misbehave."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from wangcai.customers.public import shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.messages.outbox import hidden
from wangcai.kernel.public import NotFound
from wangcai.messages.public import CHANNELS, MODES, mode_of, set_simulation, simulated_messages

SIMULATED = ("sms", "mail")


@require_GET
@staff_page("messages.send")
def simulator(request: Any, channel: str) -> HttpResponse:
    """What the provider of a channel was given, newest first, and how it behaves."""
    if channel not in SIMULATED:
        raise NotFound
    by = request.actor
    rows = [
        {
            "row": row,
            "to": shown_phone(by, None, row.address) if channel == "sms" else row.address,
            "body": hidden(row.body),
            "mode": MODES.get(row.mode, row.mode),
        }
        for row in simulated_messages(by, channel=channel)
    ]
    context = {
        "channel": channel,
        "label": CHANNELS[channel],
        "rows": rows,
        "mode": mode_of(by.chain_id, channel),
        "modes": list(MODES.items()),
        "may_set": by.may("shops.settings"),
        "tabs": [
            {"label": CHANNELS[name], "url": f"/messages/simulator/{name}", "current": name == channel}
            for name in SIMULATED
        ],
    }
    return render(request, "office/messages/simulator.html", context)


@require_POST
@staff_page("shops.settings")
def behave(request: Any, channel: str) -> HttpResponse:
    if channel not in SIMULATED:
        raise NotFound
    set_simulation(
        channel=channel, mode=request.POST.get("mode", ""), by=request.actor,
        request_key=request.POST.get("request_key", ""),
    )  # fmt: skip
    return redirect("office:simulator", channel)
