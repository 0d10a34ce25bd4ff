"""Money is a whole number of the currency's smallest coin (fen, pence, cents): no decimals, nothing to round twice."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.refusal import Refusal

DIGITS = {"CNY": 2, "GBP": 2, "USD": 2, "EUR": 2, "HKD": 2, "JPY": 0}
SIGNS = {"CNY": "¥", "GBP": "£", "USD": "$", "EUR": "€", "HKD": "HK$", "JPY": "JP¥"}


_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{0,6})?")


class AmountUnclear(Refusal):
    code = "amount_unclear"
    sentence = _("金额“{text}”看不懂，请写成 12.50 这样的数。")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in the smallest coin, with its currency (ISO 4217)."""

    fen: int
    currency: str = "CNY"

    def __str__(self) -> str:
        return format_money(self.fen, self.currency)


def format_money(fen: int, currency: str = "CNY") -> str:
    """`123456` → `¥1,234.56`; a minus stands before the sign."""
    digits = DIGITS.get(currency, 2)
    whole, rest = divmod(abs(fen), 10**digits)
    tail = f".{rest:0{digits}d}" if digits else ""
    return f"{'-' if fen < 0 else ''}{SIGNS.get(currency, currency + ' ')}{whole:,}{tail}"


def plain_amount(fen: int, currency: str = "CNY") -> str:
    """`123456` → `1234.56`: for form fields and files."""
    digits = DIGITS.get(currency, 2)
    whole, rest = divmod(abs(fen), 10**digits)
    return f"{'-' if fen < 0 else ''}{whole}" + (f".{rest:0{digits}d}" if digits else "")


def parse_amount(text: str, currency: str = "CNY") -> int:
    """Read what a person typed (`12`, `12.5`, `¥1,234.50`, full-width digits) as whole fen.

    Refuses what is not a number, has more digits than the currency has coins, or passes a thousand million.
    """
    cleaned = unicodedata.normalize("NFKC", str(text)).replace(",", "").replace("。", ".").strip()
    cleaned = cleaned.replace("¥", "").replace("£", "").replace("$", "").replace("€", "").strip()
    if not _AMOUNT.fullmatch(cleaned):
        raise AmountUnclear(text=str(text)[:40])
    value = Decimal(cleaned)
    if abs(value) > 10**9:
        raise AmountUnclear(text=str(text)[:40])
    scaled = value.scaleb(DIGITS.get(currency, 2))
    if scaled != scaled.to_integral_value():
        raise AmountUnclear(text=str(text)[:40])
    return int(scaled)


def share(amount: int, weights: Sequence[int]) -> list[int]:
    """Split `amount` fen over `weights` so that the parts add up exactly (largest remainders get the last fen)."""
    total = sum(weights)
    if not weights or total <= 0:
        raise ValueError("share() needs weights that add up to more than zero")
    parts = [amount * weight // total for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))
    for i in remainders[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def basis_points(amount: int, rate: int) -> int:
    """`rate` ten-thousandths of an amount, half a fen rounded up (commercial rounding)."""
    return (amount * rate * 2 + 10_000) // 20_000
