from django.urls import path

from wangcai.interfaces.office.cameras import views

urlpatterns = [
    path("cameras", views.cameras, name="cameras"),
    path("cameras/<int:room_id>", views.camera, name="camera"),
    path("cameras/<int:room_id>/end", views.end, name="camera_end"),
]
