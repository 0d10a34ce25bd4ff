"""How long this pet really takes: its own minutes, and what the last visits say after three of them (F19)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.care.public import Job
from wangcai.catalogue.public import (
    PetTime,
    Variant,
    accept_pet_time,
    proposed_minutes,
    services_offered,
    set_pet_time,
    takes,
    variant_of,
)
from wangcai.customers.public import Pet, pet_for
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import act
from wangcai.interfaces.counter.customers.forms import line
from wangcai.interfaces.counter.health.records import health_url
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Actor

MOST = 60  # jobs looked at


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One service of this pet: its own minutes if it has some, and what is proposed."""

    variant: Variant
    minutes: int | None
    reason: str
    learned: bool
    observed: list[int]
    proposed: int | None


class TimeForm(forms.Form):
    service = forms.ChoiceField(label=gettext_lazy("哪项服务"))
    minutes = forms.IntegerField(
        label=gettext_lazy("需要几分钟（空着就按档位）"), min_value=1, max_value=1440, required=False
    )
    reason = line(gettext_lazy("为什么"), 120)


def times_of(by: Actor, pet: Pet) -> list[TimeLine]:
    """Own times and proposals. Two queries."""
    own = {row.variant_id: row for row in PetTime.objects.of(by).filter(pet=pet).select_related("variant")}
    seen: dict[int, list[int]] = {}
    planned: dict[int, int] = {}
    variants = {row.variant_id: row.variant for row in own.values()}
    jobs = Job.objects.of(by).filter(booking__pet=pet, state=Job.State.DONE, worked_s__gt=0, booking__kind="slot")
    for job in jobs.select_related("booking__service", "booking__worker").order_by("-finished_at")[:MOST]:
        booking = job.booking
        # Additions would lengthen the service they were done with.
        if booking.addons:
            continue
        pace = booking.worker.pace if booking.worker else 100
        seen.setdefault(booking.service_id, []).insert(0, max(1, job.worked_s * 100 // (60 * pace)))
        planned.setdefault(booking.service_id, booking.minutes * 100 // pace)
        variants[booking.service_id] = booking.service
    lines = []
    for variant_id in sorted({*own, *seen}):
        row, observed = own.get(variant_id), seen.get(variant_id, [])
        proposed = proposed_minutes(observed, row.minutes if row else planned.get(variant_id))
        if row or proposed:
            lines.append(
                TimeLine(
                    variants[variant_id], row.minutes if row else None, row.reason if row else "",
                    bool(row and row.learned), observed[-5:], proposed,
                )
            )  # fmt: skip
    return lines


@require_http_methods(["GET", "POST"])
@staff_page("customers.see", anywhere=True)
def times(request: Any, pet_id: int) -> HttpResponse:
    """Say by hand how long this pet needs."""
    by, pet = request.actor, pet_for(request.actor, pet_id)
    form = TimeForm(request.POST or None)
    offered = [s for s in services_offered(by, request.store) if s.minutes and takes(s, pet.species)]
    form.fields["service"].choices = [(s.variant_id, s.variant.name) for s in offered]  # type: ignore[attr-defined]

    def run(data: dict[str, Any], key: str) -> None:
        variant = variant_of(by, int(data["service"]))
        set_pet_time(pet=pet, variant=variant, minutes=data["minutes"], reason=data["reason"], by=by, request_key=key)

    return act(request, form, run, title=_("{pet}要多久").format(pet=pet), verb=_("保存"), back=health_url(pet))


@require_POST
@staff_page("customers.see", anywhere=True)
def time_proposal(request: Any, pet_id: int, variant_id: int) -> HttpResponse:
    """Take over what the visits took, as it stands now."""
    by, pet = request.actor, pet_for(request.actor, pet_id)
    variant = variant_of(by, variant_id)
    found = next((each for each in times_of(by, pet) if each.variant.pk == variant.pk), None)
    if found is not None and found.proposed:
        accept_pet_time(
            pet=pet, variant=variant, observed=found.observed, by=by, request_key=request.POST.get("request_key", "")
        )
        toast(request, _("以后按 {n} 分钟约").format(n=found.proposed))
    return HttpResponseRedirect(health_url(pet))
