"""Addresses of the counter: till, orders, intake, customers."""

from django.urls import include, path

app_name = "counter"
urlpatterns = [
    path("", include("wangcai.interfaces.counter.waitlist.urls")),
    path("", include("wangcai.interfaces.counter.till.urls")),
    path("", include("wangcai.interfaces.counter.orders.urls")),
    path("", include("wangcai.interfaces.counter.intake.urls")),
    path("", include("wangcai.interfaces.counter.customers.urls")),
    path("", include("wangcai.interfaces.counter.visits.urls")),
    path("", include("wangcai.interfaces.counter.visitmoney.urls")),
    path("", include("wangcai.interfaces.counter.health.urls")),
    path("", include("wangcai.interfaces.counter.queue.urls")),
    path("", include("wangcai.interfaces.counter.calendar.urls")),
    path("", include("wangcai.interfaces.counter.rooms.urls")),
]
