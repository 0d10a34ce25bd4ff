"""The count beside 我的任务 in the rail."""

from typing import Any

from wangcai.work.public import count_my_tasks


def open_tasks_badge(request: Any) -> int:
    """Open tasks of the signed-in person; one query."""
    return count_my_tasks(request.actor) if request.actor else 0
