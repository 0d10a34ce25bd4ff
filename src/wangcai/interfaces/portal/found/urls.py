"""The address a pet's card leads to."""

from django.urls import path

from wangcai.interfaces.portal.found import views

urlpatterns = [
    path("p/found/<str:code>", views.found, name="found"),
    path("p/found/<str:code>/photo", views.photo, name="found_photo"),
]
