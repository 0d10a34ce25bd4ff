"""从备份恢复到一个空的数据文件夹；--check 只检查备份是否完好，什么都不改。

Restore a backup into an empty data folder; --check only proves that the backup is sound.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from wangcai.interfaces.cli.archive import sqlite_problems, unpack_archive
from wangcai.interfaces.cli.commands.backup import database_name, postgres_url
from wangcai.interfaces.cli.environment import CommandFailed, data_folder, start_django

NAME = "restore"
HELP = "从备份恢复 / restore a backup"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--check", action="store_true", help="只检查，不恢复 / only check, change nothing")


def run(options: argparse.Namespace) -> int:
    source: Path = options.file.expanduser().resolve()
    if not source.is_file():
        raise CommandFailed(f"没有这个文件 / no such file: {source}")
    place = None if options.check else data_folder()
    if place is not None:
        place.mkdir(parents=True, exist_ok=True)
    # Unpacked beside its place, so that the last step is a rename and cannot run out of disk.
    with tempfile.TemporaryDirectory(dir=place, prefix=".wangcai-restore-") as name:
        folder = Path(name)
        manifest = unpack_archive(source, folder)
        if manifest["engine"] == "sqlite":
            problems = sqlite_problems(folder / database_name("sqlite"))
            if problems:
                raise CommandFailed("备份里的数据库有问题 / the database is damaged: " + "; ".join(problems))
        figures = f"{manifest['engine']}, {manifest['made_at']}, {len(manifest['files'])} files"
        if options.check:
            print(f"备份完好 / the backup is sound: {figures}")
            return 0
        put_in_place(folder, manifest["engine"])
    print(f"已恢复 / restored: {data_folder()} ({figures})")
    return 0


def put_in_place(folder: Path, engine: str) -> None:
    """Move what was unpacked to where the settings look for it. Never overwrites a shop."""
    data = data_folder()
    if (data / "files").exists() and any((data / "files").iterdir()):
        raise CommandFailed(f"数据文件夹里已有照片，请换一个空的 / photos are already there: {data}")
    key, made_by_us = folder / "secret.key", not (data / "secret.key").exists()
    if key.exists() and not made_by_us and key.read_bytes() != (data / "secret.key").read_bytes():
        raise CommandFailed(f"这里已有另一家店，请用空的文件夹 / another shop lives here: {data}")
    if key.exists() and made_by_us:
        shutil.copyfile(key, data / "secret.key")
        (data / "secret.key").chmod(0o600)
    start_django()
    from django.conf import settings
    from django.db import connection

    if connection.vendor != engine:
        raise CommandFailed(
            f"备份来自 {engine}，这里是 {connection.vendor} / the backup is {engine}, this is {connection.vendor}"
        )
    if engine == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        if place.exists():
            raise CommandFailed(f"这里已有一家店，请用空的文件夹 / a shop lives here already: {place}")
        (folder / database_name(engine)).replace(place)
    else:
        load_postgres(folder / database_name(engine))
    if (folder / "files").exists():
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        shutil.move(folder / "files", settings.MEDIA_ROOT)


def load_postgres(dump: Path) -> None:
    from django.db import connection

    if connection.introspection.table_names():
        raise CommandFailed("数据库不是空的，请给一个空的数据库 / the database is not empty: give an empty one")
    tool = shutil.which("pg_restore")
    if not tool:
        raise CommandFailed("需要 pg_restore：sudo apt-get install postgresql-client / pg_restore is needed")
    url = postgres_url(connection.settings_dict)
    command = [tool, "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={url}", str(dump)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(f"pg_restore: {done.stderr.strip()[-500:]}")
