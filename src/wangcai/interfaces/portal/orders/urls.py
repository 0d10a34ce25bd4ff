"""Addresses of a customer's order; the token is the key."""

from django.urls import path

from wangcai.interfaces.portal.orders import views

urlpatterns = [
    path("p/<str:token>", views.order, name="order"),
    path("p/<str:token>/answers/<int:exception_id>", views.answer, name="answer"),
    path("p/<str:token>/photos/<uuid:public_id>", views.photo, name="order_photo"),
]
