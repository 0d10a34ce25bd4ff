"""把数据库、照片和密钥写进一个文件；店里照常营业。

Write database, photos and signing key into one file while the shop goes on working.
"""

import argparse
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wangcai.interfaces.cli.archive import copy_sqlite, files_below, write_archive
from wangcai.interfaces.cli.environment import CommandFailed, data_folder, start_django

NAME = "backup"
HELP = "备份到一个文件 / back up into one file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="例如 / for example wangcai-2026-11-22.tar.gz")


def run(options: argparse.Namespace) -> int:
    start_django()
    target: Path = options.file.expanduser().resolve()
    if not target.parent.is_dir():
        raise CommandFailed(f"没有这个文件夹 / no such folder: {target.parent}")
    manifest = back_up(target)
    size = target.stat().st_size / 1e6
    print(f"已备份 / backed up: {target} ({size:.1f} MB, {len(manifest['files'])} files)")
    return 0


def back_up(target: Path) -> dict[str, Any]:
    """The database first, the photos after it: every photo the copy speaks of is then in the file."""
    from django.conf import settings
    from django.db import connection

    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".wangcai-backup-") as folder:
        database = Path(folder) / database_name(connection.vendor)
        if connection.vendor == "sqlite":
            copy_sqlite(Path(connection.settings_dict["NAME"]), database)
        else:
            dump_postgres(connection.settings_dict, database)
        members = [(database.name, database), *files_below(Path(settings.MEDIA_ROOT), "files")]
        key = data_folder() / "secret.key"
        if key.exists():
            members.append(("secret.key", key))
        facts = {"engine": connection.vendor, "made_at": datetime.now(UTC).isoformat(timespec="seconds")}
        return write_archive(target, members, facts)


def database_name(vendor: str) -> str:
    return "database.sqlite3" if vendor == "sqlite" else "database.pgdump"


def dump_postgres(database: dict[str, Any], target: Path) -> None:
    """PostgreSQL's own tool knows best; without it we refuse rather than half-do."""
    tool = shutil.which("pg_dump")
    if not tool:
        raise CommandFailed(
            "备份 PostgreSQL 需要 pg_dump，请先安装：sudo apt-get install postgresql-client / "
            "pg_dump is needed: sudo apt-get install postgresql-client"
        )
    command = [
        tool,
        "--format=custom",
        "--no-owner",
        f"--file={target}",
        f"--dbname={postgres_url(database)}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(f"pg_dump: {done.stderr.strip()[-500:]}")


def postgres_url(database: dict[str, Any]) -> str:
    """The connection as libpq reads it, with every part quoted."""
    from urllib.parse import quote

    user = quote(database["USER"], safe="")
    password = f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else ""
    host, port = quote(str(database["HOST"]), safe=""), f":{database['PORT']}" if database["PORT"] else ""
    return f"postgresql://{user}{password}@{host}{port}/{quote(str(database['NAME']), safe='')}"
