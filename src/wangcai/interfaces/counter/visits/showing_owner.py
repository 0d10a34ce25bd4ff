"""给主人看: the owner's page of a visit as a code to scan at the counter, for who has not got the message (2.17)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from wangcai.care.public import visit_for
from wangcai.customers.public import living_file, make_share_link
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.page import show_visit
from wangcai.kernel.public import Refusal

LINK_DAYS = 3


@require_POST
@staff_page("care.plan", anywhere=True)
def owner_link(request: Any, key: Any) -> HttpResponse:
    """A link of its own, shown this once; who made it stands in the customer's timeline."""
    visit = visit_for(request.actor, key)
    try:
        _link, token = make_share_link(
            subject_kind="visit", subject_id=visit.pk, customer=visit.customer, by=request.actor, days=LINK_DAYS
        )
    except Refusal as refusal:
        return show_visit(request, key, refusal)
    context = {"visit": visit, "owner": living_file(visit.customer), "url": request.build_absolute_uri(f"/p/{token}")}
    return render(request, "counter/visits/owner_link.html", context)
