"""What ships: contrast of the colours, browsers as old as Chrome 105, icons that exist, small files."""

import re
import time
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client

from wangcai.interfaces.ui import build
from wangcai.interfaces.ui.components.registry import HUES
from wangcai.interfaces.ui.icons import ICONS

SOURCE = Path(build.__file__).resolve().parents[2]
CSS = sorted((build.STATIC / "css").glob("*.css"))
JS = sorted((build.STATIC / "js").glob("*.js"))
STATES = ("booked", "arrived", "service", "ready", "done", "danger", "neutral")
# Classes a page may write by itself; everything else comes from a component.
FREE_CLASSES = {"num", "quiet", "main", "fit", "strong", "small", "sr-only", "no-print", "only-print", "no-phone"}


def variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", css))


LIGHT = variables((build.STATIC / "css" / "tokens.css").read_text())
DARK_TEXT = (build.STATIC / "css" / "tokens-dark.css").read_text()
DARK = variables(DARK_TEXT.split("prefers-color-scheme")[0])


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_pairs() -> list[tuple[str, str]]:
    grounds = ("ground", "card", "sunken")
    pairs = [(ink, ground) for ink in ("ink", "quiet", "price", "link", *STATES) for ground in grounds]
    pairs += [(ink, f"{state}-tint") for state in STATES for ink in (state, "ink", "quiet")]
    pairs += [("gold", "gold-tint"), ("action-ink", "action"), ("action-ink", "action-press"), ("rail-ink", "rail")]
    pairs += [("rail-ink", "rail-on"), ("rail-strong", "rail-on"), ("price", "action-tint"), ("ink", "action-tint")]
    pairs += [(f"hue-{name}", ground) for name in HUES for ground in (f"hue-{name}-tint", "card", "ground")]
    return pairs


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_contrast_is_aa(theme: dict[str, str]) -> None:
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in text_pairs()}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_inputs_and_focus_are_seen(theme: dict[str, str]) -> None:
    for line in ("field-line", "focus"):
        assert min(contrast(theme[line], theme[ground]) for ground in ("card", "ground")) >= 3


def test_contrast_is_computed_right() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_both_ways_to_dark_are_the_same() -> None:
    chosen, device = DARK_TEXT.split("prefers-color-scheme")
    assert variables(chosen) == variables(device)
    assert set(DARK) <= set(LIGHT) and set(LIGHT) - set(DARK) == set()


@pytest.mark.parametrize("path", CSS, ids=lambda p: p.name)
def test_styles_ship_to_chrome_105(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert len(text.splitlines()) < 300
    assert not re.search(r"light-dark\(|color-mix\(|@container|@scope|oklch\(|:dir\(|\bdvh\b|text-wrap", text)
    assert not re.search(r"(^|[{;}])\s*&", text), "nesting"
    assert "italic" not in text and "letter-spacing" not in text
    assert text.count("{") == text.count("}")


def test_all_used_variables_are_defined() -> None:
    text = "".join(p.read_text() for p in CSS)
    used = set(re.findall(r"var\(--([\w-]+)", text))
    defined = set(re.findall(r"--([\w-]+)\s*:", text))
    assert used - defined == set()


@pytest.mark.parametrize("path", JS, ids=lambda p: p.name)
def test_islands_are_small_and_safe(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) < 150
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|\.style\b|^import |^export ", text, re.M)


def test_build_is_quick_complete_and_only_when_needed() -> None:
    begin = time.perf_counter()
    written = build.build_assets(force=True)
    assert time.perf_counter() - begin < 2
    assert [p.name.partition("-")[0] + p.suffix for p in written] == list(build.NAMES)
    assert build.build_assets() == []
    build.STAMP.write_text("something else")
    assert build.assets_stale()
    assert build.build_assets() == written, "the same sources make the same names"


@pytest.mark.parametrize("name", build.NAMES)
def test_built_files_are_sent_small_and_kept(name: str) -> None:
    build.build_assets()
    plain = Client().get(f"/static/{build.asset(name)}")
    small = Client(headers={"accept-encoding": "br"}).get(f"/static/{build.asset(name)}")
    assert small["Content-Encoding"] == "br"
    assert int(small["Content-Length"]) < int(plain["Content-Length"]) / 2
    assert "immutable" in plain["Cache-Control"]


def test_what_a_first_visit_downloads_is_little() -> None:
    build.build_assets()
    sent = {name: (build.BUILT / (Path(build.asset(name)).name + ".br")).stat().st_size for name in build.NAMES}
    assert sent["ui.css"] < 20_000 and sent["ui.js"] < 12_000 and sum(sent.values()) < 90_000


def test_sprite_holds_the_listed_icons_once() -> None:
    build.build_assets()
    ids = re.findall(r'<symbol id="([^"]+)"', (build.BUILT / Path(build.asset("icons.svg")).name).read_text())
    assert sorted(ids) == sorted(set(ICONS))


def test_an_unknown_icon_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangcai.interfaces.ui.icons.ICONS", ["check", "no-such-icon"])
    with pytest.raises(ValueError, match="no-such-icon"):
        build._sprite()


def test_every_icon_used_anywhere_is_in_the_sprite() -> None:
    used: dict[str, str] = {}
    for path in [*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        names = re.findall(r"""\bicon\s*=\s*["']([a-z0-9-]+)["']""", text)
        names += re.findall(r"""["']icon["']\s*:\s*["']([a-z0-9-]+)["']""", text)
        names += re.findall(r"""{%\s*icon(?:_button)?\s+["']([a-z0-9-]+)["']""", text)
        names += re.findall(r"""icon_mark\(["']([a-z0-9-]+)["']""", text)
        names += re.findall(r"""register_rail\(\s*_?\(?[^,]+,\s*["']([a-z0-9-]+)["']""", text)
        used |= dict.fromkeys(names, path.name)
    assert used.keys() >= {"check", "search", "printer"}, "the search itself must find something"
    assert {name: where for name, where in used.items() if name not in ICONS} == {}


def pages() -> list[Path]:
    ours = SOURCE / "interfaces" / "ui"
    return [p for p in SOURCE.rglob("templates/**/*.html") if ours not in p.parents]


def test_pages_hold_no_inline_script_style_or_own_classes() -> None:
    wrong = []
    for path in pages():
        text = path.read_text(encoding="utf-8")
        bare = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.S)
        found = re.findall(r"\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:", bare)
        found += [body.strip()[:40] for body in re.findall(r"<script[^>]*>(.*?)</script>", bare, re.S) if body.strip()]
        for value in re.findall(r"""\sclass\s*=\s*["']([^"']*)["']""", bare):
            found += [f"class {name}" for name in value.split() if name not in FREE_CLASSES]
        if found:
            wrong.append((str(path.relative_to(SOURCE)), found))
    assert wrong == []


def test_pages_ask_htmx_for_nothing_the_policy_forbids() -> None:
    wrong = []
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        wrong += [
            (path.name, found)
            for found in re.findall(r"""hx[-_]trigger\s*=\s*["'][^"']*\[[^"']*|hx[-_]vals\s*=\s*["']js:""", text)
        ]
    assert wrong == []


def test_every_page_compiles() -> None:
    found = 0
    for path in SOURCE.rglob("templates/**/*.html"):
        name = path.as_posix().partition("/templates/")[2]
        get_template(name)
        found += 1
    assert found > 15
