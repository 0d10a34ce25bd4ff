"""Addresses of a visit's money."""

from django.urls import path

from wangcai.interfaces.counter.visitmoney import page

urlpatterns = [
    path("visits/<uuid:key>/money", page.money_page, name="visit_money"),
    path("visits/<uuid:key>/money/paper", page.paper, name="visit_money_paper"),
    path("visits/<uuid:key>/money/bookings/<int:booking_id>/cancellation", page.cancel, name="visit_cancel"),
    path("visits/<uuid:key>/money/bookings/<int:booking_id>/no-show", page.no_show, name="visit_no_show"),
]
