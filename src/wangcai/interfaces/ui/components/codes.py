"""QR codes and barcodes as inline SVG."""

from io import BytesIO

import segno
from barcode import get_barcode_class
from barcode.errors import BarcodeError

from wangcai.interfaces.ui.components.registry import format_html, join, mark_safe, register


@register.simple_tag
def qr(text: str, label: str = "", size: str = "") -> str:
    """A QR code of `text` (error correction M, quiet zone 2). `label` is read aloud; `size`: small, large."""
    out = BytesIO()
    segno.make(str(text), micro=False, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        border=2,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        dark="#000",
        light="#fff",
    )
    extra = f" qr-{size}" if size else ""
    return format_html(
        '<span class="qr{}" role="img" aria-label="{}">{}</span>',
        extra,
        label or str(text),
        mark_safe(out.getvalue().decode()),
    )


def _modules(text: str) -> str:
    """The bars as a text of 1 and 0: EAN-13 for thirteen right digits, otherwise Code 128."""
    if text.isascii() and text.isdigit() and len(text) == 13:
        try:
            code = get_barcode_class("ean13")(text)
            if code.get_fullcode() == text:
                return "".join(code.build()).replace("G", "1")
        except BarcodeError:
            pass
    return "".join(get_barcode_class("code128")(text).build())


@register.simple_tag
def barcode(text: str, height: int = 40, words: bool = True) -> str:
    """A barcode with its number below: EAN-13 where the digits are one, else Code 128 (ASCII only; other text shows as text)."""
    text = str(text)
    if not text or not text.isascii():
        return format_html('<span class="barcode-text">{}</span>', text)
    bits = _modules(text)
    rects, x = [], 10
    for run in _runs(bits):
        if run[0] == "1":
            rects.append((x, len(run), height))
        x += len(run)
    body = join('<rect x="{}" y="0" width="{}" height="{}"/>', rects)
    shown = (
        format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', (x + 10) / 2, height + 11, text)
        if words
        else ""
    )
    return format_html(
        '<svg class="barcode" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges"><rect class="barcode-ground" width="{}" height="{}"/>{}{}</svg>',
        x + 10, height + (14 if words else 0), text, x + 10, height + (14 if words else 0), body, shown,
    )  # fmt: skip


def _runs(bits: str) -> list[str]:
    runs: list[str] = []
    for bit in bits:
        if runs and runs[-1][0] == bit:
            runs[-1] += bit
        else:
            runs.append(bit)
    return runs
