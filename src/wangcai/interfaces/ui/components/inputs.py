"""Inputs outside Django forms: search and scan box, chips, number pad, signature, photo."""

from typing import Any

from django.utils.translation import gettext as _

from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, get, join, register
from wangcai.interfaces.ui.components.text import icon as icon_mark
from wangcai.interfaces.ui.components.text import key as key_cap


@register.simple_tag
def searchbox(
    name: str = "q", value: Any = "", label: str = "", placeholder: str = "", key: str = "", scan: bool = False,
    icon: str = "search", size: str = "", **more: Any,
) -> str:  # fmt: skip
    """A box to search or scan into. `scan=True` receives what the scanner types, wherever the focus is.

    htmx attributes go to the input; with `hx_get` it asks 200 ms after the last key.
    """
    spoken = label or placeholder or _("搜索")
    if "hx_get" in more and "hx_trigger" not in more:
        more["hx_trigger"] = "input changed delay:200ms, search"
    extra = attrs({"data_scan": scan, "data_key": key or None, "placeholder": placeholder or None, **more})
    css = classes("searchbox", scan and "searchbox-scan", size and f"searchbox-{size}")
    return format_html(
        '<label class="{}">{}<span class="sr-only">{}</span><input class="searchbox-input" type="search" name="{}" value="{}"'
        ' autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search"{}>{}</label>',
        css, icon_mark("scan" if scan and icon == "search" else icon), spoken, name, value if value is not None else "",
        extra, key_cap(key) if key else "",
    )  # fmt: skip


@register.simple_tag
def text_input(
    name: str, label: str, value: Any = "", type: str = "text", hide_label: bool = False, suffix: str = "", **more: Any
) -> str:
    """One labelled input outside a Django form. Other arguments become attributes of the input."""
    control = format_html(
        '<input class="input" type="{}" name="{}" value="{}"{}>',
        type,
        name,
        value if value is not None else "",
        attrs(more),
    )
    if suffix:
        control = format_html('<span class="input-box">{}<span>{}</span></span>', control, suffix)
    return format_html(
        '<label class="field"><span class="{}">{}</span>{}</label>',
        "sr-only" if hide_label else "field-label",
        label,
        control,
    )


@register.simple_tag
def text_area(name: str, label: str, value: Any = "", rows: int = 3, hide_label: bool = False, **more: Any) -> str:
    """Several lines of text outside a Django form. Other arguments become attributes of the box."""
    return format_html(
        '<label class="field"><span class="{}">{}</span><textarea class="input" name="{}" rows="{}"{}>{}</textarea></label>',
        "sr-only" if hide_label else "field-label",
        label,
        name,
        rows,
        attrs(more),
        value if value is not None else "",
    )


@register.simple_tag
def select_input(name: str, label: str, options: Any, value: Any = "", hide_label: bool = False, **more: Any) -> str:
    """A labelled select outside a Django form; `options` are `(value, words)`."""
    body = join(
        '<option value="{}"{}>{}</option>',
        ((v, attrs({"selected": str(v) == str(value)}), words) for v, words in options),
    )
    return format_html(
        '<label class="field"><span class="{}">{}</span><select class="input" name="{}"{}>{}</select></label>',
        "sr-only" if hide_label else "field-label", label, name, attrs(more), body,
    )  # fmt: skip


@register.simple_tag
def choose(
    name: str, label: str, options: Any, value: Any = "", hide_label: bool = False, lines: bool = False,
    close: bool = False, **more: Any,
) -> str:  # fmt: skip
    """One of a few, outside a Django form: `(value, words)` or `(value, words, detail)` as chips, or as large lines.

    `close`: narrow chips, so that a scale of five stands in one line of a phone.
    """
    boxes = join(
        (
            '<label class="tick"><input class="check-box" type="radio" name="{}" value="{}"{}><span><strong>{}</strong>{}</span></label>'
            if lines
            else '<label class="chip"><input class="chip-input" type="radio" name="{}" value="{}"{}><span>{}</span>{}</label>'
        ),
        (
            (
                name,
                option[0],
                attrs({"checked": str(option[0]) == str(value), **more}),
                option[1],
                format_html("<small>{}</small>", option[2]) if len(option) > 2 else "",
            )
            for option in options
        ),
    )
    return format_html(
        '<fieldset class="field"><legend class="{}">{}</legend><div class="{}">{}</div></fieldset>',
        "sr-only" if hide_label else "field-label",
        label,
        "stack gap-small" if lines else classes("chips", close and "chips-close"),
        boxes,
    )


@register.simple_tag
def chip(
    label: str, href: str = "", current: bool = False, count: Any = "", icon: str = "", state: str = "", **more: Any
) -> str:
    """A round choice: a link with `href` (filter), otherwise a button."""
    inner = format_html(
        "{}{}<span>{}</span>{}",
        format_html('<i class="dot is-{}"></i>', state) if state else "",
        icon_mark(icon, "small") if icon else "",
        label,
        format_html("<small>{}</small>", count) if count not in ("", None) else "",
    )
    if href:
        return format_html(
            '<a class="chip" href="{}"{}>{}</a>',
            href,
            attrs({"aria_current": "true" if current else None, **more}),
            inner,
        )
    scripted = any(n.startswith(("hx_", "data_")) for n in more)
    return format_html(
        '<button class="chip" type="{}"{}>{}</button>',
        "button" if scripted else "submit", attrs({"aria_pressed": "true" if current else "false", **more}), inner,
    )  # fmt: skip


