"""接宠 on the tablet: weight, stress as seen, what came along, how the owner wants to hear from us."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wangcai.booking.public import Booking
from wangcai.care.public import Brought, check_in, gates, usual_rhythm
from wangcai.customers.public import Weight, active_flags
from wangcai.files.public import keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.health.recall import recall_strip
from wangcai.interfaces.counter.visits.shown import booking_of, when_words
from wangcai.interfaces.ui.public import address, toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

ROWS = 6
HEAVIEST_KG = 200
STRESS = (
    ("0", gettext_lazy("0 放松"), gettext_lazy("四处闻、摇尾、肯吃零食")),
    ("1", gettext_lazy("1 有点紧张"), gettext_lazy("东张西望、舔嘴")),
    ("2", gettext_lazy("2 紧张"), gettext_lazy("夹尾、躲、发抖")),
    ("3", gettext_lazy("3 很紧张"), gettext_lazy("喘、流口水、哈气")),
    ("4", gettext_lazy("4 不能碰"), gettext_lazy("攻击、张口呼吸、失禁：先放着，请主人陪")),
)
RHYTHMS = (
    ("none", gettext_lazy("不用发")),
    ("2h", gettext_lazy("两小时一次")),
    ("evening", gettext_lazy("每天晚上一次")),
    ("each", gettext_lazy("有照片就发")),
)


class WeightUnclear(Refusal):
    code = "weight_unclear"
    sentence = gettext_lazy("体重请填公斤数，例如 4.2。")
    field = "weight"


@require_http_methods(["GET", "POST"])
@staff_page("care.check_in", anywhere=True)
def arrival(request: Any, booking_id: int) -> HttpResponse:
    """The form; on saving, every gate is asked again."""
    booking = booking_of(request, booking_id)
    if request.method == "GET":
        return _form(request, booking)
    sent = request.POST
    try:
        check_in(
            booking=booking, weight_g=grams_of(sent.get("weight", "")),
            stress=int(sent["stress"]) if sent.get("stress", "").isdigit() else None,
            no_forced_contact=bool(sent.get("no_forced_contact")), rhythm=sent.get("rhythm", "none"),
            live_view=bool(sent.get("live_view")), belongings=_brought(request, booking), by=request.actor,
            request_key=sent.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return _form(request, booking, refusal)
    toast(request, _("{pet} 已入店").format(pet=booking.pet))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))


def grams_of(text: str) -> int | None:
    """Kilograms as people type them to whole grams; None where nothing was typed."""
    text = text.strip().replace("，", ".").replace(",", ".").removesuffix("kg")
    if not text:
        return None
    try:
        kilograms = float(text)
    except ValueError:
        raise WeightUnclear from None
    if not 0 < kilograms <= HEAVIEST_KG:
        raise WeightUnclear
    return round(kilograms * 1000)


def _brought(request: Any, booking: Booking) -> list[Brought]:
    found = []
    for n in range(1, ROWS + 1):
        name = request.POST.get(f"thing-{n}", "").strip()
        if not name:
            continue
        upload, count = request.FILES.get(f"thing-photo-{n}"), request.POST.get(f"thing-count-{n}", "1")
        photo = (
            keep_photo(store=booking.store, data=upload.read(), purpose="belonging", by=request.actor)
            if upload
            else None
        )
        found.append(Brought(name, int(count) if count.isdigit() else 1, photo))
    return found


def _form(request: Any, booking: Booking, refusal: Refusal | None = None) -> HttpResponse:
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    sent = request.POST
    last = Weight.objects.of(request.actor).filter(pet_id=booking.pet_id).order_by("-at").first()
    shown = max(2, sum(bool(sent.get(f"thing-{n}")) for n in range(1, ROWS + 1)) + 1)
    context = {
        "booking": booking,
        "pet": booking.pet,
        "flags": active_flags([booking.pet_id], request.actor)[booking.pet_id] if booking.pet_id else [],
        "when": when_words(booking),
        "strip": recall_strip(request, booking.pet, booking.customer) if booking.pet else None,
        "last_weight": last,
        "gates": gates(booking) if booking.state in ("booked", "no_show") else [],
        "health_url": address("counter:pet_health", booking.pet_id) if booking.pet_id else "",
        "stress": STRESS,
        "rhythms": RHYTHMS,
        "rhythm": sent.get("rhythm") or usual_rhythm(booking),
        "things": [
            {
                "n": str(n),
                "name": sent.get(f"thing-{n}", ""),
                "count": sent.get(f"thing-count-{n}", "1"),
                "more": n > shown,
            }
            for n in range(1, ROWS + 1)
        ],
        "typed": sent,
        "stay": booking.kind == Booking.Kind.STAY,
        "refusal": refusal,
    }
    return render(request, "counter/visits/arrival.html", context, status=refusal.status if refusal else 200)
