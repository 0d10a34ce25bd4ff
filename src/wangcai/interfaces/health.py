"""Two addresses for whoever watches the server: is the process alive, can it serve a shop."""

from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, connection
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
        if not nothing_to_migrate():
            return "migrations are waiting"
        _tables_are_current = True
    return ""


def nothing_to_migrate() -> bool:
    """Is every migration file of every app applied already? One query and a look at the folders: loading the graph of
    migrations costs a second of each start and 6 MiB of each process, and most starts have nothing to do.

    DatabaseError where there is no table of migrations yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    return all(
        (app.label, file.stem) in applied
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("[0-9]*.py")
    )


urlpatterns = [path("-/live", live, name="live"), path("-/ready", ready, name="ready")]
