"""The telephone rings: the hook a telephone system calls with the number."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangcai.customers.public import customers_by_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import customer_url


@require_GET
@staff_page("customers.see", anywhere=True)
def ring(request: Any, number: str) -> HttpResponse:
    """A known number opens its file, several files the list, an unknown one a new file with the number filled in."""
    found = customers_by_phone(request.actor, number)
    if len(found) == 1:
        return HttpResponseRedirect(customer_url(found[0].pk))
    page, field = ("counter:customers", "q") if found else ("counter:customer_new", "phone")
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({field: number[:30]})}")
