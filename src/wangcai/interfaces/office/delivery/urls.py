"""Addresses of the delivery rates."""

from django.urls import path

from wangcai.interfaces.office.delivery import rates

urlpatterns = [
    path("delivery-rates", rates.rates, name="rates"),
    path("delivery-rates/new", rates.rate, name="rate_new"),
    path("delivery-rates/<int:rate_id>", rates.rate, name="rate"),
]
