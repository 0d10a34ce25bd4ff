"""The page itself: assets, head, layout, live parts, toasts, key bar, search."""

from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.utils.translation import gettext as _

from wangcai.interfaces.ui.build import asset
from wangcai.interfaces.ui.components.buttons import badge_mark
from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, get, join, register
from wangcai.interfaces.ui.components.text import icon as icon_mark
from wangcai.interfaces.ui.toasts import undo_url


@register.simple_tag
def ui_styles() -> str:
    """The one style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static(asset("ui.css")))


@register.simple_tag
def ui_scripts(htmx: bool = True, sse: bool = False) -> str:
    """htmx 4 and the islands; `sse=True` adds server-sent events, `htmx=False` leaves only the islands."""
    names = [asset("htmx.js")] if htmx or sse else []
    if sse:
        names.append("django_htmx/ext/hx-sse-4.min.js")
    found = join('<script src="{}" defer></script>', ((static(n),) for n in names))
    return format_html('{}<script src="{}" type="module"></script>', found, static(asset("ui.js")))


@register.simple_block_tag
def page_head(content: str, title: str, subline: str = "", back: str = "", badge: str = "") -> str:
    """The top of a page: title, one quiet line, and the actions as content. `back` is the address of the list above."""
    back_link = (
        format_html('<a class="page-back" href="{}" aria-label="{}">{}</a>', back, _("返回"), icon_mark("chevron-left"))
        if back
        else ""
    )
    return format_html(
        '<header class="page-head">{}<div class="page-words"><h1>{}{}</h1>{}</div><div class="page-actions">{}</div></header>',
        back_link, title, format_html(" {}", badge) if badge else "",
        format_html('<p class="page-subline">{}</p>', subline) if subline else "", content,
    )  # fmt: skip


@register.simple_block_tag
def aside(content: str, label: str, width: str = "") -> str:
    """The right-hand column of a page (the bill, the waiting list). `width`: narrow, wide. Below the content on phones."""
    css = classes("aside", width and f"aside-{width}")
    return format_html('<aside class="{}" aria-label="{}">{}</aside>', css, label, content)


@register.simple_block_tag
def aside_foot(content: str) -> str:
    """The end of an `aside` that stays in sight: the sum and the pay button."""
    return format_html('<div class="aside-foot">{}</div>', content)


@register.simple_block_tag
def stack(content: str, gap: str = "", **more: Any) -> str:
    """Things below each other. `gap`: small, large, none."""
    return format_html('<div class="{}"{}>{}</div>', classes("stack", gap and f"gap-{gap}"), attrs(more), content)


@register.simple_block_tag
def row(content: str, gap: str = "", spread: bool = False, **more: Any) -> str:
    """Things beside each other, wrapping. `spread` pushes the ends apart."""
    css = classes("row", gap and f"gap-{gap}", spread and "row-spread")
    return format_html('<div class="{}"{}>{}</div>', css, attrs(more), content)


@register.simple_block_tag
def thumbs(content: str, even: bool = False) -> str:
    """Things beside each other that never wrap: the first takes the room; `even`: buttons of the same width."""
    return format_html('<div class="{}">{}</div>', classes("thumbs", even and "thumbs-even"), content)


@register.simple_block_tag
def grid(content: str, size: str = "medium", **more: Any) -> str:
    """Equal columns that fill the width. `size` of a cell: small 160 px, medium 240, large 340, half (two columns)."""
    return format_html('<div class="grid grid-{}"{}>{}</div>', size, attrs(more), content)


@register.simple_block_tag
def split(content: str, narrow_first: bool = False) -> str:
    """Two children: a wide one and a 360 px one (`narrow_first`: the other way round); below each other on phones."""
    return format_html('<div class="{}">{}</div>', classes("split", narrow_first and "split-narrow-first"), content)


@register.simple_block_tag
def action_bar(content: str) -> str:
    """The next act of the page, at the thumb: sticks to the bottom on phones, ends the column elsewhere."""
    return format_html('<div class="action-bar">{}</div>', content)


@register.simple_block_tag
def live(content: str, id: str, url: str, every: str = "15s", **more: Any) -> str:
    """A part that refreshes itself by polling, without stealing focus or scroll. `url` answers with the inner fragment."""
    extra = attrs({"hx_get": url, "hx_trigger": f"every {every}, refresh", "hx_swap": "innerMorph", **more})
    return format_html('<div id="{}" data-live{}>{}</div>', id, extra, content)


def _toast(message: Any) -> str:
    undo = undo_url(message)
    words = format_html("<span>{}</span>", message)
    act = (
        format_html(
            '<button class="button button-small button-plain" type="button" data-undo="{}">{}</button>', undo, _("撤销")
        )
        if undo
        else ""
    )
    tone = "danger" if message.level_tag == "error" else "ready" if message.level_tag == "warning" else "done"
    mark = icon_mark("alert-circle" if tone == "danger" else "circle-check")
    return format_html('<div class="toast is-{}" role="status" data-toast>{}{}{}</div>', tone, mark, words, act)


@register.simple_tag(takes_context=True)
def toasts(context: Any, oob: bool = False) -> str:
    """The waiting messages of this person as toasts. `oob=True` in an htmx fragment shows them at once."""
    request = context.get("request")
    waiting = list(get_messages(request)) if request is not None and hasattr(request, "_messages") else []
    body = join("{}", ((_toast(m),) for m in waiting))
    if oob:
        return format_html('<div hx-swap-oob="beforeend:#toasts">{}</div>', body) if waiting else ""
    words = attrs({
        "data_undo_word": _("撤销"), "data_undo_failed": _("没有撤销成，请刷新后看一看。"),
        "data_broken": _("服务器出错了，这一步没有做成，请再试一次。"), "data_away": _("连不上服务器，请看看网络后再试。"),
    })  # fmt: skip
    return format_html('<div class="toasts" id="toasts" aria-live="polite"{}>{}</div>', words, body)


@register.simple_tag
def keybar(items: Any) -> str:
    """The function keys of a page: `(key, label)`, or dicts with key, label, href, press (a CSS selector), count."""
    cells = []
    for item in items:
        data = {"key": item[0], "label": item[1]} if isinstance(item, list | tuple) else item
        inner = format_html(
            '<kbd class="key">{}</kbd><span>{}</span>{}',
            get(data, "key"), get(data, "label"), badge_mark(get(data, "count", 0), "accent"),
        )  # fmt: skip
        if get(data, "href"):
            cells.append(
                format_html(
                    '<a class="keybar-item" href="{}" data-key="{}">{}</a>', get(data, "href"), get(data, "key"), inner
                )
            )
        elif get(data, "press"):
            cells.append(
                format_html(
                    '<button class="keybar-item" type="button" data-press="{}" data-key="{}">{}</button>',
                    get(data, "press"),
                    get(data, "key"),
                    inner,
                )
            )
        else:
            cells.append(format_html('<span class="keybar-item">{}</span>', inner))
    return format_html(
        '<div class="keybar" role="region" aria-label="{}">{}</div>', _("快捷键"), join("{}", ((c,) for c in cells))
    )


@register.simple_tag
def online() -> str:
    """在线 / 离线 as the browser sees it."""
    return format_html(
        '<span class="online" data-online data-offline-words="{}"><span>{}</span></span>', _("离线"), _("在线")
    )


@register.inclusion_tag("ui/components/palette.html")
def palette(url: str) -> dict[str, Any]:
    """The search for everything (Ctrl+K or `/`); `url` answers `?q=` with `palette_results`."""
    return {"url": url}


@register.simple_tag
def palette_results(items: Any) -> str:
    """The answer of the search address: objects with icon, label, detail, url, kind."""
    rows = join(
        '<li><a class="palette-item" href="{}">{}<span><strong>{}</strong><small>{}</small></span><em>{}</em></a></li>',
        (
            (get(i, "url"), icon_mark(get(i, "icon", "search")), get(i, "label"), get(i, "detail"), get(i, "kind"))
            for i in items
        ),
    )
    if not rows:
        return format_html('<p class="palette-none">{}</p>', _("没有找到。换手机尾号、拼音首字母或单号试试。"))
    return format_html('<ul class="palette-list">{}</ul>', rows)
