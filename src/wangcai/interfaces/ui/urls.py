"""Addresses of the look: gallery, theme, language."""

from django.urls import path
from django.views.i18n import set_language

from wangcai.interfaces.ui import views

app_name = "ui"
urlpatterns = [
    path("-/gallery", views.gallery, name="gallery"),
    path("-/theme", views.theme, name="theme"),
    path("-/language", set_language, name="language"),
]
