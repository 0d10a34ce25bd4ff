"""Addresses of visits. A visit is named by the key its bookings carry, so every board can link to it."""

from django.urls import path

from wangcai.interfaces.counter.visits import (
    arriving,
    booking,
    cage,
    changing,
    extras,
    inquiring,
    page,
    planning,
    rooming,
    showing_owner,
)

urlpatterns = [
    path("visits/new", booking.new, name="visit_new"),
    path("visits/new/choices", booking.choices, name="visit_choices"),
    path("visits", booking.save, name="visit_save"),
    path("visits/<uuid:key>", page.visit, name="visit"),
    path("visits/<uuid:key>/confirmation", page.confirm, name="visit_confirm"),
    path("visits/<uuid:key>/cage-cards", cage.cage_cards, name="visit_cage_cards"),
    path("visits/<uuid:key>/link", showing_owner.owner_link, name="visit_link"),
    path("visits/<uuid:key>/opening", page.open_bill, name="visit_open"),
    path("visits/<uuid:key>/lines", page.add, name="visit_add"),
    path("visits/<uuid:key>/lines/<int:line_id>/removal", page.drop, name="visit_drop"),
    path("bookings/<int:booking_id>", page.booking, name="booking"),
    path("bookings/<int:booking_id>/change", changing.change, name="booking_change"),
    path("bookings/<int:booking_id>/room-back", rooming.back, name="booking_room_return"),
    path("bookings/<int:booking_id>/inquiry", inquiring.inquiry, name="booking_inquiry"),
    path("bookings/<int:booking_id>/inquiry/questions", inquiring.questions, name="booking_questions"),
    path("bookings/<int:booking_id>/inquiry/decision", inquiring.decide, name="booking_decision"),
    path("bookings/<int:booking_id>/arrival", arriving.arrival, name="booking_arrival"),
    path("bookings/<int:booking_id>/plan", planning.plan, name="booking_plan"),
    path("bookings/<int:booking_id>/plan/reading", planning.read, name="booking_plan_read"),
    path("bookings/<int:booking_id>/plan/signature", planning.sign, name="booking_plan_sign"),
    path("bookings/<int:booking_id>/plan/link", planning.link, name="booking_plan_link"),
    path("bookings/<int:booking_id>/plan/paper", planning.paper, name="booking_plan_paper"),
    path("bookings/<int:booking_id>/extras", extras.ask, name="booking_extra"),
    path("bookings/<int:booking_id>/extras/<int:request_id>/answer", extras.answer, name="booking_extra_answer"),
]
