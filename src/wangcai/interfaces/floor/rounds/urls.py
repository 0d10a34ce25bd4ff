"""Addresses of the rounds."""

from django.urls import path

from wangcai.interfaces.floor.rounds import correcting, giving, planning

urlpatterns = [
    path("rounds", giving.rounds, name="rounds"),
    path("rounds/<int:round_id>/outcome", giving.give, name="round_give"),
    path("rounds/<int:round_id>/correction", correcting.correct, name="round_correct"),
    path("stays/<uuid:booking_id>/schedules", planning.schedules, name="schedules"),
    path("schedules/<int:schedule_id>/end", planning.end, name="schedule_end"),
]
