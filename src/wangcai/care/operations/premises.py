"""环境巡检: the round at opening and closing, with a photo and a score (obligation 2.7, F37)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.care.events.work import PremisesChecked
from wangcai.care.kinds import POINTS, ROUNDS
from wangcai.care.models import PremisesCheck
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, local, now
from wangcai.shops.public import Store, staff_name

COLDEST, WARMEST = -200, 500  # tenths of a degree


class AlreadyChecked(Refusal):
    code = "already_checked"
    sentence = _("{who} 已经做过这一次巡检了。")
    status = 409


class TemperatureUnclear(Refusal):
    code = "temperature_unclear"
    sentence = _("室温请写成 24 或 24.5 这样。")
    field = "temperature"


@once
def check_premises(
    *,
    store: Store,
    round: str,
    items: Sequence[dict[str, Any]],
    photo: StoredFile | None,
    temperature: int | None = None,
    note: str = "",
    by: Actor,
    day: date | None = None,
    at: datetime | None = None,
) -> PremisesCheck:
    """Score every point 0–4 with at least one photo; temperature in tenths of a degree. Once per round and day."""
    if store.chain_id != by.chain_id:
        raise NotFound
    by.require_at("care.premises", store)
    moment = at or now()
    if round not in ROUNDS:
        raise NotFound
    scores = [_read(item) for item in items if item.get("code") in POINTS]
    missing = set(POINTS) - {item["code"] for item in scores}
    if missing:
        raise Missing(what="、".join(str(POINTS[code]) for code in POINTS if code in missing), field="items")
    if photo is None:
        raise Missing(what=_("一张现场照片"), field="photo")
    if temperature is not None and not COLDEST <= temperature <= WARMEST:
        raise TemperatureUnclear
    day = day or local(moment, store.timezone).date()
    score = round_half_up(100 * sum(item["score"] for item in scores), 4 * len(scores))
    wanted = PremisesCheck(
        chain_id=by.chain_id, store=store, day=day, round=round, items=scores, temperature=temperature, score=score,
        photo=photo, note=clean_line(note), at=moment, by=by.key,
    )  # fmt: skip
    PremisesCheck.objects.bulk_create([wanted], ignore_conflicts=True)
    kept = PremisesCheck.objects.of(by).get(store=store, day=day, round=round)
    if kept.at != moment or kept.by != by.key:
        raise AlreadyChecked(who=staff_name(by.chain_id, kept.by))
    record(PremisesChecked(subject_id=kept.pk, store_id=store.pk, round=round, score=score), by=by, at=at)
    return kept


def round_half_up(part: int, whole: int) -> int:
    """A whole percent, halves up."""
    return (2 * part + whole) // (2 * whole)


def _read(item: dict[str, Any]) -> dict[str, Any]:
    try:
        score = int(item.get("score", ""))
    except (TypeError, ValueError):
        score = -1
    if not 0 <= score <= 4:
        raise Missing(what=POINTS[item["code"]], field="items")
    return {"code": item["code"], "score": score, "note": clean_line(item.get("note")), "photo": item.get("photo")}
