"""/-/stream: where this page may listen."""

from django.urls import path

from wangcai.interfaces.stream.views import stream

app_name = "stream"
urlpatterns = [path("-/stream", stream, name="stream")]
