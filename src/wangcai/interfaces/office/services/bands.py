"""The table of minutes and prices of one service: every row a band, some empty rows below, saved whole."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wangcai.catalogue.public import COAT_WORDS, SIZE_WORDS, SPECIES_WORDS, NewBand, bands_of, set_bands
from wangcai.customers.public import Breed
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.services.service import found_service
from wangcai.interfaces.office.services.tabs import SETUP, service_tabs
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, parse_amount, plain_amount

SPARE, MOST = 4, 80
COLUMNS = ("species", "size", "coat", "breed", "up_to", "minutes", "low", "high")


class CellUnclear(Refusal):
    code = "cell_unclear"
    sentence = gettext_lazy("第 {row} 行的“{text}”看不懂。")


@require_http_methods(["GET", "POST"])
@staff_page(SETUP)
def bands(request: Any, variant_id: int) -> HttpResponse:
    """Show the table, or replace it; a refusal keeps every cell."""
    by, row = request.actor, found_service(request.actor, variant_id)
    breeds = dict(Breed.objects.of(by).filter(species__in=["dog", "cat"]).order_by("name").values_list("pk", "name"))
    refusal = None
    rows = [cells_of(band, breeds) for band in bands_of(row.variant)]
    if request.method == "POST":
        rows = typed(request)
        try:
            wanted = [read(number, cells, breeds) for number, cells in enumerate(rows, 1)]
            set_bands(variant=row.variant, bands=wanted, by=by, request_key=request.POST.get("request_key", ""))
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = refused
        else:
            toast(request, _("保存好了"))
            return HttpResponseRedirect(reverse("office:service", args=[variant_id]))
    rows += [dict.fromkeys(COLUMNS, "") for _spare in range(SPARE)]
    context = {
        "row": row, "refusal": refusal, "tabs": service_tabs("services"), "rows": list(enumerate(rows)), "breeds": breeds.values(),
        "choices": {
            "species": [("", _("都行")), *SPECIES_WORDS.items()], "size": [("", _("都行")), *SIZE_WORDS.items()],
            "coat": [("", _("都行")), *COAT_WORDS.items()],
        },
    }  # fmt: skip
    return render(request, "office/services/bands.html", context, status=422 if refusal else 200)


def cells_of(band: NewBand, breeds: dict[int, str]) -> dict[str, str]:
    """A band as its cells show it: kilograms and yuan."""
    return {
        "species": band.species, "size": band.size, "coat": band.coat, "breed": breeds.get(band.breed_id or 0, ""),
        "up_to": f"{band.up_to_g / 1000:g}" if band.up_to_g else "", "minutes": str(band.minutes),
        "low": "" if band.price_fen is None else plain_amount(band.price_fen),
        "high": "" if band.price_to_fen is None else plain_amount(band.price_to_fen),
    }  # fmt: skip


def typed(request: Any) -> list[dict[str, str]]:
    """The rows that came, without those whose cells are all empty."""
    rows = [
        {name: request.POST.get(f"{name}-{number}", "").strip()[:80] for name in COLUMNS}
        for number in range(MOST + SPARE)
    ]
    return [cells for cells in rows if any(cells.values())]


def read(number: int, cells: dict[str, str], breeds: dict[int, str]) -> NewBand:
    """One row of the table; refuses a cell that is no number and a breed the chain does not know."""
    by_name = {name: pk for pk, name in breeds.items()}
    if cells["breed"] and cells["breed"] not in by_name:
        raise CellUnclear(row=number, text=cells["breed"])
    if not cells["minutes"].isdecimal():
        raise CellUnclear(row=number, text=cells["minutes"])
    try:
        up_to = round(float(cells["up_to"]) * 1000) if cells["up_to"] else None
    except (ValueError, OverflowError) as error:
        raise CellUnclear(row=number, text=cells["up_to"]) from error
    return NewBand(
        minutes=int(cells["minutes"][:6]), species=cells["species"], size=cells["size"], coat=cells["coat"], up_to_g=up_to,
        breed_id=by_name.get(cells["breed"]), price_fen=parse_amount(cells["low"]) if cells["low"] else None,
        price_to_fen=parse_amount(cells["high"]) if cells["high"] else None,
    )  # fmt: skip
