"""Running numbers of customers' and pets' files, chain-wide: K000123, P000456."""

from wangcai.kernel.public import fetch

LETTERS = {"customer": "K", "pet": "P"}


def next_codes(chain_id: int, kind: str, count: int = 1) -> list[str]:
    """Tear off `count` codes by one statement, inside the caller's transaction; `kind` is customer or pet."""
    letter = LETTERS[kind]
    last = fetch(
        "INSERT INTO customers_codepad (chain_id, kind, last) VALUES (%s, %s, %s)"
        " ON CONFLICT (chain_id, kind) DO UPDATE SET last = customers_codepad.last + %s RETURNING last",
        [chain_id, kind, count, count],
    )[0][0]
    return [f"{letter}{number:06d}" for number in range(last - count + 1, last + 1)]
