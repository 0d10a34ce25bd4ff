"""Addresses of the counter: till, orders, intake, customers."""

from django.urls import include, path

app_name = "counter"
urlpatterns = [
    path("", include("wangcai.interfaces.counter.till.urls")),
    path("", include("wangcai.interfaces.counter.orders.urls")),
    path("", include("wangcai.interfaces.counter.intake.urls")),
    path("", include("wangcai.interfaces.counter.customers.urls")),
    path("", include("wangcai.interfaces.counter.health.urls")),
]
