"""/api/v1/… and /api/openapi.json."""

from django.urls import path

from wangcai.interfaces.api.api import api

urlpatterns = [path("api/", api.urls)]
