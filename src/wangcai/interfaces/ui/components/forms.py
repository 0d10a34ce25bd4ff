"""Forms: one effect per press, fields with their errors beside them, refusals that say what to do."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _

from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, join, register
from wangcai.interfaces.ui.components.text import icon as icon_mark

TEXT_LIKE = (forms.TextInput, forms.Textarea, forms.Select, forms.DateTimeInput)
TYPED = {"text", "number", "date", "search", "tel", "email", "password", "file"}


@register.simple_tag
def request_key() -> str:
    """A hidden `request_key` made on the server: ten presses of the same form make one effect."""
    return format_html('<input type="hidden" name="request_key" value="{}">', uuid4())


@register.simple_block_tag(takes_context=True)
def post_form(
    context: Any,
    content: str,
    action: str = "",
    id: str = "",
    once: bool = True,
    key: bool = True,
    files: bool = False,
    plain: bool = False,
    **more: Any,
) -> str:
    """A POST form with CSRF token and request key; its buttons rest while it is under way.

    `key=False` leaves the request key out, `files=True` for uploads, `plain=True` for a form that is only a button.
    htmx attributes pass through; without them it is an ordinary form.
    """
    token = context.get("csrf_token")
    hidden = (
        format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
        if token and token != "NOTPROVIDED"
        else ""
    )
    extra = attrs({
        "id": id or None, "action": action or None, "data_once": once,
        "enctype": "multipart/form-data" if files else None, **more,
    })  # fmt: skip
    css = "form-plain" if plain else "form"
    return format_html(
        '<form class="{}" method="post"{}>{}{}{}</form>', css, extra, hidden, request_key() if key else "", content
    )


@register.simple_block_tag
def get_form(content: str, action: str = "", id: str = "", **more: Any) -> str:
    """A GET form (search and filter); works without script and takes htmx attributes."""
    extra = attrs({"id": id or None, "action": action or None, **more})
    return format_html('<form class="form-plain" method="get" role="search"{}>{}</form>', extra, content)


@register.simple_tag
def form_errors(form: Any) -> str:
    """What is wrong with the form as a whole, and with hidden fields nobody sees."""
    found = list(form.non_field_errors()) + [f"{f.label}: {e}" for f in form.hidden_fields() for e in f.errors]
    if not found:
        return ""
    items = join("<p>{}</p>", ((e,) for e in found))
    return format_html('<div class="refusal" role="alert">{}<div>{}</div></div>', icon_mark("alert-circle"), items)


@register.simple_tag
def refusal(refused: Any, id: str = "") -> str:
    """A `Refusal` as a box: its sentence, which says what to do; its code stands in `data-code`, for programs. Nothing for None."""
    if not refused:
        return ""
    known = {"id": id or None, "data_code": getattr(refused, "code", "") or None}
    return format_html(
        '<div class="refusal" role="alert"{}>{}<div><p>{}</p></div></div>',
        attrs(known), icon_mark("alert-circle"), str(refused),
    )  # fmt: skip


def _control(bound: Any, described: list[str], more: dict[str, Any]) -> str:
    widget = bound.field.widget
    given = {k.replace("__", ":").replace("_", "-"): v for k, v in more.items() if v not in (None, False)}
    if isinstance(widget, TEXT_LIKE) or getattr(widget, "input_type", "") in TYPED:
        given["class"] = classes("input", widget.attrs.get("class"))
    elif isinstance(widget, forms.CheckboxInput):
        given["class"] = "check-box"
    given["aria-describedby"] = " ".join(described) or None
    given["aria-invalid"] = "true" if bound.errors else None
    return bound.as_widget(attrs={k: v for k, v in given.items() if v is not None})


@register.simple_tag
def field(
    bound: Any,
    hint: str = "",
    prefix: str = "",
    suffix: str = "",
    size: str = "",
    hide_label: bool = False,
    label: str = "",
    **more: Any,
) -> str:
    """A form field: label, control, help, and its errors beside it. Radio and checkbox choices become chips.

    `prefix`/`suffix` stand in the box (¥, kg). `size`: small, large. Other arguments become attributes of the control
    (`placeholder`, `inputmode="decimal"`, `autocomplete="off"`, `data_scan=True`, `hx_get`…).
    """
    helped, wrong, described = _beside(bound, hint or bound.help_text)
    words = label or bound.label
    optional = "" if bound.field.required else format_html(' <small class="field-optional">{}</small>', _("选填"))
    css = classes("field", size and f"field-{size}", "field-wrong" if bound.errors else None)
    widget = bound.field.widget
    if isinstance(widget, forms.HiddenInput):
        return bound.as_widget()
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        options = join("{}", ((_choice(o, bound, described),) for o in bound.subwidgets))
        return format_html(
            '<fieldset class="{}"><legend class="field-label">{}{}</legend><div class="chips">{}</div>{}{}</fieldset>',
            css, words, optional, options, helped, wrong,
        )  # fmt: skip
    control = _control(bound, described, more)
    if isinstance(widget, forms.CheckboxInput):
        return format_html(
            '<div class="{}"><label class="check">{}<span>{}</span></label>{}{}</div>',
            css,
            control,
            words,
            helped,
            wrong,
        )
    if prefix or suffix:
        control = format_html(
            '<span class="input-box">{}{}{}</span>',
            format_html("<span>{}</span>", prefix) if prefix else "", control,
            format_html("<span>{}</span>", suffix) if suffix else "",
        )  # fmt: skip
    return format_html(
        '<div class="{}"><label class="{}" for="{}">{}{}</label>{}{}{}</div>',
        css, "sr-only" if hide_label else "field-label", bound.id_for_label, words, optional, control, helped, wrong,
    )  # fmt: skip


def _beside(bound: Any, help_text: Any) -> tuple[Any, Any, list[str]]:
    """Help and errors that stand beside a control, and the ids by which it names them."""
    base = bound.auto_id or bound.html_name
    helped = format_html('<p class="field-help" id="{}-help">{}</p>', base, help_text) if help_text else ""
    wrong = ""
    if bound.errors:
        mark, words = icon_mark("alert-circle", "small"), " ".join(bound.errors)
        wrong = format_html('<p class="field-error" id="{}-error">{}{}</p>', base, mark, words)
    return helped, wrong, [f"{base}-help"] * bool(help_text) + [f"{base}-error"] * bool(bound.errors)


def _choice(option: Any, bound: Any, described: list[str]) -> str:
    data = option.data
    extra = {**data["attrs"], "aria-describedby": " ".join(described) or None, "class": "chip-input"}
    written = join(' {}="{}"', ((k, v) for k, v in extra.items() if v not in (None, False, True)))
    return format_html(
        '<label class="chip"><input type="{}" name="{}" value="{}"{}{}><span>{}</span></label>',
        data["type"], data["name"], data["value"] if data["value"] is not None else "", written,
        attrs({"checked": bool(data["selected"]), "required": bool(data["attrs"].get("required"))}), data["label"],
    )  # fmt: skip


@register.simple_tag
def fields(form: Any, *names: str) -> str:
    """The whole form's fields (or the named ones, in that order), its hidden fields and its overall errors."""
    chosen = [form[n] for n in names] if names else list(form.visible_fields())
    hidden = join("{}", ((f.as_widget(),) for f in form.hidden_fields()))
    body = join("{}", ((field(f),) for f in chosen))
    return format_html('{}{}<div class="fields">{}</div>', form_errors(form), hidden, body)


@register.simple_block_tag
def field_row(content: str) -> str:
    """Fields beside each other, below each other on phones."""
    return format_html('<div class="field-row">{}</div>', content)
