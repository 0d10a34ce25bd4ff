"""Addresses of the texts of the house."""

from django.urls import path

from wangcai.interfaces.office.texts import pages, writing

urlpatterns = [
    path("texts", pages.texts, name="texts"),
    path("texts/usual", writing.make_usual, name="texts_usual"),
    path("texts/new/<slug:kind>", writing.new, name="text_new"),
    path("texts/<int:text_id>", pages.text, name="text"),
    path("texts/<int:text_id>/edit", writing.edit, name="text_edit"),
    path("texts/<int:text_id>/end", writing.end, name="text_end"),
]
