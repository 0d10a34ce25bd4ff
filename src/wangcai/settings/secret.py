"""The signing key of a shop that was not given one: made once, kept beside its data, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Return the key kept in the data folder; make it on first use. Two processes that start at once agree."""
    path = data / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
