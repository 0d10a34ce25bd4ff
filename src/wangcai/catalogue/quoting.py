"""How long a service takes for a pet and what it costs, before a time is chosen (F19)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.banding import Measure, band_words, fits, measure_of, takes, width
from wangcai.catalogue.models import Band, PetTime, Service, Surcharge
from wangcai.catalogue.queries import priced
from wangcai.catalogue.seasons import holidays_among, peak_among, stretch
from wangcai.catalogue.surcharging import deposit_for, surcharge_amount, surcharges_of
from wangcai.customers.public import Pet
from wangcai.kernel.public import Actor, NotFound, Refusal, basis_points, format_money, local, now
from wangcai.shops.public import Store, setting

REASONS = {
    "pet_time": _("{name}：这只宠物需要 {minutes} 分钟"),
    "band": _("{name}：{band}，{minutes} 分钟"),
    "usual": _("{name}：通常 {minutes} 分钟"),
    "not_weighed": _("{name}：称重后按档位定价"),
    "breed_weight": _("体重按品种标准 {weight} kg 估计"),
    "pace": _("按这位员工的速度 {pace}%"),
    "holiday": _("{days} 天节假日，加收 {amount}"),
    "peak": _("{days} 天旺季，加收 {amount}"),
    "second_pet": _("同住一间，减 {amount}"),
}


class NotAService(Refusal):
    code = "not_a_service"
    sentence = _("“{name}”现在不能预约，请选别的服务。")
    field = "service"


class WrongSpecies(Refusal):
    code = "wrong_species"
    sentence = _("“{name}”不接待这种宠物，请选别的服务。")
    field = "service"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it takes so long or costs so much; said in the reader's language."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        facts = {k: format_money(abs(v)) if k == "amount" else str(v) for k, v in self.facts.items()}
        return str(REASONS[self.code]).format(**facts)


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line as it will stand on the bill: `base_fen` a piece, before the member's share."""

    variant_id: int
    text: str
    base_fen: int
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class ServiceQuote:
    """Minutes of work (without the buffer), and what it costs from and to, in fen, with the lines of the lower price."""

    minutes: int
    price_from_fen: int
    price_to_fen: int
    lines: tuple[QuoteLine, ...]
    reasons: tuple[Reason, ...]
    deposit_fen: int = 0
    buffer_minutes: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """One service of the quote."""

    service: Service
    minutes: int
    from_fen: int
    to_fen: int
    reason: Reason


def quote_service(
    *, by: Actor, store: Store, variant_id: int, pet: Pet | None = None, addons: Sequence[int] = (), pace: int = 100,
    on: date | None = None, nights: int = 1, shares: bool = False,
) -> ServiceQuote:  # fmt: skip
    """What a service with its additions takes and costs for this pet in this store; `pet` None: a pet not known yet.

    Minutes: the pet's own time, then the narrowest band (breed, coat, weight, size), then the service's; times the
    worker's `pace` in percent. `nights` multiplies a stay; holidays and the busy season add their lines for the days
    from `on` (today). `shares`: a second pet in the same room. Refuses what is not offered or not for this species.
    """
    if store.chain_id != by.chain_id or not by.sees(store.pk) or (pet is not None and pet.chain_id != by.chain_id):
        raise NotFound
    wanted = list(dict.fromkeys([variant_id, *addons]))
    rows = Service.objects.of(by).filter(variant_id__in=wanted).select_related("variant")
    services = {row.variant_id: row for row in rows}
    if len(services) != len(wanted):
        raise NotFound(field="service")
    prices = priced(store, wanted)
    measure = measure_of(by, pet)
    for service in services.values():
        if service.ended_at or service.variant_id not in prices:
            raise NotAService(name=service.variant.name)
        if pet is not None and not takes(service, pet.species):
            raise WrongSpecies(name=service.variant.name)
    parts = _parts(by, [services[pk] for pk in wanted], prices, measure, pet)
    first = on or local(now(), store.timezone).date()
    return _summed(by, store, parts, measure, pace, stretch(first, max(nights, 1)), shares)


def _parts(
    by: Actor, services: list[Service], prices: dict[int, int], measure: Measure, pet: Pet | None
) -> list[_Part]:
    ids = [service.variant_id for service in services]
    bands: dict[int, list[Band]] = {}
    for band in Band.objects.of(by).filter(variant_id__in=ids).order_by("pk"):
        bands.setdefault(band.variant_id, []).append(band)
    own = {}
    if pet is not None:
        times = PetTime.objects.of(by).filter(pet=pet, variant_id__in=ids)
        own = dict(times.values_list("variant_id", "minutes"))
    return [_part(service, prices[service.variant_id], bands.get(service.variant_id, []), measure, own)
            for service in services]  # fmt: skip


