"""Make the built files: one style sheet, one script, htmx, the icon sprite. `python -m wangcai.interfaces.ui.build`

Each name carries the fingerprint of all sources, so a browser may keep it for ever, and a server that is already
running goes on serving the files it knows. Beside each lie its gzip and Brotli forms for weak lines.
"""

import gzip
import os
import re
import sys
import time
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import brotli

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static" / "ui"
BUILT = STATIC / "built"
STAMP = BUILT / "made-from"
NAMES = ("ui.css", "ui.js", "htmx.js", "icons.svg")
LAYERS = "@layer tokens, base, layout, frame, components, print;\n"
ORDER = ("tokens", "base", "layout", "frame")  # the rest by name; layers decide, so the order among them is free
DAY = 24 * 3600


def _styles() -> list[Path]:
    found = sorted((STATIC / "css").glob("*.css"))
    return sorted(found, key=lambda p: (ORDER.index(p.stem) if p.stem in ORDER else len(ORDER), p.stem))


def _scripts() -> list[Path]:
    return sorted((STATIC / "js").glob("*.js"))


def _htmx() -> bytes:
    return files("django_htmx").joinpath("static/django_htmx/htmx-4.min.js").read_bytes()


def _fingerprint() -> str:
    """What the sources hold, in short: file times lie after a checkout or in an installed package."""
    digest = sha256(_htmx())
    for path in [*_styles(), *_scripts(), HERE / "icons.py", HERE / "build.py"]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _built_name(name: str, fingerprint: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{fingerprint}{dot}{ending}"


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """The path under static of a built file (`ui.css` → `ui/built/ui-0123456789ab.css`), as it was when first asked."""
    if not STAMP.exists():
        build_assets()
    return f"ui/built/{_built_name(name, STAMP.read_text(encoding='ascii'))}"


def assets_stale() -> bool:
    """Whether a built file is absent or made from other sources."""
    fingerprint = _fingerprint()
    if not STAMP.exists() or STAMP.read_text(encoding="ascii") != fingerprint:
        return True
    return not all((BUILT / _built_name(name, fingerprint)).exists() for name in NAMES)


def build_assets(force: bool = False) -> list[Path]:
    """Write the built files when they are stale (or `force`); well under a second. Returns what was written."""
    if not force and not assets_stale():
        return []
    BUILT.mkdir(parents=True, exist_ok=True)
    fingerprint = _fingerprint()
    made = {
        "ui.css": (LAYERS + "\n".join(_shrunk(p.read_text(encoding="utf-8")) for p in _styles())).encode(),
        "ui.js": "\n".join(f"{{\n{_uncommented(p.read_text(encoding='utf-8'))}\n}}" for p in _scripts()).encode(),
        "htmx.js": _htmx(),
        "icons.svg": _sprite().encode(),
    }
    for name, content in made.items():
        _write(_built_name(name, fingerprint), content)
        _write(_built_name(name, fingerprint) + ".gz", gzip.compress(content, mtime=0))
        _write(_built_name(name, fingerprint) + ".br", brotli.compress(content, quality=9))
    _write(STAMP.name, fingerprint.encode())
    asset.cache_clear()
    _clear_old(fingerprint)
    return [BUILT / _built_name(name, fingerprint) for name in NAMES]


def _write(name: str, content: bytes) -> None:
    temporary = BUILT / f".{name}.{os.getpid()}"
    temporary.write_bytes(content)
    temporary.replace(BUILT / name)


def _clear_old(fingerprint: str) -> None:
    """Files of other sources go a day later: a running server may still give them out."""
    for path in BUILT.iterdir():
        if path != STAMP and fingerprint not in path.name and time.time() - path.stat().st_mtime > DAY:
            path.unlink(missing_ok=True)


def _shrunk(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", css).strip()


def _uncommented(script: str) -> str:
    """Without the lines that are only a comment: they are for whoever reads the source."""
    return re.sub(r"^\s*//.*\n", "", script, flags=re.M)


def _sprite() -> str:
    from wangcai.interfaces.ui.icons import ICONS

    archive = ZipFile(BytesIO(files("tablericons").joinpath("tablericons.zip").read_bytes()))
    known = set(archive.namelist())
    unknown = [name for name in ICONS if f"outline/{name}.svg" not in known]
    if unknown:
        raise ValueError(f"Tabler has no icon called: {', '.join(unknown)} (see icons.py)")
    symbols = (_symbol(name, archive.read(f"outline/{name}.svg").decode()) for name in dict.fromkeys(ICONS))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def _symbol(name: str, svg: str) -> str:
    inner = re.sub(r"\s+", " ", re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)[1]).strip()
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
    )


if __name__ == "__main__":
    for path in build_assets(force=True):
        small = path.with_name(path.name + ".br").stat().st_size
        sys.stdout.write(f"{path.relative_to(HERE)}  {path.stat().st_size / 1024:.1f} KB, {small / 1024:.1f} sent\n")
