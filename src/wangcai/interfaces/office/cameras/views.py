"""Rooms and their cameras."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.booking.public import Resource
from wangcai.care.public import cameras_of, end_camera, relay, set_camera
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal


class CameraForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60, required=False)
    address = forms.CharField(
        label=gettext_lazy("摄像头地址"), max_length=300, required=False, widget=forms.PasswordInput
    )
    opens = forms.TimeField(label=gettext_lazy("几点开始能看"), initial="08:00")
    closes = forms.TimeField(label=gettext_lazy("几点结束"), initial="21:00")
    minutes_a_day = forms.IntegerField(label=gettext_lazy("每天最多"), min_value=1, max_value=720, initial=60)


@require_GET
@staff_page("care.live")
def cameras(request: Any) -> HttpResponse:
    """Every room of the store with its camera, or without. Two queries."""
    known = cameras_of(request.actor, request.store)
    rooms = Resource.objects.of(request.actor).filter(store=request.store, kind="room", ended_at=None)
    adapter = relay()
    context = {"rooms": [(room, known.get(room.pk)) for room in rooms], "missing": adapter.ready() if adapter else ""}
    return render(request, "office/cameras/list.html", context)


@require_http_methods(["GET", "POST"])
@staff_page("care.live")
def camera(request: Any, room_id: int) -> HttpResponse:
    """Put a camera into a room, or change it. The address is asked for, never shown."""
    room = _room(request, room_id)
    known = cameras_of(request.actor, request.store).get(room.pk)
    form = CameraForm(request.POST or None, initial=_initial(known))
    if request.method == "POST" and form.is_valid():
        try:
            set_camera(
                room=room, by=request.actor, request_key=request.POST.get("request_key", ""), **form.cleaned_data
            )
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            toast(request, _("保存好了"))
            return redirect("office:cameras")
    context = {"form": form, "room": room, "known": known}
    return render(request, "office/cameras/camera.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page("care.live")
def end(request: Any, room_id: int) -> HttpResponse:
    """Take the camera of a room out of use."""
    known = cameras_of(request.actor, request.store).get(_room(request, room_id).pk)
    if known is None:
        raise NotFound
    end_camera(camera=known, by=request.actor, request_key=request.POST.get("request_key", ""))
    toast(request, _("摄像头已停用，直播已断开"))
    return redirect("office:cameras")


def _room(request: Any, room_id: int) -> Resource:
    rooms = Resource.objects.of(request.actor).filter(pk=room_id, store=request.store, kind="room", ended_at=None)
    room = rooms.first()
    if room is None:
        raise NotFound
    return room


def _initial(known: Any) -> dict[str, Any] | None:
    if known is None:
        return None
    return {
        "name": known.name, "opens": f"{known.opens:%H:%M}", "closes": f"{known.closes:%H:%M}",
        "minutes_a_day": known.minutes_a_day,
    }  # fmt: skip
