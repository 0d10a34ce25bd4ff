"""Addresses of the till."""

from django.urls import path

from wangcai.interfaces.counter.till import bargaining, customers, lines, pages, paying, printing, whole

urlpatterns = [
    path("till", pages.till, name="till"),
    path("till/goods", pages.goods, name="till_goods"),
    path("till/lines", lines.add, name="till_lines"),
    path("till/lines/<int:key>", bargaining.line_dialog, name="till_line"),
    path("till/lines/<int:key>/quantity", lines.quantity, name="till_line_quantity"),
    path("till/lines/<int:key>/discount", bargaining.line_discount, name="till_line_discount"),
    path("till/lines/<int:key>/price", bargaining.price, name="till_line_price"),
    path("till/discount", bargaining.discount_dialog, name="till_discount_dialog"),
    path("till/discounts", bargaining.discount, name="till_discount"),
    path("till/customers", customers.search, name="till_customers"),
    path("till/customer", customers.choose, name="till_customer"),
    path("till/held", whole.held, name="till_held"),
    path("till/holds", whole.hold, name="till_hold"),
    path("till/held/<int:pk>", whole.recall, name="till_recall"),
    path("till/clearance", whole.clear, name="till_clear"),
    path("till/clearance/undo", whole.unclear, name="till_unclear"),
    path("till/tender", paying.tender, name="till_tender"),
    path("till/change", paying.change, name="till_change"),
    path("till/sale", paying.sale, name="till_sale"),
    path("till/drawer", printing.drawer_dialog, name="till_drawer_dialog"),
    path("till/drawer/openings", printing.drawer, name="till_drawer"),
    path("till/receipts/<str:number>", printing.receipt, name="receipt"),
    path("till/receipts/<str:number>/bytes", printing.receipt_file, name="receipt_file"),
    path("till/receipts/<str:number>/prints", printing.print_receipt, name="receipt_print"),
]
