"""The index words of a subject and the words a query asks for: one design for both engines.

Every word begins with the chain, so another chain's rows are not even read, then (except for codes) with the kind,
then with a mark: `c` a whole code, telephone number or its tail, `e` a whole word, `p` a beginning. Beginnings are
written out, because reading one list of rows is all that FTS5 and GIN then have to do.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from wangcai.kernel.public import folded, query_words, search_words

LONGEST_BEGINNING = 12
MOST_WORDS = 400
TAILS = (4, 5, 6, 7, 8)
_LETTER = {"pet": "p", "customer": "u", "order": "o", "goods": "g"}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_PART = re.compile(r"[0-9a-z]+")


def document_words(
    chain_id: int, kind: str, *, texts: Iterable[str], codes: Iterable[str], phones: Iterable[str]
) -> list[str]:
    """Every index word of a subject, in a fixed order."""
    whole: set[str] = set()
    begun: set[str] = set()
    for text in texts:
        if text:
            of_text = text_words(text)
            whole |= of_text[0]
            begun |= of_text[1]
    exact: set[str] = set()
    for code in codes:
        exact |= code_words(code)
        begun |= beginnings(_joined(code), 3)
    for phone in map(_joined, phones):
        exact |= {phone} | {phone[-n:] for n in TAILS if len(phone) > n}
        begun |= beginnings(phone, 3)
    here = f"{chain_id}{_LETTER[kind]}"
    words = [f"{chain_id}c{w}" for w in sorted(exact) if w]
    words += [f"{here}e{w}" for w in sorted(whole)] + [f"{here}p{w}" for w in sorted(begun)]
    return words[:MOST_WORDS]


@lru_cache(maxsize=20_000)
def text_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """(whole words, beginnings) of a name. Names repeat: of an owner in each pet, of pets in each other."""
    found = search_words(text)
    whole = {w for w in found if not _HAN.match(w)} | {r[:40] for r in _HAN_RUN.findall(folded(text))}
    begun = {w for w in found if _HAN.match(w) and len(w) <= 2}
    for word in whole:
        begun |= beginnings(word, 2)
    return frozenset(whole), frozenset(begun)


def beginnings(word: str, shortest: int) -> set[str]:
    """`wang` → wa, wan, wang. Chinese runs are found by characters and pairs instead."""
    if _HAN.match(word):
        return set()
    found = {word[:n] for n in range(shortest, min(len(word), LONGEST_BEGINNING) + 1)}
    return found | {word} if len(word) >= shortest else found


def code_words(code: str) -> set[str]:
    """`XH261122-0042` → the whole, its last part 0042 and the bare number 42; `K000123` → also 123."""
    parts = _PART.findall(folded(code))
    if not parts:
        return set()
    found = {"".join(parts)[:40]}
    number = re.search(r"[0-9]+$", parts[-1])
    if number and (len(parts) > 1 or number.group() != parts[-1]):
        found |= {number.group(), number.group().lstrip("0")}
    return found - {""}


def _joined(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.lower()[:40]
    return "".join(_PART.findall(folded(text)))[:40]


def code_query(chain_id: int, text: str) -> list[str]:
    """The one word to ask for when the whole query is taken as a code or telephone number; none for Chinese text."""
    if _HAN.search(text):
        return []
    joined = _joined(text)
    without_country = re.sub(r"^(?:0086|86)(?=1[0-9]{10}$)", "", joined)
    return [f"{chain_id}c{without_country}"] if joined else []


def whole_query(chain_id: int, kind: str, text: str) -> list[str]:
    """The words to ask for when everything typed is whole words."""
    runs = _HAN_RUN.findall(folded(text)) + _PART.findall(folded(text))
    return [f"{chain_id}{_LETTER[kind]}e{r[:40]}" for r in runs[:6]]


def begun_query(chain_id: int, kind: str, text: str) -> list[str]:
    """The words to ask for when what was typed are beginnings; single Latin letters say too little and are passed over."""
    words = [w for w in query_words(text) if len(w) > 1 or _HAN.match(w)]
    return [f"{chain_id}{_LETTER[kind]}p{w}" for w in dict.fromkeys(words)]


def run_together(text: str) -> str:
    """`wang cai` → `wangcai`, where only Latin letters and digits were typed with blanks between; otherwise nothing."""
    parts = _PART.findall(folded(text))
    return "".join(parts) if len(parts) > 1 and not _HAN.search(text) else ""
