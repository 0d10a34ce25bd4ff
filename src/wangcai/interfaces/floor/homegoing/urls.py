"""Addresses of home-going."""

from django.urls import path

from wangcai.interfaces.floor.homegoing import acting, asking, page

urlpatterns = [
    path("homegoing", page.waiting, name="homegoings"),
    path("homegoing/questions", asking.questions, name="report_questions"),
    path("homegoing/questions/<int:question_id>/answer", asking.answer, name="report_answer"),
    path("homegoing/<int:booking_id>", page.homegoing, name="homegoing"),
    path("homegoing/<int:booking_id>/report", acting.report, name="homegoing_report"),
    path("homegoing/<int:booking_id>/things/<int:thing_id>", acting.thing, name="homegoing_thing"),
    path("homegoing/<int:booking_id>/late-fee", acting.late, name="homegoing_late"),
    path("homegoing/<int:booking_id>/handover", acting.give, name="homegoing_give"),
]
