"""What a scanner reads: cleaned codes, check digits, and codes of our own for goods that have none."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Refusal

LONGEST = 40
# GS1 keeps 20–29 for the inside of a shop; 21–29 stay free for goods weighed on a scale.
IN_STORE = "20"


class CodeUnclear(Refusal):
    code = "code_unclear"
    sentence = _("条码“{code}”不能用：请只写数字、字母和 - . / +，最多 40 个。")
    field = "barcode"


def normal_code(text: str) -> str:
    """A code as it is stored and compared: half width, no blanks, capital letters. May be empty."""
    folded = unicodedata.normalize("NFKC", str(text or ""))
    return "".join(c for c in folded if c.isprintable() and not c.isspace()).upper()[: LONGEST * 2]


def clean_code(text: str) -> str:
    """A code fit to be stored. Refuses empty ones, long ones and those a scanner could not send."""
    code = normal_code(text)
    if not code or len(code) > LONGEST or not code.isascii() or any(c in "<>\"'&\\;" for c in code):
        raise CodeUnclear(code=str(text)[:50])
    return code


def check_digit(digits: str) -> str:
    """The thirteenth digit of an EAN-13 from its first twelve (GS1 General Specifications, 7.9)."""
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    return str(-total % 10)


def in_store_code(variant_id: int) -> str:
    """An EAN-13 of our own for goods without one: `20`, the variant's id in ten digits, the check digit."""
    digits = f"{IN_STORE}{variant_id:010d}"
    return digits + check_digit(digits)


def spellings_of(code: str) -> list[str]:
    """A code as different scanners send it: UPC-A has twelve digits, the same code as EAN-13 a leading zero."""
    code = normal_code(code)
    if code.isdigit() and len(code) == 12:
        return [code, "0" + code]
    if code.isdigit() and len(code) == 13 and code[0] == "0":
        return [code, code[1:]]
    return [code] if code else []
