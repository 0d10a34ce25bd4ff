"""Cells as people write them: amounts, counts, dates, species. What is unclear is refused, never guessed in silence."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from wangcai.imports.reasons import CellFault
from wangcai.kernel.public import DIGITS, PhoneUnclear, folded, moment, normal_phone

HIGHEST = 10**9
MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|"
        "sep sept september|oct october|nov november|dec december".split("|"), start=1)
    for name in names.split()
}  # fmt: skip
SPECIES = {
    "cat": "猫 猫咪 猫猫 喵 cat cats feline kitten", "dog": "狗 犬 狗狗 汪 dog dogs canine puppy",
    "rabbit": "兔 兔子 rabbit bunny", "bird": "鸟 鹦鹉 bird parrot",
    "other": "其他 其它 仓鼠 龙猫 乌龟 鱼 羊 猪 other hamster fish turtle livestock goat goats pig pigs ferret reptile",
}  # fmt: skip
_SPECIES = {word: species for species, words in SPECIES.items() for word in words.split()}
_SEX = {"公": "m", "雄": "m", "男": "m", "male": "m", "m": "m", "boy": "m", "gg": "m", "弟弟": "m",
        "母": "f", "雌": "f", "女": "f", "female": "f", "f": "f", "girl": "f", "mm": "f", "妹妹": "f"}  # fmt: skip
_YES = {"是", "已", "已绝育", "绝育", "y", "yes", "true", "1", "有", "neutered", "spayed"}
_NO = {"否", "未", "未绝育", "没有", "n", "no", "false", "0", "无", "intact"}


@lru_cache(maxsize=65536)
def price(text: str, currency: str = "CNY") -> int:
    """An amount as whole fen. Refuses what is no number and what is finer than the smallest coin."""
    value = number("price", text.strip().lstrip("¥￥£$€"))
    if abs(value) > HIGHEST:
        raise CellFault("price", "price_too_large", text=text)
    scaled = value.scaleb(DIGITS.get(currency, 2))
    if scaled != scaled.to_integral_value():
        raise CellFault("price", "price_too_fine", text=text)
    return int(scaled)


def number(field: str, text: str) -> Decimal:
    """A plain decimal number; thousands may be marked by commas."""
    cleaned = text.strip().replace("，", ",")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", cleaned):
        cleaned = cleaned.replace(",", "")
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise CellFault(field, "not_a_number" if cleaned else "empty", text=text, field=field) from None
    if not value.is_finite():
        raise CellFault(field, "not_a_number", text=text)
    return value


@lru_cache(maxsize=65536)
def quantity(text: str) -> int:
    """A whole number other than zero; `6`, `6.0`, `-2`."""
    value = number("quantity", text)
    if value != value.to_integral_value():
        raise CellFault("quantity", "not_whole", text=text)
    if value == 0:
        raise CellFault("quantity", "quantity_zero", text=text)
    if abs(value) > 10**6:
        raise CellFault("quantity", "quantity_too_large", text=text)
    return int(value)


@lru_cache(maxsize=65536)
def reference(text: str) -> str:
    """A number of an old system as a name: `17850.0` is `17850`, blanks around it do not count."""
    text = text.strip()
    head, dot, tail = text.partition(".")
    return head if dot and head.isdigit() and tail.strip("0") == "" else text


@lru_cache(maxsize=65536)
def day_and_time(text: str, order: str = "") -> tuple[date, time]:
    """A date, with or without a time, in the ways people write it. `order` (dmy, mdy) settles 03/04/2025."""
    cleaned = " ".join(text.replace("T", " ", 1).split()).strip() if text[:4].isdigit() else " ".join(text.split())
    if not cleaned:
        raise CellFault("date", "empty", field="date")
    for pattern in _PATTERNS:
        found = pattern.fullmatch(cleaned)
        if found:
            parts = found.groupdict()
            try:
                day = _day(parts, order, text)
                clock = _clock(parts)
            except ValueError:
                break
            if not 1970 <= day.year <= date.today().year + 1:
                raise CellFault("date", "date_far", text=text)
            return day, clock
    raise CellFault("date", "date_unclear", text=text)


_CLOCK = r"(?:[ ,]+(?P<h>\d{1,2}):(?P<i>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?P<pm>[AaPp][Mm])?)?"
_PATTERNS = [
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?" + _CLOCK),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})" + _CLOCK),
    re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})" + _CLOCK),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})" + _CLOCK),
    re.compile(r"(?P<d>\d{1,2})[ -](?P<name>[A-Za-z]{3,9})[ -](?P<y>\d{4})" + _CLOCK),
]


def _day(parts: dict[str, str | None], order: str, text: str) -> date:
    year = int(parts["y"] or 0)
    if parts.get("name"):
        return date(year, MONTHS.get((parts["name"] or "").lower(), 0), int(parts["d"] or 0))
    if "a" not in parts:
        return date(year, int(parts["m"] or 0), int(parts["d"] or 0))
    first, second = int(parts["a"] or 0), int(parts["b"] or 0)
    if order == "mdy" or (not order and second > 12):
        return date(year, first, second)
    if order == "dmy" or first > 12 or first == second:
        return date(year, second, first)
    raise CellFault("date", "date_ambiguous", text=text)


def _clock(parts: dict[str, str | None]) -> time:
    if parts["h"] is None:
        return time.min
    hour = int(parts["h"])
    if parts["pm"]:
        hour = hour % 12 + (12 if parts["pm"].lower() == "pm" else 0)
    return time(hour, int(parts["i"] or 0), int(parts["s"] or 0))


@lru_cache(maxsize=65536)
def at(text: str, zone: str, order: str = "") -> datetime:
    """The UTC moment of a wall-clock time in the store."""
    day, clock = day_and_time(text, order)
    return moment(day, clock, zone)


def day(text: str, order: str = "") -> date | None:
    """A calendar day, or nothing for an empty cell."""
    return day_and_time(text, order)[0] if text.strip() else None


def phone(text: str) -> str:
    """Digits of a number; nothing for an empty cell. `13812345678.0` comes from spreadsheets."""
    if not text.strip():
        return ""
    try:
        return normal_phone(reference(text))
    except PhoneUnclear:
        raise CellFault("phone", "phone_unclear", text=text) from None


def mail(text: str) -> str:
    text = text.strip()
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise CellFault("mail", "mail_unclear", text=text)
    return text


def species(text: str) -> str:
    found = _SPECIES.get(folded(text).strip())
    if found is None:
        raise CellFault("species", "species_unclear" if text.strip() else "empty", text=text, field="species")
    return found


def sex(text: str) -> str:
    word = folded(text).strip()
    if not word or word in {"不详", "未知", "unknown", "?"}:
        return ""
    if word not in _SEX:
        raise CellFault("sex", "sex_unclear", text=text)
    return _SEX[word]


def yes_or_no(text: str) -> bool | None:
    word = folded(text).strip()
    return True if word in _YES else False if word in _NO else None


def grams(text: str) -> int:
    """`4.2`, `4.2kg`, `350g` as whole grams; 0 for an empty cell. Without a unit it is kilograms."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(kg|公斤|千克|g|克|斤)?\s*", text.lower())
    if not text.strip():
        return 0
    if not found:
        raise CellFault("weight", "weight_unclear", text=text)
    factor = {"g": 1, "克": 1, "斤": 500}.get(found[2] or "kg", 1000)
    weight = round(Decimal(found[1]) * factor)
    if not 0 < weight < 200_000:
        raise CellFault("weight", "weight_unclear", text=text)
    return int(weight)
