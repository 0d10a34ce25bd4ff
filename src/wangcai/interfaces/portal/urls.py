"""Addresses of the portal. Each part has its own list; add one line here."""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("", include("wangcai.interfaces.portal.live.urls")),
    path("", include("wangcai.interfaces.portal.found.urls")),
    path("", include("wangcai.interfaces.portal.orders.urls")),
]
