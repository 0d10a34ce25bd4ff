"""Addresses of the counter: till, orders, intake, customers."""

from django.urls import include, path

app_name = "counter"
urlpatterns = [
    path("", include("wangcai.interfaces.counter.till.urls")),
]
