"""The documents keep step: links and pictures exist, commands exist, every table has its word, every label is on a page."""

import re
from functools import cache
from pathlib import Path

import pytest

from wangcai.interfaces.cli.commands import COMMANDS
from wangcai.interfaces.cli.environment import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"\./wangcai +([a-z_]+)")
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LARGEST = 120_000  # bytes of one picture


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT))


def test_there_are_documents():
    """Without this, a search that finds nothing would make all the others pass."""
    assert len(PAGES) > 50 and sum(len(LINK.findall(page.read_text("utf-8"))) for page in PAGES) > 150


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_and_pictures_exist(page):
    links = {link.partition("#")[0] for link in LINK.findall(CODE.sub("", page.read_text("utf-8")))}
    near = {link for link in links if link and not re.match(r"[a-z]+:", link)}
    assert [link for link in sorted(near) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_named_commands_exist(page):
    known = {command.NAME for command in COMMANDS}
    assert sorted(set(COMMAND.findall(page.read_text("utf-8"))) - known) == []


def test_every_picture_is_small_and_shown_somewhere():
    texts = "".join(page.read_text("utf-8") for page in PAGES)
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert [p.name for p in pictures if p.stat().st_size > LARGEST] == []
    assert [p.name for p in pictures if f"pictures/{p.name}" not in texts] == []


def test_every_table_has_its_word():
    from django.apps import apps

    words = (ROOT / "docs" / "words.md").read_text("utf-8")
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("wangcai.")}
    assert sorted(name for name in tables if not re.search(rf"[`.]{name}`", words)) == []


@cache
def sources() -> str:
    files = [*(ROOT / "src").rglob("*.html"), *(ROOT / "src").rglob("*.py")]
    return "".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "zh" / "shop").glob("*.md")), ids=lambda page: page.stem)
def test_labels_stand_on_the_pages(page):
    """The guide writes labels in bold, `更多 → 管理` for two in a row; each is a text of the software."""
    text = CODE.sub("", page.read_text("utf-8"))
    labels = {label for bold in BOLD.findall(text) for label in bold.split(" → ")} - {"…"}
    assert sorted(label for label in labels if label not in sources()) == []


@pytest.mark.parametrize("kind", ["shop", "engineer"])
def test_both_languages_have_the_same_pages(kind):
    chinese, english = ({p.name for p in (ROOT / "docs" / lang / kind).glob("*.md")} for lang in ("zh", "en"))
    assert chinese == english
