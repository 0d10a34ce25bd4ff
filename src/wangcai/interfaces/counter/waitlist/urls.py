from django.urls import path

from wangcai.interfaces.counter.waitlist import views

urlpatterns = [
    path("waitlist", views.waitlist, name="waitlist"),
    path("waitlist/<int:waiting_id>", views.waiting, name="waiting"),
    path("waitlist/<int:waiting_id>/invitation", views.invite, name="waiting_invite"),
    path("waitlist/<int:waiting_id>/end", views.end, name="waiting_end"),
    path("waitlist/new", views.new, name="waiting_new"),
]
