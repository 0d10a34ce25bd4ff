"""Addresses of the day board."""

from django.urls import path

from wangcai.interfaces.counter.calendar import blocking, moving, pages

urlpatterns = [
    path("calendar", pages.day_page, name="calendar"),
    path("calendar/part", pages.day_part, name="calendar_part"),
    path("calendar/week", pages.week_page, name="week"),
    path("calendar/week/part", pages.week_part, name="week_part"),
    path("calendar/bookings/<int:pk>", moving.opened, name="booking"),
    path("calendar/bookings/<int:pk>/time", moving.time, name="booking_time"),
    path("calendar/bookings/<int:pk>/time/back", moving.back, name="booking_time_back"),
    path("calendar/blocks", blocking.blocks, name="blocks"),
    path("calendar/blocks/<int:pk>/end", blocking.end, name="block_end"),
    path("calendar/blocks/again", blocking.again, name="block_again"),
]
