"""The door of orders."""

from wangcai.orders import events, states
from wangcai.orders.chasing import chase_answers
from wangcai.orders.drafts import OCCASIONS, NewLine, NewOrder
from wangcai.orders.events import (
    ExceptionOpened,
    FormClosed,
    FormsPrinted,
    LinesSettled,
    OfferAnswered,
    OfferMade,
    OrderCancelled,
    OrderChanged,
    OrderConfirmed,
    OrderHappening,
    OrderMoved,
    OrderPlaced,
    about_order,
)
from wangcai.orders.models import Confirmation, HeldTicket, IntakeLink, Order, OrderException, OrderLine, PaperForm
from wangcai.orders.models.order import Channel, Fulfilment
from wangcai.orders.notices import tell_about_order
from wangcai.orders.operations.changing import Changes, change_order, settle_lines
from wangcai.orders.operations.confirming import (
    InformationMissing,
    StillWaiting,
    cancel_order,
    confirm_order,
)
from wangcai.orders.operations.excepting import (
    AlreadyAnswered,
    answer_offer,
    fill_waiting,
    offer_way_out,
    report_short,
)
from wangcai.orders.operations.forms import (
    FormClosedAlready,
    forms_never_returned,
    key_in_form,
    print_forms,
    void_form,
)
from wangcai.orders.operations.holding import TicketGone, held_tickets, hold_ticket, recall_ticket
from wangcai.orders.operations.links import make_intake_link, open_intake_link, revoke_intake_link
from wangcai.orders.operations.moving import WrongStage, change_status, move_order
from wangcai.orders.operations.open_tickets import till_content, till_ticket
from wangcai.orders.operations.placing import (
    Item,
    place_order,
    placed_event,
    price_items,
    stage_due,
    write_lines,
    write_order,
)
from wangcai.orders.operations.recording_past import (
    KnownOrder,
    OrderImported,
    PastLine,
    PastOrder,
    known_orders,
    record_past_orders,
    taken_numbers,
)
from wangcai.orders.operations.visiting import add_visit_lines, count_visit_line, drop_visit_line, replace_visit_lines
from wangcai.orders.queries import Step, board, late_orders, open_orders, order_for, orders_of, state_line
from wangcai.orders.rules import DiscountTooHigh, missing_information

__all__ = [
    "OCCASIONS",
    "AlreadyAnswered",
    "Changes",
    "Channel",
    "Confirmation",
    "DiscountTooHigh",
    "ExceptionOpened",
    "FormClosed",
    "FormClosedAlready",
    "FormsPrinted",
    "Fulfilment",
    "HeldTicket",
    "InformationMissing",
    "IntakeLink",
    "Item",
    "KnownOrder",
    "LinesSettled",
    "NewLine",
    "NewOrder",
    "OfferAnswered",
    "OfferMade",
    "Order",
    "OrderCancelled",
    "OrderChanged",
    "OrderConfirmed",
    "OrderException",
    "OrderHappening",
    "OrderImported",
    "OrderLine",
    "OrderMoved",
    "OrderPlaced",
    "PaperForm",
    "PastLine",
    "PastOrder",
    "Step",
    "StillWaiting",
    "TicketGone",
    "WrongStage",
    "about_order",
    "add_visit_lines",
    "answer_offer",
    "board",
    "cancel_order",
    "change_order",
    "change_status",
    "chase_answers",
    "confirm_order",
    "count_visit_line",
    "drop_visit_line",
    "events",
    "fill_waiting",
    "forms_never_returned",
    "held_tickets",
    "hold_ticket",
    "key_in_form",
    "known_orders",
    "late_orders",
    "make_intake_link",
    "missing_information",
    "move_order",
    "offer_way_out",
    "open_intake_link",
    "open_orders",
    "order_for",
    "orders_of",
    "place_order",
    "placed_event",
    "price_items",
    "print_forms",
    "recall_ticket",
    "record_past_orders",
    "replace_visit_lines",
    "report_short",
    "revoke_intake_link",
    "settle_lines",
    "stage_due",
    "state_line",
    "states",
    "taken_numbers",
    "tell_about_order",
    "till_content",
    "till_ticket",
    "void_form",
    "write_lines",
    "write_order",
]
