"""Addresses of the tasks."""

from django.urls import path

from wangcai.interfaces.floor.tasks import views

urlpatterns = [
    path("tasks", views.tasks, name="tasks"),
    path("tasks/<int:task_id>/acceptance", views.accept, name="task_accept"),
    path("tasks/<int:task_id>/return", views.hand_back, name="task_hand_back"),
    path("tasks/<int:task_id>/assignment", views.assign, name="task_assign"),
    path("tasks/<int:task_id>/completion", views.close, name="task_close"),
]
