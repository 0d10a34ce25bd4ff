"""What kinds of task there are. The kind says what to do, the title which thing."""

from django.utils.translation import gettext_lazy as _

CONFIRM, CALL, PICK, HAND_OVER, SHIP = "confirm", "call", "pick", "hand_over", "ship"
CLEAN, INCIDENT, INCIDENT_READ = "clean", "incident", "incident_read"
FOUND = "found"

LABELS = {
    CONFIRM: _("与客人核对订单"),
    CALL: _("给客人打电话"),
    PICK: _("配货"),
    HAND_OVER: _("等客人来取"),
    SHIP: _("安排发货"),
    CLEAN: _("房间到点没打扫"),
    INCIDENT: _("处理事故"),
    INCIDENT_READ: _("看事故报告"),
    FOUND: _("有人捡到宠物，转告主人"),
}
ICONS = {
    CONFIRM: "clipboard-check",
    CALL: "phone-call",
    PICK: "basket",
    HAND_OVER: "hand-click",
    SHIP: "truck-delivery",
    CLEAN: "wash",
    INCIDENT: "alert-triangle",
    INCIDENT_READ: "report-analytics",
    FOUND: "map-pin",
}
