"""The backup file: one .tar.gz with the database, the photos, the signing key and a manifest of hashes."""

import hashlib
import io
import json
import sqlite3
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from wangcai.interfaces.cli.environment import CommandFailed

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


def write_archive(target: Path, members: list[tuple[str, Path]], facts: dict[str, Any]) -> dict[str, Any]:
    """Write files under the given names, the manifest last. The file appears whole or not at all."""
    partial = target.with_name(target.name + ".part")
    hashes = {}
    try:
        with tarfile.open(partial, "w:gz", compresslevel=6) as archive:
            for name, path in members:
                with path.open("rb") as file:
                    hashes[name] = add_file(archive, name, file, path.stat().st_size)
            manifest = {"format": FORMAT, **facts, "files": hashes}
            content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size, entry.mtime = len(content), int(time.time())
            archive.addfile(entry, io.BytesIO(content))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def add_file(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> str:
    """Add one file and return the hash of exactly the bytes that went in."""
    reader = HashingReader(file)
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(time.time())
    archive.addfile(entry, reader)  # type: ignore[arg-type]  only read() is used
    return reader.digest.hexdigest()


class HashingReader:
    """Passes reads through and remembers their hash."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def unpack_archive(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack into `folder` and compare every hash. Refuses damage, missing files and strangers' paths."""
    seen: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(source, "r:gz") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isfile() else None
                if content is None:
                    raise CommandFailed(f"备份里有不认识的东西 / unexpected entry: {entry.name}")
                if entry.name == MANIFEST:
                    manifest = json.loads(content.read())
                    continue
                seen[entry.name] = write_member(content, inside(folder, entry.name))
    except (OSError, EOFError, tarfile.TarError, ValueError) as damage:
        raise CommandFailed(f"备份文件读不出来 / cannot read the backup: {source}: {damage}") from damage
    if manifest is None or manifest.get("format") != FORMAT:
        raise CommandFailed(f"不是旺财的备份，或不完整 / not a whole Wangcai backup: {source}")
    if manifest["files"] != seen:
        wrong = sorted(name for name, value in manifest["files"].items() if seen.get(name) != value)
        raise CommandFailed(f"备份已损坏 / damaged: {', '.join(wrong[:5]) or 'extra files'}")
    return manifest


def inside(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if folder.resolve() not in path.parents:
        raise CommandFailed(f"备份里的路径不对 / path outside the backup: {name}")
    return path


def write_member(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        while data := content.read(CHUNK):
            digest.update(data)
            file.write(data)
    return digest.hexdigest()


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy while the shop goes on working (SQLite's online backup)."""
    with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=2048)


def sqlite_problems(path: Path) -> list[str]:
    """What SQLite's own check finds; an empty list means sound."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        rows = [row[0] for row in database.execute("PRAGMA integrity_check(10)")]
        broken = database.execute("PRAGMA foreign_key_check").fetchmany(10)
    problems = [] if rows == ["ok"] else rows
    return problems + [f"{table} row {row}: no such {parent}" for table, row, parent, _key in broken]


def files_below(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    """(name in the archive, path) of every file below a folder."""
    if folder.exists():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield f"{prefix}/{path.relative_to(folder).as_posix()}", path
