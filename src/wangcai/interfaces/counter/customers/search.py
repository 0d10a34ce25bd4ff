"""One search for everything: Ctrl+K, the customer choosers, and programs that ask for JSON."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import ActiveFlag, active_flags, first_phones, pet_by_card, shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.components.cards import safety
from wangcai.interfaces.ui.rail import rail_for
from wangcai.kernel.public import Actor, search_words
from wangcai.lookup.public import Hit, find

# kind: icon and the name of its page
KINDS = {
    "pet": ("paw", "counter:pet"),
    "customer": ("user", "counter:customer"),
    "order": ("receipt", "counter:order"),
    "goods": ("package", "office:goods_one"),
}
NEEDED = {"pet": "customers.see", "customer": "customers.see", "order": "orders.see", "goods": "goods.see"}


@dataclass(frozen=True, slots=True)
class Found:
    """One line of an answer as a page or a program shows it."""

    kind: str
    id: int
    title: str
    detail: str
    phone: str
    flags: list[ActiveFlag]
    icon: str
    url: str

    def as_line(self) -> dict[str, Any]:
        """For the palette: safety flags stand beside the name, always red."""
        marks = format_html_join("", " {}", ((safety(f.label),) for f in self.flags if f.safety))
        return {
            "url": self.url, "icon": self.icon, "kind": kind_label(self.kind),
            "label": format_html("{}{}", self.title, marks),
            "detail": " · ".join(part for part in (self.detail, self.phone) if part),
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        flags = [{"kind": f.kind, "label": f.label, "safety": f.safety} for f in self.flags]
        return {
            "kind": self.kind, "id": self.id, "title": self.title, "detail": self.detail, "phone": self.phone,
            "flags": flags, "url": self.url,
        }  # fmt: skip


@require_GET
@staff_page()
def search(request: Any) -> HttpResponse:
    """`?q=`: lines for the palette (htmx), JSON where it is asked for, otherwise a page."""
    query = request.GET.get("q", "").strip()[:120]
    lines = found_for(request.actor, query, kinds=_asked(request)) if query else []
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"query": query, "results": [line.as_json() for line in lines]})
    pages = pages_for(request, query) if query else []
    context = {"query": query, "lines": [*(line.as_line() for line in lines), *pages], "asked": bool(query)}
    return render(request, "counter/customers/search.html" + ("#found" if request.htmx else ""), context)


@require_GET
@staff_page("customers.see", anywhere=True)
def choices(request: Any) -> HttpResponse:
    """A fragment of radio lines to choose a customer (or pet) in another form: `?q=&kinds=customer&name=customer`."""
    query = request.GET.get("q", "").strip()[:120]
    kinds = _asked(request) or ["customer"]
    lines = found_for(request.actor, query, kinds=kinds, limit=8) if query else []
    name = "".join(c for c in request.GET.get("name", "") if c.isalnum() or c == "_")[:30] or "customer"
    return render(request, "counter/customers/fragments.html#choices", {"lines": lines, "name": name, "query": query})


def found_for(by: Actor, query: str, *, kinds: list[str] | None = None, limit: int = 12) -> list[Found]:
    """What the actor may see of what is found, with numbers (masked where they must be) and flags. At most six queries."""
    scanned = pet_by_card(by, query)
    if scanned is not None:
        query = scanned.code
    allowed = [kind for kind in KINDS if by.may(NEEDED[kind]) and (not kinds or kind in kinds)]
    hits = find(by, query, kinds=allowed, limit=limit) if allowed else []
    pets = [h.target_id for h in hits if h.kind == "pet"]
    phones = first_phones(by, [h.target_id for h in hits if h.kind == "customer"], pets)
    flags = active_flags(pets, by)
    return [_found(by, hit, phones, flags) for hit in hits]


def _found(by: Actor, hit: Hit, phones: dict, flags: dict) -> Found:
    number = phones.get((hit.kind, hit.target_id), "")
    icon, address = KINDS[hit.kind]
    return Found(
        kind=hit.kind, id=hit.target_id, title=hit.title, detail=hit.detail,
        phone=shown_phone(by, None, number) if number else "",
        flags=flags.get(hit.target_id, []) if hit.kind == "pet" else [], icon=icon, url=_address(address, hit),
    )  # fmt: skip


def _address(name: str, hit: Hit) -> str:
    for key in (hit.target_id, hit.title):
        try:
            return reverse(name, args=[key])
        except NoReverseMatch:
            continue
    return f"{reverse('counter:search')}?q={hit.title}"


def kind_label(kind: str) -> str:
    return {"pet": _("宠物"), "customer": _("客户"), "order": _("订单"), "goods": _("商品")}[kind]


def pages_for(request: Any, query: str) -> list[dict[str, Any]]:
    """Places of the rail whose name, pinyin or initials begin with what was typed."""
    typed = query.lower()
    return [
        {"url": place.url, "icon": place.icon, "label": place.label, "detail": "", "kind": _("页面")}
        for place in rail_for(request, request.frame)
        if typed in str(place.label).lower() or any(w.startswith(typed) for w in search_words(str(place.label)))
    ][:4]


def _asked(request: Any) -> list[str]:
    return [kind for kind in request.GET.get("kinds", "").split(",") if kind in KINDS]
