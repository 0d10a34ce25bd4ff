"""The front door: everybody goes where his work is."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wangcai.interfaces.access import staff_page

# The first place somebody may open and that exists is home: (permission, address).
PLACES = (
    ("reports.see", "office:today"),
    ("till.sell", "counter:till"),
    ("work.see", "floor:tasks"),
    ("orders.see", "counter:orders"),
    ("", "office:me"),
)


@staff_page()
def home(request: Any) -> HttpResponse:
    """To the till, to my tasks, or to today's overview, by role."""
    for permission, name in PLACES:
        if not permission or request.actor.may(permission, request.store.pk):
            return HttpResponseRedirect(reverse(name))
    raise AssertionError("office:me always exists")
