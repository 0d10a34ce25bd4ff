"""Small pictures of numbers, drawn on the server as SVG."""

from typing import Any

from wangcai.interfaces.ui.components.registry import format_html, join, register


def _scale(values: list[float], height: float, top: float = 0) -> list[float]:
    high = max([*values, top, 0]) or 1
    low = min([*values, 0])
    return [height - (v - low) / ((high - low) or 1) * height for v in values]


@register.simple_tag
def spark(values: Any, label: str = "", width: int = 120, height: int = 32) -> str:
    """A sparkline of numbers in order; the last one is marked. `label` is read aloud."""
    numbers = [float(v or 0) for v in values]
    if not numbers:
        return ""
    inner_height = height - 8
    ys = [y + 4 for y in _scale(numbers, inner_height)]
    step = (width - 8) / max(len(numbers) - 1, 1)
    points = [(4 + i * step, y) for i, y in enumerate(ys)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    area = f"{points[0][0]:.1f},{height} {path} {points[-1][0]:.1f},{height}"
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}"><polygon class="spark-area" points="{}"/>'
        '<polyline class="spark-line" points="{}"/><circle class="spark-dot" cx="{}" cy="{}" r="3"/></svg>',
        width, height, width, height, label or " ".join(f"{n:g}" for n in numbers), area, path,
        f"{points[-1][0]:.1f}", f"{points[-1][1]:.1f}",
    )  # fmt: skip


@register.simple_tag
def bars(rows: Any, limit: Any = None, limit_label: str = "", label: str = "", height: int = 96) -> str:
    """Upright bars: `(label, number)` or `(label, number, shown)`, with an optional dashed line at `limit`."""
    rows = [(str(r[0]), float(r[1] or 0), str(r[2]) if len(r) > 2 else "") for r in rows]
    if not rows:
        return ""
    slot, gap = 28, 8
    width, body = slot * len(rows), height - 20
    top = max([r[1] for r in rows] + [float(limit or 0)]) or 1
    cells = []
    for i, (name, number, shown) in enumerate(rows):
        tall = number / top * (body - 8)
        tall = max(tall, 2) if number else 0
        cells.append((f"{i * slot + gap / 2:.1f}", f"{body - tall:.1f}", slot - gap, f"{tall:.1f}", f"{name}: {shown or f'{number:g}'}",
                      f"{i * slot + slot / 2:.1f}", height - 4, name))  # fmt: skip
    body_svg = join(
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}" rx="4"><title>{}</title></rect><text class="bar-label" x="{}" y="{}" text-anchor="middle">{}</text>',
        cells,
    )
    line = ""
    if limit:
        y = f"{body - float(limit) / top * (body - 8):.1f}"
        line = format_html(
            '<line class="bar-limit" x1="0" x2="{}" y1="{}" y2="{}"/><text class="bar-limit-label" x="{}" y="{}" text-anchor="end">{}</text>',
            width, y, y, width, float(y) - 4, limit_label or f"{limit}",
        )  # fmt: skip
    spoken = label or "; ".join(f"{n} {s or f'{v:g}'}" for n, v, s in rows)
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        width,
        height,
        spoken,
        body_svg,
        line,
    )


@register.simple_tag
def heat(rows: Any, columns: Any = (), label: str = "") -> str:
    """A heat strip: rows of `(label, [numbers])`, column labels above; five steps of orange, the figure on hover."""
    rows = [(str(r[0]), [float(v or 0) for v in r[1]]) for r in rows]
    if not rows:
        return ""
    top = max((v for _, values in rows for v in values), default=0) or 1
    names, cell, left = [str(c) for c in columns], 26, 44
    head = 18 if names else 0
    wide = max(len(values) for _, values in rows)
    cells = [
        (0 if not v else min(5, 1 + int(v / top * 4.999)), left + x * cell, head + y * cell, cell - 3, cell - 3,
         f"{name} {names[x] if x < len(names) else ''}: {v:g}")
        for y, (name, values) in enumerate(rows) for x, v in enumerate(values)
    ]  # fmt: skip
    body = join(
        '<rect class="heat heat-{}" x="{}" y="{}" width="{}" height="{}" rx="5"><title>{}</title></rect>', cells
    )
    side = join(
        '<text class="bar-label" x="0" y="{}">{}</text>', ((head + y * cell + 16, n) for y, (n, _v) in enumerate(rows))
    )
    above = join(
        '<text class="bar-label" x="{}" y="11" text-anchor="middle">{}</text>',
        ((left + x * cell + (cell - 3) / 2, n) for x, n in enumerate(names)),
    )
    return format_html(
        '<svg class="heat-strip" viewBox="0 0 {} {}" width="{}" role="img" aria-label="{}">{}{}{}</svg>',
        left + wide * cell, head + len(rows) * cell, left + wide * cell, label or "heat", above, side, body,
    )  # fmt: skip


@register.simple_tag
def curve(points: Any, top: float = 5, target: Any = None, label: str = "", width: int = 320, height: int = 96) -> str:
    """A development from 0 to `top`: `(label, number or None)` in order, with a dashed line at `target`. None leaves a gap."""
    points = [(str(p[0]), None if p[1] is None else float(p[1])) for p in points]
    if not points:
        return ""
    left, body = 18, height - 20
    step = (width - left - 12) / max(len(points) - 1, 1)

    def y(number: float) -> float:
        return body - number / (top or 1) * (body - 10)

    spots = [(left + 4 + i * step, y(n), f"{name}: {n:g}") for i, (name, n) in enumerate(points) if n is not None]
    path = " ".join(f"{x:.1f},{level:.1f}" for x, level, _title in spots)
    dots = join(
        '<circle class="spark-dot" cx="{}" cy="{}" r="3.5"><title>{}</title></circle>',
        ((f"{x:.1f}", f"{level:.1f}", title) for x, level, title in spots),
    )
    every = -(-len(points) // 12)
    names = join(
        '<text class="bar-label" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((f"{left + 4 + i * step:.1f}", height - 4, name) for i, (name, _n) in enumerate(points) if i % every == 0),
    )
    side = join('<text class="bar-label" x="0" y="{}">{}</text>', ((f"{y(n) + 4:.1f}", f"{n:g}") for n in (0, top)))
    aim = ""
    if target is not None:
        at = f"{y(float(target)):.1f}"
        aim = format_html('<line class="bar-limit" x1="{}" x2="{}" y1="{}" y2="{}"/>', left, width, at, at)
    spoken = label or "; ".join(title for _x, _y, title in spots)
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}<polyline class="spark-line" points="{}"/>{}{}</svg>',
        width, height, spoken, side, aim, path, dots, names,
    )  # fmt: skip


@register.simple_tag
def hbars(rows: Any, label: str = "") -> str:
    """Lying bars for a ranking: `(label, number, shown)`."""
    rows = [(r[0], float(r[1] or 0), r[2] if len(r) > 2 else f"{float(r[1] or 0):g}") for r in rows]
    top = max((r[1] for r in rows), default=0) or 1
    body = join(
        '<li><span>{}</span><svg class="hbar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="hbar-ground" width="100" height="8" rx="2"/>'
        '<rect class="bar" width="{}" height="8" rx="2"/></svg><strong>{}</strong></li>',
        ((name, f"{max(value, 0) / top * 100:.1f}", shown) for name, value, shown in rows),
    )
    return format_html('<ul class="hbars" aria-label="{}">{}</ul>', label, body)
