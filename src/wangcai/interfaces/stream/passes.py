"""A pass to listen to one store, signed and short-lived; it is in the address, so it opens nothing else."""

from typing import NamedTuple

from django.core import signing

SALT = "wangcai.stream"
LASTS = 15 * 60  # seconds from the page's question to the connection; a connection that stands goes on


class Topic(NamedTuple):
    """The store whose happenings are told."""

    chain_id: int
    store_id: int


def write_pass(chain_id: int, store_id: int) -> str:
    """A pass for one store of one chain."""
    return signing.dumps([chain_id, store_id], salt=SALT)


def read_pass(text: str) -> Topic | None:
    """The store of a pass; None where it is not ours or too old."""
    try:
        chain_id, store_id = signing.loads(text, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Topic(int(chain_id), int(store_id))
