"""Search words of a name: characters, character pairs, pinyin (all readings), initials, phone tail.

One design serves both engines, because trigram indexes miss two-character words, the commonest in Chinese.
"""

import itertools
import os
import re
import unicodedata
from functools import lru_cache

MOST_READINGS = 8
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\uf900-\ufaff]+")


def folded(text: str) -> str:
    """Lower case, half width, without accents or control characters: `ＷＣ Café` → `wc cafe`."""
    wide = unicodedata.normalize("NFKD", str(text)).lower()
    return "".join(c for c in wide if not unicodedata.combining(c) and unicodedata.category(c)[0] != "C")


@lru_cache(maxsize=8192)
def readings(han: str) -> tuple[tuple[str, ...], ...]:
    """Every reading of each character, without tones: 单 → (dan, shan, chan)."""
    # A name may be read in any way, so the dictionary of phrases (45 MB, 0.2 s at every start) is not wanted,
    # and a worker that never looks a name up does not load the rest either.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin

    heard = pinyin(han, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return tuple(tuple(dict.fromkeys(r)) for r in heard)


def spellings(han: str) -> set[str]:
    """Whole pinyin and initials of a run of characters, with up to eight readings of the ambiguous ones."""
    found: set[str] = set()
    options = readings(han)
    for reading in itertools.islice(itertools.product(*options), MOST_READINGS):
        found.add("".join(reading))
    for reading in itertools.islice(itertools.product(*[sorted({r[0] for r in o}) for o in options]), MOST_READINGS):
        found.add("".join(reading))
    return found


def search_words(*texts: str) -> set[str]:
    """Every word under which a row with these texts can be found."""
    found: set[str] = set()
    for text in texts:
        for run in _WORD.findall(folded(text)):
            found.add(run[:40])
            if _HAN.match(run):
                found.update(run)
                found.update(run[i : i + 2] for i in range(len(run) - 1))
                found.update(s[:40] for s in spellings(run[:8]))
    return found


def query_words(text: str) -> list[str]:
    """The words a person typed, ready to compare with `search_words`; long Chinese runs become pairs."""
    words: list[str] = []
    for run in _WORD.findall(folded(text))[:6]:
        if _HAN.match(run) and len(run) > 2:
            words.extend(run[i : i + 2] for i in range(min(len(run), 8) - 1))
        else:
            words.append(run[:40])
    return words
