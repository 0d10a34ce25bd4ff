"""/api/v1/… and /api/openapi.json."""

from django.urls import path

from wangcai.interfaces.api.api import api
from wangcai.interfaces.api.description import openapi

urlpatterns = [path("api/openapi.json", openapi), path("api/", api.urls)]
