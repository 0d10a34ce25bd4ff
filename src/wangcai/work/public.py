"""The door of work."""

from wangcai.work.kinds import (
    CALL,
    CLEAN,
    CONFIRM,
    HAND_OVER,
    ICONS,
    INCIDENT,
    INCIDENT_READ,
    LABELS,
    PICK,
    SHIP,
)
from wangcai.work.models import Task
from wangcai.work.operations.escalating import escalate_late
from wangcai.work.operations.handling import (
    AlreadyTaken,
    NotYours,
    TaskOver,
    accept_task,
    assign_task,
    close_task,
    close_tasks,
    hand_back_task,
)
from wangcai.work.operations.opening import open_task
from wangcai.work.queries import count_my_tasks, late_tasks, my_tasks, open_tasks, task_for

__all__ = [
    "CALL",
    "CLEAN",
    "CONFIRM",
    "HAND_OVER",
    "ICONS",
    "INCIDENT",
    "INCIDENT_READ",
    "LABELS",
    "PICK",
    "SHIP",
    "AlreadyTaken",
    "NotYours",
    "Task",
    "TaskOver",
    "accept_task",
    "assign_task",
    "close_task",
    "close_tasks",
    "count_my_tasks",
    "escalate_late",
    "hand_back_task",
    "late_tasks",
    "my_tasks",
    "open_task",
    "open_tasks",
    "task_for",
]
