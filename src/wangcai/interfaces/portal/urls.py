"""Addresses of the portal. Each part has its own list; add one line here."""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("", include("wangcai.interfaces.portal.live.urls")),
    path("", include("wangcai.interfaces.portal.found.urls")),
    path("", include("wangcai.interfaces.portal.home.urls")),
    path("", include("wangcai.interfaces.portal.pets.urls")),
    path("", include("wangcai.interfaces.portal.booking.urls")),
    path("", include("wangcai.interfaces.portal.visits.urls")),
    path("", include("wangcai.interfaces.portal.orders.urls")),
]