@register.simple_tag
def chips(items: Any, label: str = "") -> str:
    """A row of filter links: objects or dicts with label, url, current, count, icon, state."""
    body = join(
        "{}",
        (
            (
                chip(
                    get(i, "label"),
                    get(i, "url"),
                    bool(get(i, "current", False)),
                    get(i, "count"),
                    get(i, "icon"),
                    get(i, "state"),
                ),
            )
            for i in items
        ),
    )
    return format_html('<nav class="chips" aria-label="{}">{}</nav>', label or _("筛选"), body)


@register.simple_tag
def tabs(items: Any, label: str = "") -> str:
    """Tabs as links: objects or dicts with label, url, current, count, icon."""
    body = join(
        '<a class="tab" href="{}"{}>{}<span>{}</span>{}</a>',
        (
            (get(i, "url"), attrs({"aria_current": "page" if get(i, "current", False) else None}),
             icon_mark(get(i, "icon"), "small") if get(i, "icon") else "", get(i, "label"),
             format_html("<small>{}</small>", get(i, "count")) if get(i, "count") != "" else "")
            for i in items
        ),
    )  # fmt: skip
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label or _("分页"), body)


@register.simple_tag
def numpad(target: str, point: bool = True, label: str = "") -> str:
    """A touch number pad that types into the input with the CSS selector `target`. `point=False` for PINs."""
    faces = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "." if point else "C", "0"]
    keys = join('<button class="numpad-key" type="button" data-digit="{}">{}</button>', ((f, f) for f in faces))
    return format_html(
        '<div class="numpad" role="group" aria-label="{}" data-numpad="{}">{}<button class="numpad-key" type="button"'
        ' data-digit="back" aria-label="{}">{}</button></div>',
        label or _("数字键盘"), target, keys, _("退格"), icon_mark("backspace"),
    )  # fmt: skip


@register.simple_tag
def signature(name: str = "signature", label: str = "") -> str:
    """A pad to sign on; the hidden input `name` receives a PNG as a data URL, empty when nothing was drawn."""
    words = label or _("请在此签名")
    return format_html(
        '<div class="signature" data-signature><span class="field-label">{}</span>'
        '<canvas class="signature-pad" role="img" aria-label="{}"></canvas>'
        '<input type="hidden" name="{}"><button class="button button-plain button-small" type="button" data-clear>{}{}</button></div>',
        words, words, name, icon_mark("refresh", "small"), format_html("<span>{}</span>", _("重签")),
    )  # fmt: skip


@register.simple_tag
def photo_input(
    name: str = "photo", label: str = "", multiple: bool = False, capture: bool = True, required: bool = False,
    video: bool = False, size: str = "",
) -> str:  # fmt: skip
    """A camera button with previews; pictures are made smaller (longest side 1600 px) before they are sent."""
    return format_html(
        '<div class="photo" data-photo><label class="{}">{}<span>{}</span>'
        '<input class="sr-only" type="file" name="{}" accept="{}"{}></label><div class="photo-list" aria-live="polite"></div></div>',
        classes("button button-quiet", size and f"button-{size}"), icon_mark("camera"), label or _("拍照"), name,
        "image/*,video/*" if video else "image/*",
        attrs({"multiple": multiple, "capture": "environment" if capture else None, "required": required}),
    )  # fmt: skip


@register.simple_tag
def camera_queue() -> str:
    """How many pictures wait on this phone; put it in a `post_form` with `data_camera=True`.

    With it each picture is kept on the phone at once, sent one by one under a key of its own, and tried again until
    the server has it – also after the page was closed. Without script the form has a button of its own.
    With `data_camera="reload"` the page is shown anew when its pictures are sent.
    """
    return format_html(
        '<p class="camera-queue" data-camera-queue data-waiting="{}" data-sent="{}" data-again="{}" aria-live="polite"'
        ' hidden></p><noscript><button class="button button-do" type="submit">{}</button></noscript>',
        _("待发 {n} 张，有网就发"), _("都发出去了"), _("请重新登录，照片还在手机里，登录后接着发"), _("发送"),
    )  # fmt: skip


@register.simple_tag
def tick(name: str, label: str, value: str = "1", checked: bool = False, detail: str = "", **more: Any) -> str:
    """One large line to tick (checklists, pick lists): label and a quiet detail, the whole line is the target."""
    return format_html(
        '<label class="tick"><input class="check-box" type="checkbox" name="{}" value="{}"{}{}><span><strong>{}</strong>{}</span></label>',
        name, value, attrs({"checked": checked}), attrs(more), label, format_html("<small>{}</small>", detail) if detail else "",
    )  # fmt: skip


@register.simple_tag
def tick_button(label: str, detail: str = "", icon: str = "circle", **more: Any) -> str:
    """A large line that is ticked by one tap: a button (put it in a `post_form plain=True`)."""
    return format_html(
        '<button class="tick tick-button" type="submit"{}>{}<span><strong>{}</strong>{}</span></button>',
        attrs(more), icon_mark(icon), label, format_html("<small>{}</small>", detail) if detail else "",
    )  # fmt: skip
