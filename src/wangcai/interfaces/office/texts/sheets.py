"""Between the content of a text and the fields of its form: one row per step or question, three empty ones below."""

import re
from typing import Any

from wangcai.knowledge.public import Text

EMPTY_ROWS = 3
MOST_ROWS = 63
# A line of an answer list that begins so is red: `! 腹泻`.
RED = re.compile(r"^[!！]\s*")


def blank_sheet() -> dict[str, Any]:
    return {"rows": [{"n": n, "place": n} for n in range(1, 9)], "words": "", "code": ""}


def sheet_of(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """What stands in the form when a wording is opened."""
    if kind == Text.Kind.SOP:
        return {"rows": _numbered(content["steps"])}
    if kind == Text.Kind.INQUIRY:
        return {"rows": _numbered([{**q, "options": _options_text(q)} for q in content["questions"]])}
    return {"rows": [], "words": content["text"]}


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    full = [*rows, *({} for _ in range(EMPTY_ROWS))]
    return [{**row, "n": n, "place": n} for n, row in enumerate(full, start=1)]


def _options_text(question: dict[str, Any]) -> str:
    """The answers a line each; a red one is marked. Yes and no need no list unless one is red."""
    red = question["red"]
    if question["kind"] == "yes_no":
        words = {"yes": "是", "no": "否"}
        return "\n".join(f"! {words[code]}" for code in red)
    return "\n".join(f"{'! ' if c['code'] in red else ''}{c['text']}" for c in question["choices"])


def typed_sheet(kind: str, sent: Any) -> dict[str, Any]:
    """The rows as they were sent, for a form that comes back with a refusal."""
    if kind in (Text.Kind.AGREEMENT, Text.Kind.ADVICE):
        return {"rows": [], "words": sent.get("words", "")}
    return {"rows": _sent_rows(sent)}


def _sent_rows(sent: Any) -> list[dict[str, Any]]:
    rows = []
    for n in range(1, MOST_ROWS + 1):
        if f"text-{n}" not in sent:
            continue
        row = {
            name: sent.get(f"{name}-{n}", "").strip() for name in ("code", "text", "need", "minutes", "unit", "kind")
        }
        place = sent.get(f"place-{n}", "")
        rows.append({
            **row,
            "n": n,
            "place": int(place) if place.isdigit() else n,
            "required": bool(sent.get(f"required-{n}")),
            "first_visit_only": bool(sent.get(f"first-{n}")),
            "options": sent.get(f"options-{n}", ""),
        })  # fmt: skip
    return rows


def content_of(kind: str, sent: Any, before: dict[str, Any]) -> dict[str, Any]:
    """The content a form asks for. Codes of steps and answers that were there stay, new ones get the next free."""
    if kind in (Text.Kind.AGREEMENT, Text.Kind.ADVICE):
        return {"text": sent.get("words", "")}
    rows = sorted((row for row in _sent_rows(sent) if row["text"]), key=lambda row: (row["place"], row["n"]))
    taken = {row["code"] for row in rows if row["code"]}
    for row in rows:
        row["code"] = row["code"] or _free("s" if kind == Text.Kind.SOP else "q", taken)
    if kind == Text.Kind.SOP:
        return {"steps": [_step(row) for row in rows]}
    known = {question["code"]: question for question in before.get("questions", [])}
    return {"questions": [_question(row, known.get(row["code"], {})) for row in rows]}


def _free(letter: str, taken: set[str]) -> str:
    code = next(f"{letter}{n}" for n in range(1, 999) if f"{letter}{n}" not in taken)
    taken.add(code)
    return code


def _step(row: dict[str, Any]) -> dict[str, Any]:
    minutes = int(row["minutes"]) if row["minutes"].isdigit() else 0
    return {name: row[name] for name in ("code", "text", "need", "unit", "required")} | {"minutes": minutes}


def _question(row: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """One question; answers that keep their words keep their codes, so older answers stay readable."""
    lines = [line.strip() for line in row["options"].splitlines() if line.strip()]
    codes = {choice["text"]: choice["code"] for choice in before.get("choices", [])}
    taken, choices, red = set(codes.values()), [], []
    for line in lines:
        words = RED.sub("", line)
        code = {"是": "yes", "否": "no"}.get(words) if row["kind"] == "yes_no" else codes.get(words)
        code = code or _free("a", taken)
        choices.append({"code": code, "text": words})
        if RED.match(line):
            red.append(code)
    return {
        "code": row["code"],
        "text": row["text"],
        "kind": row["kind"] or "yes_no",
        "choices": choices,
        "red": red,
        "first_visit_only": row["first_visit_only"],
        "required": row["required"],
    }
