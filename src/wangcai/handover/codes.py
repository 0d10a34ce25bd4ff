"""The customer's code: shown on the order's own page and sent on request, told to the driver instead of a signature."""

from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS = 6


def handover_code(order: Any) -> str:
    """Six digits that belong to this order; made from the secret key, stored nowhere."""
    made = salted_hmac("wangcai.handover.code", str(order.public_id), algorithm="sha256").digest()
    return f"{int.from_bytes(made[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def right_code(order: Any, typed: str) -> bool:
    """Is this the order's code? Compared in constant time; blanks are passed over."""
    return constant_time_compare("".join(str(typed).split()), handover_code(order))
