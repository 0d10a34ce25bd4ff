"""Free text as it may be stored: any language, no characters a database or a page cannot hold."""

import unicodedata


def clean_text(text: str | None, *, most: int = 2000) -> str:
    """Keep what people write, drop what breaks storage: NUL, lone surrogates, control characters other than new lines.

    Lengths are in characters; what is longer is cut.
    """
    kept = "".join(c for c in str(text or "") if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return kept.replace("\r\n", "\n").strip()[:most]


def clean_line(text: str | None, *, most: int = 200) -> str:
    """The same for a single line: inner white space becomes one blank."""
    return " ".join(clean_text(text, most=most * 2).split())[:most]
