"""Telephone numbers as a shop writes them."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.refusal import Refusal


class PhoneUnclear(Refusal):
    code = "phone_unclear"
    sentence = _("电话“{text}”不完整，请写 11 位手机号，或带区号的座机。")
    field = "phone"


def normal_phone(text: str) -> str:
    """Digits of a number: full-width forms, blanks, dashes and +86 are taken off. Refuses fewer than 7 or more than 15 digits."""
    folded = unicodedata.normalize("NFKC", str(text))
    digits = re.sub(r"[\s\-()（）.+·]", "", folded)
    digits = re.sub(r"^(?:0086|86)(?=1\d{10}$)", "", digits)
    if not re.fullmatch(r"[0-9]{7,15}", digits):
        raise PhoneUnclear(text=str(text)[:30])
    return digits


def masked_phone(number: str) -> str:
    """`13812348000` → `138****8000`; short numbers keep their last two digits."""
    if len(number) >= 11:
        return f"{number[:3]}****{number[-4:]}"
    return "*" * max(len(number) - 2, 0) + number[-2:]
