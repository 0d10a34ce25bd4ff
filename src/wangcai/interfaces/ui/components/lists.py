"""Lists: dense tables with a keyset pager, cart lines, totals."""

from typing import Any

from django.utils.translation import gettext as _

from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, join, register, state_class
from wangcai.interfaces.ui.components.text import icon as icon_mark
from wangcai.interfaces.ui.components.text import money


@register.simple_block_tag
def table(content: str, label: str, id: str = "", dense: bool = False, cards: bool = False) -> str:
    """A list. Write `<thead>` and `<tbody>` inside; cells may be `num` (right, tabular), `quiet`, `main`, `fit`.

    `cards=True` turns rows into cards on phones; give cells `data-label="单号"` then.
    """
    css = classes("table", dense and "table-dense", cards and "table-cards")
    return format_html(
        '<div class="table-box" role="region" aria-label="{}" tabindex="0"><table class="{}"{}>{}</table></div>',
        label, css, attrs({"id": id or None}), content,
    )  # fmt: skip


@register.simple_tag
def row_link(href: str, label: str, detail: str = "") -> str:
    """The cell text that makes its whole row a link."""
    small = format_html("<small>{}</small>", detail) if detail else ""
    return format_html('<a class="row-link" href="{}">{}</a>{}', href, label, small)


@register.simple_tag
def more(url: str, target: str = "", columns: int = 0, label: str = "") -> str:
    """The keyset pager 更多: nothing without `url`. With `columns` it is a table row that htmx replaces by the next rows;

    with `target` (a selector) the answer is appended there; otherwise a plain link.
    """
    if not url:
        return ""
    words = label or _("更多")
    css = "button button-quiet button-small"
    if columns:
        return format_html(
            '<tr class="more-row"><td colspan="{}"><a class="{}" href="{}" hx-get="{}" hx-target="closest tr" hx-swap="outerHTML">{}</a></td></tr>',
            columns, css, url, url, words,
        )  # fmt: skip
    extra = attrs({"hx_get": url, "hx_target": target, "hx_swap": "beforeend"}) if target else ""
    return format_html('<div class="more"><a class="{}" href="{}"{}>{}</a></div>', css, url, extra, words)


@register.simple_block_tag
def item_list(content: str, id: str = "", label: str = "", **more: Any) -> str:
    """Lines below each other with hairlines; fill with `item` or `line`."""
    return format_html(
        '<ul class="items"{}>{}</ul>', attrs({"id": id or None, "aria_label": label or None, **more}), content
    )


@register.simple_tag
def item(
    title: str,
    detail: str = "",
    href: str = "",
    icon: str = "",
    right: Any = "",
    state: str = "",
    state_label: str = "",
) -> str:
    """One line of an `item_list`: icon, title, quiet detail, a tag, and something at the right (an amount, a button)."""
    tag_mark = format_html('<span class="tag {}">{}</span>', state_class(state), state_label) if state_label else ""
    title_mark = format_html('<a class="row-link" href="{}">{}</a>', href, title) if href else title
    return format_html(
        '<li class="item">{}<div class="item-words"><strong>{}</strong>{}</div>{}<div class="item-right">{}</div></li>',
        icon_mark(icon) if icon else "", title_mark, format_html("<small>{}</small>", detail) if detail else "", tag_mark, right,
    )  # fmt: skip


@register.simple_block_tag
def item_row(content: str, href: str = "", id: str = "") -> str:
    """A line of an `item_list` with content of your own (a person and a button, a small form); a link with `href`."""
    if href:
        content = format_html('<a class="item-link" href="{}">{}</a>', href, content)
    return format_html('<li class="item item-row"{}>{}</li>', attrs({"id": id or None}), content)


@register.simple_block_tag
def line(
    content: str,
    title: str,
    detail: str = "",
    fen: Any = None,
    currency: str = "CNY",
    id: str = "",
    state: str = "",
    struck: bool = False,
    **more: Any,
) -> str:
    """A goods line of a cart or order: title, quiet detail (¥98.00 · 库存 18), the content (a stepper), and its amount.

    `struck=True` is for what no longer counts: crossed out, in words and amount.
    """
    css = classes("line", state and state_class(state), "line-struck" if struck else None)
    return format_html(
        '<li class="{}"{}><div class="line-words"><strong>{}</strong>{}</div><div class="line-act">{}</div><strong class="line-amount">{}</strong></li>',
        css, attrs({"id": id or None, **more}), title, format_html("<small>{}</small>", detail) if detail else "", content, money(fen, currency),
    )  # fmt: skip


@register.simple_tag
def totals(rows: Any, currency: str = "CNY") -> str:
    """`(label, fen)` lines; negative amounts turn green; a third value `True` makes the line the sum."""
    body = join(
        '<div class="{}"><dt>{}</dt><dd>{}</dd></div>',
        ((classes("totals-sum" if len(r) > 2 and r[2] else None, "is-done" if r[1] is not None and int(r[1]) < 0 else None),
          r[0], money(r[1], currency)) for r in rows),
    )  # fmt: skip
    return format_html('<dl class="totals">{}</dl>', body)
