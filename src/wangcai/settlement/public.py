"""The door of settlement."""

from wangcai.settlement.billing import Bill, BillLine, BillPayment, bill_of
from wangcai.settlement.events import TENDERS, DrawerOpened, PaymentRefunded, PaymentTaken, ReceiptPrinted
from wangcai.settlement.models import Account, Payment
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

__all__ = [
    "TENDERS",
    "Account",
    "Bill",
    "BillLine",
    "BillPayment",
    "DrawerOpened",
    "PaidTooLittle",
    "PaidTooMuch",
    "PastPayment",
    "Payment",
    "PaymentRefunded",
    "PaymentTaken",
    "PaymentUnclear",
    "ReceiptPrinted",
    "RefundTooHigh",
    "Tender",
    "bill_of",
    "complete_if_settled",
    "due_of",
    "record_past_payments",
    "refund_payment",
    "sell_at_till",
    "take_payments",
]
