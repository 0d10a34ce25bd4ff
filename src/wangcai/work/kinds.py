"""What kinds of task there are. The kind says what to do, the title which thing."""

from django.utils.translation import gettext_lazy as _

CONFIRM, CALL, PICK, HAND_OVER, SHIP = "confirm", "call", "pick", "hand_over", "ship"

LABELS = {
    CONFIRM: _("与客人核对订单"),
    CALL: _("给客人打电话"),
    PICK: _("配货"),
    HAND_OVER: _("等客人来取"),
    SHIP: _("安排发货"),
}
ICONS = {
    CONFIRM: "clipboard-check",
    CALL: "phone-call",
    PICK: "basket",
    HAND_OVER: "hand-click",
    SHIP: "truck-delivery",
}
