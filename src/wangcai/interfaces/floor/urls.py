"""Addresses of the floor. Each part has its own list; add one line here."""

from django.urls import include, path

app_name = "floor"
urlpatterns: list = [
    path("", include("wangcai.interfaces.floor.tasks.urls")),
    path("", include("wangcai.interfaces.floor.picking.urls")),
    path("", include("wangcai.interfaces.floor.shipping.urls")),
    path("", include("wangcai.interfaces.floor.handover.urls")),
    path("", include("wangcai.interfaces.floor.stocktake.urls")),
    path("", include("wangcai.interfaces.floor.jobs.urls")),
    path("", include("wangcai.interfaces.floor.rounds.urls")),
    path("", include("wangcai.interfaces.floor.premises.urls")),
    path("", include("wangcai.interfaces.floor.homegoing.urls")),
]
