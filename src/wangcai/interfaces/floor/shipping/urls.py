"""Addresses of shipping and tours."""

from django.urls import path

from wangcai.interfaces.floor.shipping import parcels, tours

urlpatterns = [
    path("shipping", parcels.waiting, name="shipping"),
    path("shipping/<int:order_id>", parcels.order, name="shipping_order"),
    path("shipping/<int:order_id>/way", parcels.choose, name="shipping_way"),
    path("shipping/<int:order_id>/departure", parcels.depart, name="shipping_depart"),
    path("shipping/<int:order_id>/failure", parcels.fail, name="shipping_fail"),
    path("runs", tours.runs, name="runs"),
    path("runs/new", tours.plan, name="run_plan"),
    path("runs/<int:run_id>", tours.run, name="run"),
    path("runs/<int:run_id>/<slug:step>", tours.move, name="run_move"),
]
