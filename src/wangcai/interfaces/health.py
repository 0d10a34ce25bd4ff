"""Two addresses for whoever watches the server: is the process alive, can it serve a shop."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_tables_are_current = False


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; touches nothing."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and its tables are the ones this version wants, otherwise 503 with the reason."""
    try:
        reason = unreadiness()
    except DatabaseError as failure:
        reason = type(failure).__name__
    return JsonResponse({"ready": not reason, "reason": reason}, status=503 if reason else 200)


def unreadiness() -> str:
    """Why no shop can be served now; empty when one can. The tables are compared once, the database each time."""
    global _tables_are_current
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not _tables_are_current:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations are waiting"
        _tables_are_current = True
    return ""


urlpatterns = [path("-/live", live, name="live"), path("-/ready", ready, name="ready")]
