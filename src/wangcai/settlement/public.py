"""The door of settlement."""

from wangcai.settlement.billing import Bill, BillLine, BillPayment, bill_of
from wangcai.settlement.events import (
    TENDERS,
    DepositSettled,
    DrawerOpened,
    LateFeeCharged,
    PaymentRefunded,
    PaymentTaken,
    ReceiptPrinted,
)
from wangcai.settlement.models import Account, Payment
from wangcai.settlement.operations.late import LateFee, NothingLate, charge_late_fee, late_fee
from wangcai.settlement.operations.paying import (
    PaidTooLittle,
    PaidTooMuch,
    PaymentUnclear,
    RefundTooHigh,
    Tender,
    complete_if_settled,
    due_of,
    refund_payment,
    take_payments,
)
from wangcai.settlement.operations.recording_past import PastPayment, record_past_payments
from wangcai.settlement.operations.selling import sell_at_till
from wangcai.settlement.operations.visits import (
    StillHere,
    TableUnclear,
    TooEarly,
    cancel_visit_booking,
    deposit_due,
    fee_if_cancelled,
    fee_if_no_show,
    mark_no_show,
    paid_on,
)
from wangcai.settlement.quote_bill import QuoteBill, QuoteRow, quote_bill

__all__ = [
    "TENDERS",
    "Account",
    "Bill",
    "BillLine",
    "BillPayment",
    "DepositSettled",
    "DrawerOpened",
    "LateFee",
    "LateFeeCharged",
    "NothingLate",
    "PaidTooLittle",
    "PaidTooMuch",
    "PastPayment",
    "Payment",
    "PaymentRefunded",
    "PaymentTaken",
    "PaymentUnclear",
    "QuoteBill",
    "QuoteRow",
    "ReceiptPrinted",
    "RefundTooHigh",
    "StillHere",
    "TableUnclear",
    "Tender",
    "TooEarly",
    "bill_of",
    "cancel_visit_booking",
    "charge_late_fee",
    "complete_if_settled",
    "deposit_due",
    "due_of",
    "fee_if_cancelled",
    "fee_if_no_show",
    "late_fee",
    "mark_no_show",
    "paid_on",
    "quote_bill",
    "record_past_payments",
    "refund_payment",
    "sell_at_till",
    "take_payments",
]
