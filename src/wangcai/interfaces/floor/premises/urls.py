"""Addresses of premises, cleaning and incidents."""

from django.urls import path

from wangcai.interfaces.floor.premises import incidents, walking

urlpatterns = [
    path("premises", walking.premises, name="premises"),
    path("premises/<slug:round>", walking.check, name="premises_check"),
    path("cleanings/<int:cleaning_id>/done", walking.clean, name="cleaning_done"),
    path("incidents", incidents.incidents, name="incidents"),
    path("incidents/new", incidents.report, name="incident_new"),
    path("incidents/<int:incident_id>", incidents.incident, name="incident"),
    path("incidents/<int:incident_id>/facts", incidents.change, name="incident_change"),
    path("incidents/<int:incident_id>/owner", incidents.told, name="incident_told"),
    path("incidents/<int:incident_id>/closing", incidents.close, name="incident_close"),
]
