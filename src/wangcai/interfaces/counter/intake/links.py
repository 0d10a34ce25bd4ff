"""扫码点单: codes for the counter or a tablet; whoever scans one may compose an order for this store."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Missing, NotFound, Refusal, clean_line
from wangcai.orders.public import IntakeLink, make_intake_link, revoke_intake_link


@require_GET
@staff_page("orders.place")
def links(request: Any) -> HttpResponse:
    """The store's codes."""
    return _page(request)


def _page(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    rows = IntakeLink.objects.of(request.actor).filter(store=request.store, revoked_at=None).order_by("-id")
    context = {
        "links": list(rows),
        "refusal": refusal,
        "may_make": request.actor.may("shops.settings", request.store.pk),
        "name": request.POST.get("name", ""),
    }
    return render(request, "counter/intake/links.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff_page("shops.settings")
def make_link(request: Any) -> HttpResponse:
    """A new code, shown this once, ready to print."""
    name = clean_line(request.POST.get("name", ""), most=40)
    if not name:
        return _page(request, Missing(what=_("贴在哪里"), field="name"))
    link, token = make_intake_link(store=request.store, name=name, by=request.actor)
    url = request.build_absolute_uri(reverse("counter:guest", args=[token]))
    return render(request, "counter/intake/code.html", {"link": link, "url": url})


@require_POST
@staff_page("shops.settings")
def revoke_link(request: Any, pk: int) -> HttpResponse:
    """Switch a code off at once."""
    link = IntakeLink.objects.of(request.actor).filter(pk=pk, store=request.store).first()
    if link is None:
        raise NotFound
    revoke_intake_link(link=link, by=request.actor, request_key=request.POST.get("request_key"))
    toast(request, _("“{name}”已停用").format(name=link.name))
    return HttpResponseRedirect(reverse("counter:intake_links"))
