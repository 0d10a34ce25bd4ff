"""Translations without outside programs: find texts, keep the .po files in step, compile them.

The text in the code is Chinese and is itself the key. Each app keeps its English in
`locale/en/LC_MESSAGES/django.po`; Babel writes and compiles, so no gettext binaries are needed.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wangcai.interfaces.cli.environment import ROOT

SOURCE = ROOT / "src" / "wangcai"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass
class Text:
    """One text as the code holds it, with the places that show it."""

    msgid: str | tuple[str, str]
    context: str | None
    places: list[tuple[str, int]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.msgid if isinstance(self.msgid, str) else self.msgid[0]


def apps() -> list[Path]:
    """The folders that own translations: every app the settings install, and the kernel."""
    return sorted({SOURCE / Path(*name.split(".")[1:]) for name in installed_names()})


def installed_names() -> list[str]:
    from django.conf import settings

    return [name for name in settings.INSTALLED_APPS if name.startswith("wangcai.")]


def owner_of(file: Path, folders: list[Path]) -> Path | None:
    """The nearest installed app above a file; texts of folders that are no app go to the nearest one."""
    inside = [folder for folder in folders if folder in file.parents]
    if inside:
        return max(inside, key=lambda folder: len(folder.parts))
    return homeless_owner(folders)


def homeless_owner(folders: list[Path]) -> Path | None:
    """The kernel, the settings and the URL map are not installed: the shared interface speaks for them."""
    return next((folder for folder in folders if folder.name == "ui"), None)


def texts_by_app() -> dict[Path, dict[tuple[str | None, str], Text]]:
    """Every text of every app, in the order of the files."""
    folders = apps()
    found: dict[Path, dict[tuple[str | None, str], Text]] = {folder: {} for folder in folders}
    for file in sorted(
        [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    ):
        owner = owner_of(file, folders)
        if owner is None or "migrations" in file.parts:
            continue
        for text in texts_in(file):
            kept = found[owner].setdefault(text.key, text)
            kept.places.append((file.relative_to(SOURCE).as_posix(), text.places[0][1]))
    for texts in found.values():
        for text in texts.values():
            del text.places[0]
    return found


def texts_in(file: Path) -> Iterator[Text]:
    """The texts of one Python file or template."""
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        source = templatize(source, origin=str(file))
    stream = io.BytesIO(source.encode())
    for line, message, _comments, context in extract(
        "python", stream, keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        msgid = tuple(message) if isinstance(message, (tuple, list)) else message
        if msgid and msgid != ("",):
            yield Text(msgid, context, [("", line)])


# The .po files ------------------------------------------------------------------------------


def po_path(app: Path) -> Path:
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def read_po(path: Path) -> Any:
    from babel.messages.pofile import read_po as read

    if not path.exists():
        return None
    with path.open("rb") as file:
        return read(file, locale="en")


def merge(app: Path, texts: dict[tuple[str | None, str], Text]) -> list[str]:
    """Bring an app's .po in step: new texts in, gone texts out, English kept. Returns what lacks English."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    path = po_path(app)
    old = read_po(path)
    if not texts and old is None:
        return []
    new = Catalog(locale="en", project="wangcai", charset="utf-8", fuzzy=False)
    new.header_comment = "# English of this app. The key is the Chinese text in the code."
    missing = []
    for text in sorted(texts.values(), key=lambda text: (text.places[0], text.key[1])):
        kept = old.get(text.key[1], text.context) if old else None
        english = kept.string if kept and not kept.fuzzy else ""
        if isinstance(text.msgid, tuple) != isinstance(english, tuple):
            english = ("", "") if isinstance(text.msgid, tuple) else ""
        files = sorted({place for place, _line in text.places})
        new.add(text.msgid, english, locations=[(name, None) for name in files], context=text.context)
        if not (all(english) if isinstance(english, tuple) else english):
            missing.append(text.key[1])
    output = io.BytesIO()
    write_po(output, new, width=110, omit_header=False, include_lineno=False)
    content = stable_header(output.getvalue().decode())
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return missing


def stable_header(content: str) -> str:
    """Dates and tool versions in a header only make conflicts."""
    unwanted = (
        '"POT-Creation-Date:',
        '"PO-Revision-Date:',
        '"Generated-By:',
        '"Last-Translator:',
        '"Report-Msgid',
    )
    lines = [line for line in content.splitlines() if not line.startswith(unwanted)]
    return "\n".join(lines).rstrip() + "\n"


def compile_catalogues() -> int:
    """Compile every .po whose .mo is absent or older. Returns how many there are."""
    count = 0
    for path in sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po")):
        count += 1
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo  # here: most starts find nothing to compile, and Babel is large

        catalogue = read_po(path)
        partial = compiled.with_suffix(".mo.new")
        with partial.open("wb") as file:
            write_mo(file, catalogue)
        partial.replace(compiled)
    return count
