"""Addresses of the room board."""

from django.urls import path

from wangcai.interfaces.counter.rooms import moving, pages

urlpatterns = [
    path("rooms", pages.rooms_page, name="rooms"),
    path("rooms/part", pages.rooms_part, name="rooms_part"),
    path("rooms/bookings/<int:pk>/room", moving.room, name="booking_room"),
    path("rooms/bookings/<int:pk>/room/back", moving.back, name="booking_room_back"),
]
