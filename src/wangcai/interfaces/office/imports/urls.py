"""Addresses of imports in the office."""

from django.urls import path

from wangcai.interfaces.office.imports import list_page, run_page

urlpatterns = [
    path("imports/", list_page.imports, name="imports"),
    path("imports/<uuid:public_id>", run_page.run, name="import_run"),
    path("imports/<uuid:public_id>/check", run_page.check, name="import_check"),
    path("imports/<uuid:public_id>/start", run_page.start, name="import_start"),
    path("imports/<uuid:public_id>/progress", run_page.progress, name="import_progress"),
    path("imports/<uuid:public_id>/reasons.csv", run_page.reasons, name="import_reasons"),
    path("imports/<uuid:public_id>/undo", run_page.undo, name="import_undo"),
]
