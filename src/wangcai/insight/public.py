"""The door of insight."""

from wangcai.insight.flow import OnTime, PaperForms, StageTime, on_time, paper_forms, stage_times
from wangcai.insight.labels import channel_words, label_of
from wangcai.insight.periods import Period, PeriodUnclear, stores_for_reports
from wangcai.insight.sales import GROUPS, GroupUnknown, SalesReport, SalesRow, orders_behind, sales_report, sold

__all__ = [
    "GROUPS",
    "GroupUnknown",
    "OnTime",
    "PaperForms",
    "Period",
    "PeriodUnclear",
    "SalesReport",
    "SalesRow",
    "StageTime",
    "channel_words",
    "label_of",
    "on_time",
    "orders_behind",
    "paper_forms",
    "sales_report",
    "sold",
    "stage_times",
    "stores_for_reports",
]
