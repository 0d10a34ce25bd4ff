"""Make the three built files: one style sheet, one script, one icon sprite. `python -m wangcai.interfaces.ui.build`"""

import os
import re
import sys
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static" / "ui"
BUILT = STATIC / "built"
NAMES = ("ui.css", "ui.js", "icons.svg")
LAYERS = "@layer tokens, base, layout, frame, components, print;\n"
ORDER = ("tokens", "base", "layout", "frame")  # the rest by name; layers decide, so the order among them is free


def _styles() -> list[Path]:
    found = sorted((STATIC / "css").glob("*.css"))
    return sorted(found, key=lambda p: (ORDER.index(p.stem) if p.stem in ORDER else len(ORDER), p.stem))


def _scripts() -> list[Path]:
    return sorted((STATIC / "js").glob("*.js"))


def _sources() -> list[Path]:
    return [*_styles(), *_scripts(), HERE / "icons.py", HERE / "build.py"]


def _fingerprint() -> str:
    """What the sources hold, in short: file times lie after a checkout or in an installed package."""
    digest = sha256()
    for path in _sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def assets_stale() -> bool:
    """Whether a built file is absent or made from other sources."""
    if not all((BUILT / name).exists() for name in NAMES):
        return True
    stamp = BUILT / "made-from"
    return not stamp.exists() or stamp.read_text(encoding="ascii") != _fingerprint()


def build_assets(force: bool = False) -> list[Path]:
    """Write the built files when they are stale (or `force`); well under a second. Returns what was written."""
    if not force and not assets_stale():
        return []
    BUILT.mkdir(parents=True, exist_ok=True)
    written = {
        "ui.css": LAYERS + "\n".join(_shrunk(p.read_text(encoding="utf-8")) for p in _styles()),
        "ui.js": "\n".join(f"{{\n{p.read_text(encoding='utf-8')}\n}}" for p in _scripts()),
        "icons.svg": _sprite(),
        "made-from": _fingerprint(),
    }
    for name, text in written.items():
        temporary = BUILT / f".{name}.{os.getpid()}"
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(BUILT / name)
    return [BUILT / name for name in NAMES]


def _shrunk(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", css).strip()


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
        sys.stdout.write(f"{path.relative_to(HERE)}  {path.stat().st_size / 1024:.1f} KB\n")
