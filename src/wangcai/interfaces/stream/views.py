"""A page asks where it may listen; without an answer it goes on asking its board every few seconds."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wangcai.interfaces.stream.passes import write_pass
from wangcai.interfaces.stream.serving import PATH


@require_GET
@never_cache
def stream(request: Any) -> HttpResponse:
    """The address with a pass for the store one is in; 204 where nobody is signed in or no stream runs."""
    if not getattr(request, "actor", None) or not request.store or not settings.STREAM_PORT:
        return HttpResponse(status=204)
    host = request.get_host()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    # Behind a proxy with a certificate the same address leads to the stream; without one it has a port of its own.
    behind = request.is_secure() or settings.SESSION_COOKIE_SECURE
    origin = "" if behind else f"http://{name}:{settings.STREAM_PORT}"
    return JsonResponse({"url": f"{origin}{PATH}{write_pass(request.actor.chain_id, request.store.pk)}"})
