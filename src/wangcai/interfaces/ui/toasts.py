"""What just happened, said once in a corner, with an undo for ten seconds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo="


def toast(request: HttpRequest, sentence: Any, *, undo: str = "", tone: str = "done") -> None:
    """Say `sentence` on the next page (or fragment with `{% toasts oob=True %}`) this person sees.

    `undo` is an address that takes a POST and takes the act back. `tone`: done, ready (mind this), danger.
    """
    level = {"done": messages.SUCCESS, "ready": messages.WARNING, "danger": messages.ERROR}[tone]
    messages.add_message(request, level, str(sentence), extra_tags=_UNDO + undo if undo else "")


def undo_url(message: Any) -> str:
    """The undo address a message carries, or an empty text. Only addresses of this site are believed."""
    tags = message.extra_tags or ""
    url = tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
    return url if url.startswith("/") and not url.startswith("//") else ""
