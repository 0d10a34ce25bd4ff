"""纸质单: blank numbered forms, keyed in when they come back; the list of those that never did."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.files.public import keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.intake.writing import draft_of, note_page, refused_note
from wangcai.interfaces.counter.orders.changing import WantedForm
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, clean_line, writing
from wangcai.orders.public import OCCASIONS, PaperForm, forms_never_returned, key_in_form, print_forms, void_form

BLANK_LINES = range(1, 9)


@require_GET
@staff_page("orders.place")
def paper_forms(request: Any) -> HttpResponse:
    """The number first: what came back is keyed in, the rest stands in the list."""
    number = clean_line(request.GET.get("number", ""), most=20).upper()
    if number:
        found = _find(request, number)
        if found:
            return HttpResponseRedirect(reverse("counter:paper_form", args=[found.number]))
    return _list(request, number=number, unknown=bool(number))


def _list(request: Any, refusal: Refusal | None = None, **more: Any) -> HttpResponse:
    context = {
        "out": forms_never_returned(request.actor, request.store.pk),
        "refusal": refusal,
        "may_void": request.actor.may("forms.void", request.store.pk),
        **more,
    }
    return render(
        request,
        "counter/intake/paper.html",
        context,
        status=refusal.status if refusal else 422 if more.get("unknown") else 200,
    )


def _find(request: Any, number: str) -> PaperForm | None:
    """By its number, or by the last digits of it."""
    forms = PaperForm.objects.of(request.actor).filter(store=request.store)
    exact = forms.filter(number=number).first()
    if exact or not number.isdigit():
        return exact
    return forms.filter(number__endswith=f"-P{int(number):05d}").first()


@require_POST
@staff_page("forms.print")
def print_blank(request: Any) -> HttpResponse:
    """Give out the next numbers and show them for printing."""
    count = request.POST.get("count", "")
    try:
        first = print_forms(
            store=request.store, count=int(count[:4]) if count.isdecimal() else 0, by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return _list(request, refusal, count=count)
    return HttpResponseRedirect(reverse("counter:paper_blank") + f"?first={first.number}&count={int(count)}&print=1")


@require_GET
@staff_page("forms.print")
def blank(request: Any) -> HttpResponse:
    """The blank forms of a run, one A4 page each."""
    forms = PaperForm.objects.of(request.actor).filter(store=request.store, state=PaperForm.State.PRINTED)
    first, count = request.GET.get("first", ""), request.GET.get("count", "1")
    chosen = forms.filter(number__gte=first[:20]).order_by("number")[
        : min(int(count[:4]) if count.isdigit() else 1, 100)
    ]
    return render(
        request,
        "counter/intake/blank.html",
        {"forms": list(chosen), "lines": BLANK_LINES, "occasions": OCCASIONS.values()},
    )


@require_http_methods(["GET", "POST"])
@staff_page("orders.place")
def paper_form(request: Any, number: str) -> HttpResponse:
    """Key in what the paper says; a form makes one order, ever."""
    paper = (
        PaperForm.objects.of(request.actor)
        .filter(store=request.store, number=number)
        .select_related("store", "order")
        .first()
    )
    if paper is None:
        raise NotFound
    if paper.order_id and request.method == "GET":
        return HttpResponseRedirect(reverse("counter:order", args=[paper.order.number]))
    more = {"channel": "paper", "paper": paper}
    if request.method == "GET":
        return note_page(request, WantedForm(initial={"fulfilment": "pickup", "occasion": ""}), **more)
    form = WantedForm(request.POST)
    if not form.is_valid():
        return note_page(request, form, status=422, **more)
    try:
        photo = request.FILES.get("photo")
        kept = keep_photo(store=request.store, data=photo.read(), purpose="paper", by=request.actor) if photo else None
        with writing():
            order = key_in_form(
                form=paper, order=draft_of(request, form, "paper"), photo_id=kept.pk if kept else None,
                by=request.actor, request_key=request.POST.get("request_key"),
            )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return refused_note(request, form, refusal, **more)
    toast(request, _("纸质单 {paper} 已录成 {number}").format(paper=paper.number, number=order.number))
    return HttpResponseRedirect(reverse("counter:order", args=[order.number]))


@require_POST
@staff_page("forms.void")
def void(request: Any, number: str) -> HttpResponse:
    """Write a spoilt form off with a reason."""
    paper = PaperForm.objects.of(request.actor).filter(store=request.store, number=number).first()
    if paper is None:
        raise NotFound
    try:
        void_form(
            form=paper, reason=request.POST.get("reason", ""), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return _list(request, refusal)
    toast(request, _("{number} 已作废").format(number=number))
    return HttpResponseRedirect(reverse("counter:paper_forms"))
