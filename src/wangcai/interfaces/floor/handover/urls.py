"""Addresses of hand-over."""

from django.urls import path

from wangcai.interfaces.floor.handover import views

urlpatterns = [
    path("handover", views.shelf, name="handover"),
    path("handover/<int:order_id>", views.order, name="handover_order"),
    path("handover/<int:order_id>/acceptance", views.accept, name="handover_accept"),
    path("handover/<int:order_id>/code", views.send_code, name="handover_code"),
    path("handover/<int:order_id>/phone", views.reveal, name="handover_phone"),
    path("handover/<int:order_id>/payments", views.pay, name="handover_pay"),
]
