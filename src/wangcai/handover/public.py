"""The door of hand-over."""

from wangcai.handover.codes import handover_code
from wangcai.handover.events import OrderAccepted, PetHandedOver, ReportQuestioned, ReportWritten
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
from wangcai.handover.operations.homegoing import (
    NotOnTheList,
    ReportMissing,
    StillWorking,
    ThingsOpen,
    WrongPetCode,
    collection_code,
    collectors_of,
    hand_over_pet,
    may_collect,
)
from wangcai.handover.operations.reporting import (
    ASKING_DAYS,
    AskedTooLate,
    NotWithUs,
    OutcomeOpen,
    ThingHandled,
    WeightOff,
    answer_question,
    ask_about_report,
    settle_belonging,
    write_report,
)
from wangcai.handover.outcomes import outcomes_for
from wangcai.handover.queries import acceptance_of, report_of, verdicts_of

__all__ = [
    "ASKING_DAYS",
    "Acceptance",
    "AcceptanceLine",
    "AskedTooLate",
    "CountsDiffer",
    "LineVerdict",
    "NoProof",
    "NotFunctionChecked",
    "NotOnTheList",
    "NotWithUs",
    "NoteMissing",
    "OrderAccepted",
    "OutcomeOpen",
    "PetHandedOver",
    "PetHandover",
    "PhotoMissing",
    "ReportMissing",
    "ReportQuestion",
    "ReportQuestioned",
    "ReportWritten",
    "StillWorking",
    "ThingHandled",
    "ThingsOpen",
    "VerdictMissing",
    "WeightOff",
    "WrongCode",
    "WrongPetCode",
    "accept_order",
    "acceptance_of",
    "answer_question",
    "ask_about_report",
    "collection_code",
    "collectors_of",
    "hand_over_pet",
    "handover_code",
    "may_collect",
    "open_lines",
    "outcomes_for",
    "report_of",
    "send_handover_code",
    "settle_belonging",
    "verdicts_of",
    "write_report",
]
