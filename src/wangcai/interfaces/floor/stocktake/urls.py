"""Addresses of counting."""

from django.urls import path

from wangcai.interfaces.floor.stocktake import views

urlpatterns = [
    path("count/", views.counts, name="stocktakes"),
    path("count/<int:stocktake_id>", views.stocktake, name="stocktake"),
    path("count/<int:stocktake_id>/scans", views.scan, name="stocktake_scan"),
    path("count/<int:stocktake_id>/counts", views.total, name="stocktake_total"),
]
