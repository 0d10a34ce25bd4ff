"""Roles and what each may do. A permission is `<app>.<verb>`; a grant is a role in one store or in the whole chain."""

from django.utils.translation import gettext_lazy as _

FRONT = {
    "customers.see", "customers.write", "customers.reveal", "goods.see", "stock.see",
    "orders.see", "orders.place", "orders.change", "orders.confirm", "orders.cancel", "orders.offer",
    "delivery.pick", "delivery.check", "delivery.ship", "handover.accept", "till.sell", "till.discount",
    "payments.take", "work.see", "work.take", "forms.print", "messages.see",
    "booking.see", "booking.write", "care.check_in", "care.plan", "care.premises", "handover.pets",
    "customers.verify_health",
    "knowledge.see",
}  # fmt: skip
FLOOR = {"customers.see", "customers.reveal", "goods.see", "stock.see", "orders.see", "work.see", "work.take"}
# Who works with the animals takes them in, keeps the card, and gives them back.
CARE = FLOOR | {
    "booking.see", "care.check_in", "care.plan", "care.work", "care.premises", "handover.pets", "knowledge.see",
}  # fmt: skip
PICKER = FLOOR | {"customers.reveal", "delivery.pick", "delivery.check", "delivery.ship", "delivery.drive", "handover.accept",
                  "stock.receive", "stock.move", "stock.count", "payments.take"}  # fmt: skip
MANAGER = FRONT | PICKER | CARE | {
    "customers.merge", "customers.block", "customers.import", "customers.export", "customers.addresses",
    "goods.write", "goods.import", "stock.adjust", "stock.transfer", "stock.approve",
    "orders.import", "orders.export", "orders.see_late", "till.discount_any", "till.price", "payments.refund",
    "reports.see", "reports.export", "shops.settings", "shops.staff", "shops.tokens", "audit.see", "work.assign",
    "messages.send", "forms.void", "membership.write", "booking.override", "booking.roster", "booking.setup",
    "care.override", "care.incident", "care.training", "care.live", "care.reports", "knowledge.write",
}  # fmt: skip
BOOKKEEPER = {
    "orders.see",
    "goods.see",
    "stock.see",
    "reports.see",
    "reports.export",
    "orders.export",
    "customers.see",
    "audit.see",
}

OWNER, MANAGER_ROLE, FRONT_DESK, GROOMER, KEEPER, TRAINER, PICKER_ROLE, BOOKS = (
    "owner", "manager", "front", "groomer", "keeper", "trainer", "picker", "books",
)  # fmt: skip
PERMISSIONS: dict[str, frozenset[str]] = {
    OWNER: frozenset({"*"}),
    MANAGER_ROLE: frozenset(MANAGER),
    FRONT_DESK: frozenset(FRONT),
    GROOMER: frozenset(CARE),
    KEEPER: frozenset(CARE | {"delivery.pick", "stock.count"}),
    TRAINER: frozenset(CARE | {"care.training"}),
    PICKER_ROLE: frozenset(PICKER),
    BOOKS: frozenset(BOOKKEEPER),
}
LABELS = {
    OWNER: _("老板"),
    MANAGER_ROLE: _("店长"),
    FRONT_DESK: _("前台"),
    GROOMER: _("美容师"),
    KEEPER: _("饲养员"),
    TRAINER: _("训练师"),
    PICKER_ROLE: _("仓配"),
    BOOKS: _("财务"),
}
# Roles that see telephone numbers in full without asking; the others reveal one at a time, and that is logged.
SEES_PHONES = frozenset({OWNER, MANAGER_ROLE, FRONT_DESK})
ALL_PERMISSIONS = frozenset().union(*PERMISSIONS.values()) - {"*"} | {"customers.phones"}
for _role in SEES_PHONES - {OWNER}:
    PERMISSIONS[_role] |= {"customers.phones"}
