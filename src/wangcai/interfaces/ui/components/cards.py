"""Surfaces and small marks: cards, tags, avatars, facts, empty states."""

from typing import Any

from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, get, hue, join, register, state_class
from wangcai.interfaces.ui.components.text import icon as icon_mark


@register.simple_block_tag
def card(
    content: str, title: str = "", subline: str = "", icon: str = "", actions: str = "", count: Any = "",
    flush: bool = False, tone: str = "", id: str = "", **more: Any,
) -> str:  # fmt: skip
    """A white card. `actions` is a rendered button (`{% button … as b %}`). `flush` for lists that touch the edges."""
    head = ""
    if title or actions:
        head = format_html(
            '<header class="card-head"><div><h2 class="card-title">{}{}{}</h2>{}</div>{}</header>',
            icon_mark(icon) if icon else "",
            title,
            format_html('<span class="card-count">{}</span>', count) if count != "" and count is not None else "",
            format_html('<p class="quiet">{}</p>', subline) if subline else "",
            format_html('<div class="row">{}</div>', actions) if actions else "",
        )
    css = classes("card", flush and "card-flush", tone and state_class(tone))
    return format_html('<section class="{}"{}>{}{}</section>', css, attrs({"id": id or None, **more}), head, content)


@register.simple_tag
def tag(label: str, state: str = "neutral", icon: str = "") -> str:
    """A state in a word: booked slate, arrived blue, service teal, ready amber, done green, late/danger red, gold, neutral."""
    return format_html(
        '<span class="tag {}">{}{}</span>', state_class(state), icon_mark(icon, "small") if icon else "", label
    )


@register.simple_tag
def safety(label: str) -> str:
    """A safety tag (过敏, 会咬人, 易应激): always red, never hidden by layout."""
    return format_html('<strong class="tag tag-safety">{}{}</strong>', icon_mark("alert-triangle", "small"), label)


@register.simple_tag
def avatar(name: str, colour: str = "", size: str = "") -> str:
    """The first character in a round. `colour` is one of the hues; by default always the same for the same name."""
    css = classes("avatar", f"hue-{hue(colour or name)}", size and f"avatar-{size}")
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, (name or "?")[:1])


@register.simple_tag
def person(name: str, detail: str = "", href: str = "", colour: str = "") -> str:
    """Avatar, name and one quiet line (a phone tail, a job). A link with `href`."""
    inner = format_html(
        '{}<span class="person-words"><strong>{}</strong>{}</span>',
        avatar(name, colour), name, format_html("<small>{}</small>", detail) if detail else "",
    )  # fmt: skip
    return (
        format_html('<a class="person" href="{}">{}</a>', href, inner)
        if href
        else format_html('<span class="person">{}</span>', inner)
    )


@register.simple_tag
def pet_chip(name: str, species: str = "", detail: str = "", flags: Any = (), href: str = "") -> str:
    """A pet in a line: 豆豆 泰迪 · 3 岁 with its flags. A flag is a text (safety) or has `label` and `safety`."""
    marks = join(
        "{}", ((safety(str(f)) if isinstance(f, str) else safety(get(f, "label")) if get(f, "safety", True)
                else tag(get(f, "label")),) for f in flags)
    )  # fmt: skip
    name_mark = format_html('<a href="{}">{}</a>', href, name) if href else name
    face = icon_mark({"cat": "cat", "dog": "dog", "fish": "fish"}.get(species, "paw"))
    return format_html(
        '<span class="pet"><span class="pet-face hue-{}">{}</span><strong>{}</strong> <span class="quiet">{}</span> {}</span>',
        hue(name), face, name_mark, detail, marks,
    )  # fmt: skip


@register.simple_tag
def facts(items: Any, columns: int = 1) -> str:
    """Label and value pairs: `(label, value)` or `(label, value, note)`; empty values show a dash. `columns`: 1, 2, 3."""
    rows = ((i[0], i[1] if i[1] not in (None, "") else "—", i[2] if len(i) > 2 else "") for i in items)
    body = join(
        "<div><dt>{}</dt><dd>{}{}</dd></div>",
        ((label, value, format_html(" <small>{}</small>", note) if note else "") for label, value, note in rows),
    )
    return format_html('<dl class="facts facts-{}">{}</dl>', columns, body)


@register.simple_block_tag
def fact(content: str, label: str) -> str:
    """One fact with marked-up content, inside `{% fact_list %}`."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_block_tag
def fact_list(content: str, columns: int = 1) -> str:
    """Holds `fact` blocks."""
    return format_html('<dl class="facts facts-{}">{}</dl>', columns, content)


@register.simple_tag
def figures(items: Any) -> str:
    """A strip of figures: `(label, value)` or `(label, value, state)`: 储值余额 ¥326.50 · 积分 1,840."""
    body = join(
        '<div class="{}"><dt>{}</dt><dd>{}</dd></div>',
        ((state_class(i[2]) if len(i) > 2 and i[2] else "", i[0], i[1]) for i in items),
    )
    return format_html('<dl class="figures">{}</dl>', body)


@register.simple_tag
def counter(value: Any, label: str, tone: str = "", href: str = "", current: bool = False) -> str:
    """A figure for the head of a board: `16 今日预约`. A link filters the board when `href` is given."""
    css = classes("counter", tone and state_class(tone))
    inner = format_html("<strong>{}</strong> <span>{}</span>", value, label)
    if href:
        return format_html(
            '<a class="{}" href="{}"{}>{}</a>', css, href, attrs({"aria_current": "true" if current else None}), inner
        )
    return format_html('<span class="{}">{}</span>', css, inner)


@register.simple_tag(name="empty_state")
@register.simple_tag
def empty(title: str, text: str = "", icon: str = "inbox", action: str = "", href: str = "") -> str:
    """What belongs here and the first step; call it `empty_state` inside a `for`, which has an `empty` of its own.

    `action`: the words of the button to `href`, or a rendered button."""
    from wangcai.interfaces.ui.components.buttons import button

    step = button(action, kind="do", href=href) if href else action
    return format_html(
        '<div class="empty">{}<h3>{}</h3>{}{}</div>',
        icon_mark(icon, "large"), title, format_html("<p>{}</p>", text) if text else "", step,
    )  # fmt: skip


@register.simple_tag
def progress(value: Any, max: Any = 100, label: str = "", tone: str = "") -> str:
    """A bar with its words: 已拣 12 / 18. `label` defaults to the two figures."""
    words = label or f"{value} / {max}"
    return format_html(
        '<div class="progress {}"><span>{}</span><progress value="{}" max="{}" aria-label="{}">{}</progress></div>',
        state_class(tone) if tone else "", words, value, max or 1, words, words,
    )  # fmt: skip


@register.simple_block_tag
def note(content: str, tone: str = "neutral", icon: str = "info-circle") -> str:
    """A boxed remark: tone `neutral`, `ready` (mind this), `danger` (stop), `done`."""
    return format_html('<div class="note {}">{}<div>{}</div></div>', state_class(tone), icon_mark(icon), content)
