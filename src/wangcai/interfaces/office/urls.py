"""Addresses of the office. Each part has its own list; add one line here."""

from django.urls import include, path

app_name = "office"
urlpatterns = [
    path("", include("wangcai.interfaces.office.shops.urls")),
    path("", include("wangcai.interfaces.office.goods.urls")),
    path("", include("wangcai.interfaces.office.messages.urls")),
    path("", include("wangcai.interfaces.office.delivery.urls")),
    path("", include("wangcai.interfaces.office.imports.urls")),
    path("", include("wangcai.interfaces.office.cameras.urls")),
    path("", include("wangcai.interfaces.office.roster.urls")),
    path("", include("wangcai.interfaces.office.reports.urls")),
    path("", include("wangcai.interfaces.office.texts.urls")),
    path("", include("wangcai.interfaces.office.training.urls")),
    path("", include("wangcai.interfaces.office.services.urls")),
]
