"""The door of hand-over."""

from wangcai.handover.codes import handover_code
from wangcai.handover.events import OrderAccepted
from wangcai.handover.models import (
    Acceptance,
    AcceptanceLine,
    PetHandover,
    ReportQuestion,
)
from wangcai.handover.operations.accepting import (
    CountsDiffer,
    LineVerdict,
    NoProof,
    NoteMissing,
    NotFunctionChecked,
    PhotoMissing,
    VerdictMissing,
    WrongCode,
    accept_order,
    open_lines,
)
from wangcai.handover.operations.coding import send_handover_code
from wangcai.handover.queries import acceptance_of, verdicts_of

__all__ = [
    "Acceptance",
    "AcceptanceLine",
    "CountsDiffer",
    "LineVerdict",
    "NoProof",
    "NotFunctionChecked",
    "NoteMissing",
    "OrderAccepted",
    "PetHandover",
    "PhotoMissing",
    "ReportQuestion",
    "VerdictMissing",
    "WrongCode",
    "accept_order",
    "acceptance_of",
    "handover_code",
    "open_lines",
    "send_handover_code",
    "verdicts_of",
]
