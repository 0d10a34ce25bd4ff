"""Buttons, menus, dialogs: what starts an act."""

from typing import Any

from django.utils.translation import gettext as _

from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, register, state_class
from wangcai.interfaces.ui.components.text import icon as icon_mark

KINDS = ("do", "quiet", "plain", "danger", "tint")


def _spoken_key(key: str) -> str | None:
    return key.replace("Ctrl", "Control").replace("Esc", "Escape") or None


def _face(label: str, icon: str, key: str, badge: Any) -> str:
    return format_html(
        "{}<span>{}</span>{}{}",
        icon_mark(icon) if icon else "",
        label,
        badge_mark(badge) if badge not in ("", None) else "",
        format_html('<kbd class="key" aria-hidden="true">{}</kbd>', key) if key else "",
    )


@register.simple_tag
def button(
    label: str, kind: str = "quiet", href: str = "", icon: str = "", key: str = "", size: str = "", tone: str = "",
    badge: Any = "", wide: bool = False, disabled: bool = False, current: bool = False, type: str = "", **more: Any,
) -> str:  # fmt: skip
    """A button, or a link that looks like one when `href` is given.

    `kind`: do (the one next step), quiet, plain (no border), danger, tint (coloured by `tone`, a state or green/blue).
    `size`: small, large. `key` shows the cap and presses the button on that key. Everything else becomes an
    attribute: `name`, `value`, `form`, `hx_post`, `data_opens="dialog-id"`, `aria_label`.
    """
    if kind not in KINDS:
        raise ValueError(f"button kind {kind!r}: one of {', '.join(KINDS)}")
    css = classes(
        f"button button-{kind}", size and f"button-{size}", wide and "button-wide", tone and state_class(tone)
    )
    extra = attrs(
        {
            "data_key": key or None,
            "aria_keyshortcuts": _spoken_key(key),
            "aria_current": "true" if current else None,
            **more,
        }
    )
    face = _face(label, icon, key, badge)
    if href and not disabled:
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, extra, face)
    scripted = any(name.startswith(("hx_", "data_")) for name in more)
    return format_html(
        '<button class="{}" type="{}"{}{}>{}</button>',
        css, type or ("button" if scripted else "submit"), attrs({"disabled": disabled}), extra, face,
    )  # fmt: skip


@register.simple_tag
def icon_button(name: str, label: str, href: str = "", key: str = "", size: str = "", **more: Any) -> str:
    """A square button with only an icon; `label` is read aloud and shown as a tip."""
    css = classes("button button-plain button-icon", size and f"button-{size}")
    extra = attrs(
        {"data_key": key or None, "aria_keyshortcuts": _spoken_key(key), "aria_label": label, "title": label, **more}
    )
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, extra, icon_mark(name))
    scripted = any(n.startswith(("hx_", "data_")) for n in more)
    return format_html(
        '<button class="{}" type="{}"{}>{}</button>', css, "button" if scripted else "submit", extra, icon_mark(name)
    )


@register.simple_tag(name="badge")
def badge_mark(count: Any, tone: str = "", label: str = "") -> str:
    """A small round count (red by default, `tone` for another state colour). Nothing for 0 or None."""
    if not count:
        return ""
    spoken = format_html('<span class="sr-only">{}</span>', label) if label else ""
    return format_html('<span class="badge {}">{}{}</span>', state_class(tone) if tone else "", count, spoken)


@register.simple_block_tag
def menu(content: str, label: str = "", icon: str = "dots", words: bool = False) -> str:
    """Rare acts behind one button. Fill with `menu_item`. `words=True` shows the label beside the icon."""
    label = label or _("更多")
    face = format_html("{}<span>{}</span>", icon_mark(icon), label) if words else icon_mark(icon)
    return format_html(
        '<details class="menu" data-menu><summary class="button button-quiet {}" aria-label="{}" title="{}">{}</summary>'
        '<div class="menu-list">{}</div></details>',
        "" if words else "button-icon", label, label, face, content,
    )  # fmt: skip


@register.simple_tag
def menu_item(label: str, href: str = "", icon: str = "", tone: str = "", key: str = "", **more: Any) -> str:
    """One act in a `menu`: a link with `href`, otherwise a button (put it in a `post_form`, or give `hx_post`)."""
    css = classes("menu-item", tone and state_class(tone))
    face = _face(label, icon, key, "")
    extra = attrs({"data_key": key or None, "aria_keyshortcuts": _spoken_key(key), **more})
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, extra, face)
    scripted = any(n.startswith(("hx_", "data_")) for n in more)
    return format_html(
        '<button class="{}" type="{}"{}>{}</button>', css, "button" if scripted else "submit", extra, face
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: str, size: str = "", open: bool = False) -> str:
    """A native dialog; a button with `data_opens="<id>"` opens it, Esc or the cross closes it. `size`: small, large."""
    close = icon_button("x", _("关闭"), data_closes=id)
    return format_html(
        '<dialog class="{}" id="{}" aria-labelledby="{}-title"{}><header class="dialog-head"><h2 id="{}-title">{}</h2>{}'
        '</header><div class="dialog-body">{}</div></dialog>',
        classes("dialog", size and f"dialog-{size}"), id, id, attrs({"data_open_now": open}), id, title, close, content,
    )  # fmt: skip


@register.simple_tag
def stepper(
    name: str, value: Any = 1, label: str = "", min: int = 0, max: Any = None, step: int = 1, **more: Any
) -> str:
    """− [ 2 ] +: a number input with two thumbs. htmx attributes go to the input and fire on `change`."""
    field = format_html(
        '<input class="stepper-input" type="number" inputmode="numeric" name="{}" value="{}" min="{}" step="{}"'
        ' aria-label="{}" autocomplete="off"{}{}>',
        name, value, min, step, label or _("数量"), attrs({"max": max}), attrs(more),
    )  # fmt: skip
    return format_html(
        '<span class="stepper" data-stepper><button class="stepper-button" type="button" data-step="-1" aria-label="{}">{}'
        '</button>{}<button class="stepper-button" type="button" data-step="1" aria-label="{}">{}</button></span>',
        _("减少"), icon_mark("minus", "small"), field, _("增加"), icon_mark("plus", "small"),
    )  # fmt: skip
