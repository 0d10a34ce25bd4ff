"""Addresses of a visit; the token is the key. From the owner's own pages a visit is opened by its booking."""

from django.urls import path

from wangcai.interfaces.portal.visits import answering, asking, views

urlpatterns = [
    path("p/visit/<str:token>", views.visit, name="visit"),
    path("p/visit/<str:token>/plans/<int:plan_id>", answering.sign, name="sign"),
    path("p/visit/<str:token>/extras/<int:extra_id>", answering.extra, name="extra"),
    path("p/visit/<str:token>/pets/<int:booking_id>/health", asking.health, name="health"),
    path("p/visit/<str:token>/reports/<int:report_id>", answering.question, name="question"),
    path("p/home/<slug:chain_code>/visits/<uuid:booking_id>", views.open_visit, name="open_visit"),
]
