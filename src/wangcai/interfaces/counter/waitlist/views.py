"""The list, what fits whom, and the invitation."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.booking.public import (
    Booking,
    Slot,
    Waiting,
    fitting_waiters,
    free_slots,
    invite_waiter,
    leave_waitlist,
    wait_for,
    waiting_of,
)
from wangcai.catalogue.public import Service
from wangcai.customers.public import Pet
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, local, now
from wangcai.shops.public import quiet_until

OFFERED = 12
FREED = 6


class WaitForm(forms.Form):
    pet = forms.IntegerField(widget=forms.HiddenInput)
    service = forms.TypedChoiceField(label=gettext_lazy("服务"), coerce=int)
    from_at = forms.DateTimeField(
        label=gettext_lazy("最早"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    to_at = forms.DateTimeField(
        label=gettext_lazy("最晚"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    note = forms.CharField(label=gettext_lazy("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, services: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stays = {s.variant_id for s in services if s.kind == Service.Kind.BOARD}
        if self["service"].value() in {str(pk) for pk in self.stays}:
            self.fields["from_at"].label, self.fields["to_at"].label = _("入住"), _("接回")
        self.fields["service"].choices = [(s.variant_id, s.variant.name) for s in services]  # type: ignore[attr-defined]


@require_GET
@staff_page("booking.see")
def waitlist(request: Any) -> HttpResponse:
    """Everybody who waits, and for each time given back lately who could have it. A few queries, not one per row."""
    freed = Booking.objects.of(request.actor).filter(
        store=request.store, state__in=("cancelled", "no_show"), starts_at__gt=now()
    )
    freed = freed.select_related("store__chain", "service", "worker").order_by("-state_at")[:FREED]
    fits = [(booking, fitting_waiters(booking=booking)) for booking in freed]
    context = {
        "waiting": waiting_of(by=request.actor, store=request.store),
        "freed": [(booking, found) for booking, found in fits if found],
        "quiet": quiet_until(now(), request.store),
    }
    return render(request, "counter/waitlist/list.html", context)


@require_GET
@staff_page("booking.see")
def waiting(request: Any, waiting_id: int) -> HttpResponse:
    return shown(request, _waiting(request, waiting_id))


def shown(request: Any, found: Waiting, refusal: Refusal | None = None) -> HttpResponse:
    """One wish, and the times that are free for it now."""
    open_still = found.state == Waiting.State.WAITING
    context = {
        "waiting": found, "slots": _slots(request.store, found) if open_still else [], "refused": refusal,
        "quiet": quiet_until(now(), request.store), "stay": is_stay(found),
    }  # fmt: skip
    return render(request, "counter/waitlist/waiting.html", context, status=refusal.status if refusal else 200)


def _slots(store: Any, found: Waiting) -> list[Any]:
    if is_stay(found):
        fits = fitting_waiters(store=store, starts_at=found.from_at, ends_at=found.to_at)
        return [Slot(fit.starts_at, found.to_at, fit.worker_id) for fit in fits if fit.waiting.pk == found.pk]
    # In quiet hours the customer hears of it when they end: what begins before is no offer.
    morning = quiet_until(now(), store)
    first = max(found.from_at, morning + timedelta(minutes=1) if morning else now())
    days = (found.to_at - first).days + 2
    free = free_slots(
        store=store, service_id=found.service_id, first_day=local(first, store.timezone).date(), days=min(days, 14),
        minutes=found.minutes or found.service.service.minutes, worker_id=found.worker_id,
    )  # fmt: skip
    return [slot for slot in free if first <= slot.starts_at and slot.ends_at <= found.to_at][:OFFERED]


def is_stay(found: Waiting) -> bool:
    """A stay waits for exactly its nights, in whatever room."""
    return bool(found.nights) or found.service.service.kind == Service.Kind.BOARD


@require_POST
@staff_page("booking.write")
def invite(request: Any, waiting_id: int) -> HttpResponse:
    """Hold a time for half an hour and tell the person; a stay is held as it was asked for."""
    found = _waiting(request, waiting_id)
    starts = parse_datetime(request.POST.get("starts_at", "")) or found.from_at
    worker = request.POST.get("worker", "")
    try:
        held = invite_waiter(
            waiting=found, starts_at=_aware(starts), worker_id=int(worker) if worker.isdecimal() else None,
            by=request.actor, request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return shown(request, _waiting(request, waiting_id), refusal)
    toast(request, said_of(held, quiet_until(now(), request.store)))
    return HttpResponseRedirect(reverse("counter:waitlist"))


def said_of(held: Booking, morning: datetime | None) -> str:
    """What the press did: in quiet hours the message goes out when they end, and the half hour begins then."""
    until = timezone.localtime(held.held_until or held.starts_at)
    if morning is None:
        return _("已发邀请，时间保留到 {until}").format(until=f"{until:%H:%M}")
    return _("现在是安静时间，不打扰客人：邀请 {morning} 发出，时间保留到 {until}").format(
        morning=f"{timezone.localtime(morning):%m-%d %H:%M}", until=f"{until:%H:%M}"
    )


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise NotFound
    return moment


@require_POST
@staff_page("booking.write")
def end(request: Any, waiting_id: int) -> HttpResponse:
    """Nobody waits any more."""
    found = _waiting(request, waiting_id)
    try:
        leave_waitlist(waiting=found, by=request.actor, request_key=request.POST.get("request_key", ""))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return shown(request, _waiting(request, waiting_id), refusal)
    toast(request, _("已从候补里拿掉"))
    return HttpResponseRedirect(reverse("counter:waitlist"))


@require_http_methods(["GET", "POST"])
@staff_page("booking.write")
def new(request: Any) -> HttpResponse:
    """Put a pet on the list: `?pet=` names it."""
    services = list(
        Service.objects.of(request.actor).filter(addon=False, ended_at=None).select_related("variant").order_by("pk")
    )
    start = local(now(), request.store.timezone) + timedelta(hours=1)
    initial = {
        "pet": request.GET.get("pet", ""), "service": request.GET.get("service", ""),
        "from_at": request.GET.get("from") or f"{start:%Y-%m-%dT%H:00}",
        "to_at": request.GET.get("to") or f"{start + timedelta(days=7):%Y-%m-%dT20:00}",
    }  # fmt: skip
    form = WaitForm(request.POST or None, initial=initial, services=services)
    asked = request.POST.get("pet") or request.GET.get("pet", "")
    pets = Pet.objects.of(request.actor).select_related("household")
    pet = pets.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if pet is None:
        raise NotFound
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        nights = (data["to_at"].date() - data["from_at"].date()).days if data["service"] in form.stays else 0
        owner = pet.household.customers.filter(merged_into=None).order_by("pk").first() if pet.household else None
        try:
            wait_for(
                store=request.store, customer=owner, pet=pet, service_id=data["service"], from_at=data["from_at"],
                to_at=data["to_at"], nights=max(nights, 0), note=data["note"], by=request.actor,
                request_key=request.POST.get("request_key", ""),
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            toast(request, _("已记进候补"))
            return HttpResponseRedirect(reverse("counter:waitlist"))
    return render(request, "counter/waitlist/new.html", {"form": form, "pet": pet}, status=422 if form.errors else 200)


def _waiting(request: Any, waiting_id: int) -> Waiting:
    rows = Waiting.objects.of(request.actor).filter(pk=waiting_id, store=request.store)
    found = rows.select_related("customer", "pet", "service__service", "worker", "booking", "store__chain").first()
    if found is None:
        raise NotFound
    return found
