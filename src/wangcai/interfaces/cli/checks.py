"""The checks that need no running shop: style, form, types on the public doors."""

import ast
import subprocess
import sys
from pathlib import Path

from wangcai.interfaces.cli.environment import ROOT


def check_style() -> bool:
    """Ruff's rules and Ruff's form over everything that is Python."""
    rules = python_module("ruff", "check", "--quiet", "--output-format", "concise", ".")
    form = python_module("ruff", "format", "--check", "--output-format", "concise", ".")
    return rules and form


def check_types() -> bool:
    """mypy over each `public.py` and over the modules whose names it hands out."""
    files = door_files()
    if not files:
        return True
    return python_module("mypy", "--no-error-summary", *[str(path.relative_to(ROOT)) for path in files])


def door_files() -> list[Path]:
    """Every door and, because a door only re-exports, the files behind it."""
    found: set[Path] = set()
    for door in sorted((ROOT / "src" / "wangcai").rglob("public.py")):
        found.add(door)
        found |= files_behind(door)
    return sorted(found)


def files_behind(door: Path) -> set[Path]:
    behind = set()
    for node in ast.walk(ast.parse(door.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wangcai."):
            path = ROOT / "src" / Path(*(node.module or "").split("."))
            behind |= {file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()}
    return behind


def python_module(name: str, *arguments: str) -> bool:
    """Run `python -m name …` in the project's folder; True when it is content."""
    return subprocess.call([sys.executable, "-m", name, *arguments], cwd=ROOT) == 0
