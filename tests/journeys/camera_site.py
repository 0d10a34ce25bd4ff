"""A tiny site with a camera form, and what the server received; `ANSWERS` says how it answers next."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

RECEIVED: list[dict] = []
ANSWERS: list[int] = []

PAGE = """{% extends "ui/staff.html" %}{% block content %}{% post_form action="/keep" files=True data_camera=True %}
{% tick "other_pets" "拍到别家的宠物了" %}{% photo_input "photo" "拍照" multiple=True video=True %}{% camera_queue %}{% endpost_form %}{% endblock %}"""


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def keep(request: HttpRequest) -> HttpResponse:
    """Keep what came, then answer as told: an answer may be lost after the thing was done."""
    for upload in request.FILES.getlist("photo"):
        RECEIVED.append({
            "key": request.POST.get("client_key", ""), "data": upload.read(), "kind": upload.content_type,
            "other_pets": request.POST.get("other_pets", ""), "accept": request.headers.get("Accept", ""),
            "taken_at": request.POST.get("taken_at", ""),
        })  # fmt: skip
    status = ANSWERS.pop(0) if ANSWERS else 200
    return JsonResponse({"code": "x", "message": "这个文件不是能看的照片"}, status=status)


urlpatterns = [path("", include("wangcai.interfaces.ui.urls")), path("camera", page), path("keep", keep)]
