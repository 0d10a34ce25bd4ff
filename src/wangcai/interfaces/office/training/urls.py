"""Addresses of training."""

from django.urls import path

from wangcai.interfaces.office.training import courses, lessons, pets

urlpatterns = [
    path("training", pets.training, name="training"),
    path("training/courses/new", courses.course, name="course_new"),
    path("training/courses/<int:programme_id>", courses.course, name="course"),
    path("training/courses/<int:programme_id>/end", courses.end, name="course_end"),
    path("training/pets", pets.begin, name="enroll"),
    path("training/pets/<int:enrollment_id>", lessons.enrollment, name="enrollment"),
    path("training/pets/<int:enrollment_id>/lessons", lessons.lesson, name="enrollment_lesson"),
    path("training/pets/<int:enrollment_id>/pass", lessons.passed, name="enrollment_pass"),
    path("training/pets/<int:enrollment_id>/end", lessons.ended, name="enrollment_end"),
]
