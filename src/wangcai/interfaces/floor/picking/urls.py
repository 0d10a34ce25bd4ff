"""Addresses of picking and packing."""

from django.urls import path

from wangcai.interfaces.floor.picking import packing, printing, walking

urlpatterns = [
    path("picking", walking.queue, name="picking"),
    path("picking/orders/<int:order_id>", walking.order, name="picking_order"),
    path("picking/orders/<int:order_id>/lists", walking.start, name="picking_start"),
    path("picking/lists/<int:list_id>", walking.walk, name="picking_list"),
    path("picking/lists/<int:list_id>/scans", walking.scan, name="picking_scan"),
    path("picking/lists/<int:list_id>/lines/<int:line_id>/tick", walking.tick, name="picking_tick"),
    path("picking/lists/<int:list_id>/lines/<int:line_id>/shortage", walking.shortage, name="picking_shortage"),
    path("picking/lists/<int:list_id>/completion", walking.finish, name="picking_finish"),
    path("picking/lists/<int:list_id>/paper", printing.paper_list, name="picking_paper"),
    path("packing/<int:order_id>", packing.packing, name="packing"),
    path("packing/<int:order_id>/checks", packing.check, name="packing_check"),
    path("packing/<int:order_id>/packages", packing.pack, name="packing_pack"),
    path("packing/<int:order_id>/labels", printing.labels, name="packing_labels"),
]
