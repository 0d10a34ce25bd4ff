"""What happened and where it stands: timeline, state line, boards."""

from typing import Any

from django.utils.translation import gettext as _

from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, get, join, register, state_class
from wangcai.interfaces.ui.components.text import clock, day, moment
from wangcai.interfaces.ui.components.text import icon as icon_mark


@register.simple_tag
def timeline(entries: Any, empty: str = "") -> str:
    """Entries with icon, at (aware), actor, sentence, and optionally tone, detail, url; newest first as given.

    A day is written once, above its first entry.
    """
    rows, last = [], None
    for entry in entries:
        at = get(entry, "at", None)
        this_day = day(at)
        head = format_html('<li class="timeline-day">{}</li>', this_day) if this_day and this_day != last else ""
        last = this_day
        sentence = get(entry, "sentence")
        url = get(entry, "url")
        rows.append((
            head, state_class(get(entry, "tone", "neutral")), icon_mark(get(entry, "icon", "circle-dot"), "small"),
            format_html('<a href="{}">{}</a>', url, sentence) if url else sentence,
            format_html("<p>{}</p>", get(entry, "detail")) if get(entry, "detail") else "",
            format_html('<time datetime="{}">{}</time>', at.isoformat(), clock(at)) if at else "",
            get(entry, "actor"),
        ))  # fmt: skip
    if not rows:
        return format_html('<p class="quiet">{}</p>', empty or _("还没有记录。"))
    body = join(
        '{}<li class="timeline-entry"><span class="timeline-mark {}">{}</span><div><p class="timeline-sentence">{}</p>{}'
        '<p class="timeline-foot">{} {}</p></div></li>',
        rows,
    )
    return format_html('<ol class="timeline">{}</ol>', body)


@register.simple_tag
def state_line(steps: Any, label: str = "") -> str:
    """已接单 → … → 已完成. Steps have label, mark (done, current, late, todo, skipped), and optionally at, owner, due.

    `at` is a moment, or words that are shown as they are.
    """
    rows = []
    for step in steps:
        mark = get(step, "mark", "todo")
        at, due = get(step, "at", None), get(step, "due", None)
        icon = {"done": "check", "current": "circle-dot", "late": "alert-circle", "skipped": "minus"}.get(
            mark, "circle"
        )
        waits = due and (mark in ("current", "late") or not at)
        when = (
            _("{time} 前").format(time=moment(due))
            if waits
            else (at if isinstance(at, str) else moment(at))
            if at
            else ""
        )
        rows.append((
            mark, attrs({"aria_current": "step" if mark in ("current", "late") else None}), icon_mark(icon, "small"),
            get(step, "label"), when, get(step, "owner"),
        ))  # fmt: skip
    body = join(
        '<li class="step step-{}"{}><span class="step-mark">{}</span><span class="step-words"><strong>{}</strong><small>{}</small><small>{}</small></span></li>',
        rows,
    )
    return format_html('<ol class="state-line" aria-label="{}">{}</ol>', label or _("进度"), body)


@register.simple_block_tag
def board(content: str, label: str, id: str = "", **more: Any) -> str:
    """Columns beside each other that scroll sideways; fill with `column`. Wrap in `live` to refresh."""
    extra = attrs({"id": id or None, **more})
    return format_html('<div class="board" role="group" aria-label="{}" tabindex="0"{}>{}</div>', label, extra, content)


@register.simple_block_tag
def column(content: str, title: str, count: Any = "", state: str = "neutral", detail: str = "", id: str = "") -> str:
    """One column of a board with its state colour; fill with `board_card`."""
    return format_html(
        '<section class="column {}"{}><header class="column-head"><h2>{}</h2><span class="card-count">{}</span>{}</header><div class="column-body">{}</div></section>',
        state_class(state), attrs({"id": id or None}), title, count, format_html("<small>{}</small>", detail) if detail else "", content,
    )  # fmt: skip


@register.simple_block_tag
def board_card(
    content: str, title: str, href: str = "", detail: str = "", state: str = "neutral", state_label: str = "",
    due: Any = None, late: bool = False, owner: str = "", foot: str = "", id: str = "",
) -> str:  # fmt: skip
    """One job or order on a board; content holds tags and safety marks. `late=True` turns it red whatever its state."""
    shown = "late" if late else state
    due_mark = ""
    if due:
        due_mark = format_html(
            '<span class="{}">{}{}</span>',
            classes("due", "is-late" if late else None),
            icon_mark("clock", "small"),
            moment(due),
        )
    who = format_html('<span class="owner">{}{}</span>', icon_mark("user", "small"), owner) if owner else ""
    title_mark = format_html('<a class="row-link" href="{}">{}</a>', href, title) if href else title
    tag_mark = format_html('<span class="tag {}">{}</span>', state_class(shown), state_label) if state_label else ""
    foot_mark = (
        format_html('<footer class="board-foot">{}{}{}</footer>', due_mark, who, foot) if due or owner or foot else ""
    )
    return format_html(
        '<article class="board-card {}"{}><header><h3>{}</h3>{}</header>{}{}{}</article>',
        state_class(shown), attrs({"id": id or None}), title_mark, tag_mark,
        format_html('<p class="quiet">{}</p>', detail) if detail else "",
        format_html('<div class="tags">{}</div>', content) if content.strip() else "", foot_mark,
    )  # fmt: skip


@register.simple_tag
def legend(items: Any) -> str:
    """What the colours mean: `(state, label)`."""
    return format_html(
        '<ul class="legend">{}</ul>',
        join('<li><i class="dot {}"></i>{}</li>', ((state_class(state), label) for state, label in items)),
    )
