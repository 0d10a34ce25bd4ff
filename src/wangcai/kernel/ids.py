"""Names that leave the system: ordered public ids and secret link tokens."""

import hashlib
import os
import secrets
import time
import uuid


def public_id() -> uuid.UUID:
    """A uuid version 7: ordered by time, random enough to name things outside, never a secret."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (
        (milliseconds & (1 << 48) - 1) << 80
        | 0x7 << 76
        | (random >> 62 & 0xFFF) << 64
        | 0b10 << 62
        | random & (1 << 62) - 1
    )
    return uuid.UUID(int=value)


def secret_token() -> str:
    """A random token of 192 bits for links and programs. Only its digest is stored."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """What is stored of a secret token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
