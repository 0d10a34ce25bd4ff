"""Addresses of the orders."""

from django.urls import path

from wangcai.interfaces.counter.orders import acting, boarding, changing, excepting, listing, order_page, refunding

urlpatterns = [
    path("orders", listing.orders_home, name="orders"),
    path("orders/board", boarding.board_page, name="board"),
    path("orders/board/columns", boarding.board_columns, name="board_columns"),
    path("orders/list", listing.order_list, name="order_list"),
    path("orders/list.xlsx", listing.order_export, name="order_export"),
    path("orders/<str:number>", order_page.order_page, name="order"),
    path("orders/<str:number>/confirmation", acting.confirm, name="order_confirm"),
    path("orders/<str:number>/cancellation", acting.cancel, name="order_cancel"),
    path("orders/<str:number>/payments", acting.pay, name="order_pay"),
    path("orders/<str:number>/refunds", refunding.refund, name="order_refund"),
    path("orders/<str:number>/links", acting.share, name="order_share"),
    path("orders/<str:number>/paper", acting.paper, name="order_paper"),
    path("orders/<str:number>/changes", changing.change, name="order_change"),
    path("orders/<str:number>/exceptions/<int:pk>/offer", excepting.offer, name="exception_offer"),
    path("orders/<str:number>/exceptions/<int:pk>/answer", excepting.answer, name="exception_answer"),
]
