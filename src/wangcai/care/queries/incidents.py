"""Incidents: the list, one, and how many there are per 1,000 jobs (F35)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from wangcai.care.models import Incident, Job
from wangcai.kernel.public import Actor, NotFound

WITH = ("store", "pet", "customer", "worker", "booking")
# How a job and an incident are grouped: (field of the job, field of the incident), both ending in a name people read.
BY = {
    "breed": ("booking__pet__breed__name", "pet__breed__name"),
    "service": ("booking__service__name", "booking__service__name"),
    "worker": ("worker__name", "worker__name"),
    "store": ("store__name", "store__name"),
    "kind": ("", "kind"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """Incidents among so many jobs. `per_thousand` is None where there was no job of this kind."""

    name: str
    incidents: int
    jobs: int

    @property
    def per_thousand(self) -> float | None:
        return round(1000 * self.incidents / self.jobs, 1) if self.jobs else None


def incidents_of(by: Actor, *, store_id: int | None = None, open_only: bool = False, limit: int = 60) -> list[Incident]:
    """Incidents of the stores this actor sees, open ones first, then the newest."""
    rows = _seen(by, store_id)
    if open_only:
        rows = rows.filter(closed_at=None)
    found = list(rows.select_related(*WITH).order_by("-happened_at", "-pk")[:limit])
    return sorted(found, key=lambda incident: incident.closed_at is not None)


def incident_for(by: Actor, incident_id: int) -> Incident:
    """One incident; NotFound when it is not in a store this actor sees."""
    row = _seen(by, None).filter(pk=incident_id).select_related(*WITH).first()
    if row is None:
        raise NotFound
    return row


def incident_rates(by: Actor, *, group: str, start: datetime, end: datetime, store_id: int | None = None) -> list[Rate]:
    """Per breed, service, worker, store or kind: incidents, finished jobs, and their ratio; worst first. Two queries.

    Pets without a breed on file count under an empty name. Needs care.reports.
    """
    by.require("care.reports", store_id)
    if group not in BY:
        raise NotFound
    of_job, of_incident = BY[group]
    happened = _seen(by, store_id).filter(happened_at__gte=start, happened_at__lt=end)
    jobs = _stores(Job.objects.of(by), by, store_id).filter(
        state__in=(Job.State.DONE, Job.State.STOPPED), finished_at__gte=start, finished_at__lt=end
    )
    incidents = _counted(happened, of_incident)
    if of_job:
        worked = _counted(jobs, of_job)
    else:
        worked = dict.fromkeys(incidents, jobs.count())
    rates = [Rate(name or "", incidents.get(name, 0), worked.get(name, 0)) for name in {*incidents, *worked}]
    return sorted(rates, key=lambda rate: (-(rate.per_thousand or 0), -rate.incidents, rate.name))


def _counted(rows: QuerySet[Any], field: str) -> dict[Any, int]:
    return dict(rows.values_list(field).annotate(n=Count("pk")).order_by())


def _seen(by: Actor, store_id: int | None) -> QuerySet[Incident]:
    return _stores(Incident.objects.of(by), by, store_id)


def _stores(rows: QuerySet[Any], by: Actor, store_id: int | None) -> QuerySet[Any]:
    if store_id is not None:
        rows = rows.filter(store_id=store_id)
    seen: Iterable[int] | None = by.store_ids
    return rows if seen is None else rows.filter(store_id__in=seen)
