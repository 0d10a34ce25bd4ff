from django.urls import path

from wangcai.interfaces.portal.live import views

urlpatterns = [
    path("p/live/<str:token>", views.page, name="live"),
    path("p/live/<str:token>/state", views.state, name="live_state"),
    path("p/live/<str:token>/live.m3u8", views.playlist, name="live_playlist"),
    path("p/live/<str:token>/still.jpg", views.still, name="live_still"),
    path("p/live/<str:token>/<str:name>", views.piece, name="live_piece"),
]
