"""Addresses of booking by oneself."""

from django.urls import path

from wangcai.interfaces.portal.booking import changing, views, waiting

urlpatterns = [
    path("p/home/<slug:chain_code>/book", views.book, name="book"),
    path("p/home/<slug:chain_code>/book/wait", waiting.wait, name="wait"),
    path("p/home/<slug:chain_code>/bookings/<uuid:booking_id>/move", changing.move, name="move"),
    path("p/home/<slug:chain_code>/bookings/<uuid:booking_id>/cancel", changing.cancel, name="cancel"),
    path("p/home/<slug:chain_code>/invitations/<int:waiting_id>", waiting.invitation, name="invitation"),
    path("p/home/<slug:chain_code>/waiting/<int:waiting_id>/end", waiting.withdraw, name="wait_end"),
    path("p/invited/<str:token>", waiting.invited, name="invited"),
]
