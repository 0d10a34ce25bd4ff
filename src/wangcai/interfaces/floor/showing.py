"""How the floor's pages answer: whole page or fragment, and a refusal in the same place with its own status."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from wangcai.kernel.public import NotAllowed, NotFound, Refusal


def show(
    request: Any, template: str, context: dict[str, Any], *, refusal: Refusal | None = None, part: str = ""
) -> HttpResponse:
    """Render a page, or its `part` for htmx. What is absent or not allowed has a page of its own and goes on."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    if part and request.htmx and not request.htmx.boosted:
        template = f"{template}#{part}"
    return render(request, template, {**context, "refused": refusal}, status=refusal.status if refusal else 200)


def whole_number(text: Any, default: int = 0) -> int:
    """A count somebody typed; `default` where it is none."""
    try:
        return int(str(text).strip()[:9])
    except ValueError:
        return default