def _part(service: Service, price: int, bands: list[Band], measure: Measure, own: dict[int, int]) -> _Part:
    name = service.variant.name
    fitting = [band for band in bands if fits(band, measure)]
    weighed = measure.known and (measure.weight_g is not None or all(band.up_to_g is None for band in fitting))
    if fitting and weighed:
        band = min(fitting, key=width)
        minutes, low = band.minutes, price if band.price_fen is None else band.price_fen
        high = max(low, band.price_to_fen or low)
        reason = Reason("band", {"name": name, "band": band_words(band), "minutes": minutes})
    elif fitting:
        # Without a weight any of them may come true: say the whole range rather than a guess.
        lows = [price if band.price_fen is None else band.price_fen for band in fitting]
        minutes, low = service.minutes, min(lows)
        high = max([*lows, *(band.price_to_fen or 0 for band in fitting)])
        reason = Reason("not_weighed", {"name": name})
    else:
        minutes, low, high = service.minutes, price, price
        reason = Reason("usual", {"name": name, "minutes": minutes})
    if service.variant_id in own:
        minutes = own[service.variant_id]
        reason = Reason("pet_time", {"name": name, "minutes": minutes})
    return _Part(service, minutes, low, high, reason)


def _summed(
    by: Actor, store: Store, parts: list[_Part], measure: Measure, pace: int, days: list[date], shares: bool
) -> ServiceQuote:
    main = parts[0]
    stay = main.service.kind == Service.Kind.BOARD
    reasons = [part.reason for part in parts]
    if measure.estimated:
        reasons.append(Reason("breed_weight", {"weight": f"{(measure.weight_g or 0) / 1000:g}"}))
    rules = {row.when: row for row in surcharges_of(by, kind=main.service.kind) if row.when}
    if shares and "second_pet" in rules:
        off = min(abs(surcharge_amount(rules["second_pet"], price_fen=main.from_fen)), main.from_fen)
        main = replace(main, from_fen=main.from_fen - off, to_fen=main.to_fen - off)
        reasons.append(Reason("second_pet", {"amount": off}))
    lines = [
        QuoteLine(part.service.variant_id, part.service.variant.name, part.from_fen, len(days) if part is main and stay else 1)
        for part in [main, *parts[1:]]
    ]  # fmt: skip
    low = sum(line.base_fen * line.quantity for line in lines)
    high = low + (main.to_fen - main.from_fen) * lines[0].quantity + sum(p.to_fen - p.from_fen for p in parts[1:])
    for line, reason in _dear_days(store, rules, main, days if stay else days[:1]):
        lines.append(line)
        reasons.append(reason)
        low, high = low + line.base_fen * line.quantity, high + line.base_fen * line.quantity
    minutes = sum(part.minutes for part in parts)
    if pace != 100:
        minutes = -(-minutes * pace // 100)
        reasons.append(Reason("pace", {"pace": pace}))
    return ServiceQuote(
        minutes,
        low,
        high,
        tuple(lines),
        tuple(reasons),
        _deposit(store, main.service, low, days if stay else days[:1]),
        main.service.buffer_minutes,
    )


def _deposit(store: Store, service: Service, price_fen: int, days: list[date]) -> int:
    """The service's own; on a holiday or in the busy season at least the shop's share of the price."""
    usual, share = deposit_for(service, price_fen), setting(store, "visits.peak_deposit")
    if not share or not (holidays_among(store, days) or peak_among(store, days)):
        return usual
    return max(usual, basis_points(price_fen, share * 100))


def _dear_days(
    store: Store, rules: dict[str, Surcharge], main: _Part, days: list[date]
) -> list[tuple[QuoteLine, Reason]]:
    """A holiday in the busy season costs the holiday's surcharge only."""
    found = []
    holidays = holidays_among(store, days) if "holiday" in rules else set()
    peak = peak_among(store, days) - holidays if "peak" in rules else set()
    for code, dear in (("holiday", holidays), ("peak", peak)):
        each = surcharge_amount(rules[code], price_fen=main.from_fen) if dear else 0
        if each:
            line = QuoteLine(rules[code].variant_id, rules[code].name, each, len(dear))
            found.append((line, Reason(code, {"days": len(dear), "amount": each * len(dear)})))
    return found
