"""Migrated, empty databases, made once for each state of the migrations and copied into every test run.

Migrating takes seconds of a processor, copying almost none. SQLite is kept as a file, PostgreSQL as the statements
its own pg_dump writes. The key is the content of all migrations, the settings and Django's version.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.postgres import find_binaries

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "test-templates"


def copy_template(target: Path) -> None:
    """Put a migrated SQLite database at `target`, migrating first only when no fitting template is kept."""
    with kept("sqlite3") as template:
        if not template.exists():
            make_template(template)
        shutil.copyfile(template, target)


def copy_postgres(url: str, name: str) -> None:
    """Make the database `name` on the server of `url`, migrated. Without pg_dump it simply migrates."""
    place = url.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    with kept("sql") as template:
        if template.exists():
            with psycopg.connect(place, autocommit=True) as connection:
                connection.execute(template.read_bytes())
            return
        migrate({"DATABASE_URL": place})
        binaries = find_binaries()
        if binaries is not None and (binaries / "pg_dump").exists():
            command = [binaries / "pg_dump", "--inserts", "--no-owner", f"--dbname={place}"]
            done = subprocess.run(command, capture_output=True, check=False)
            if done.returncode == 0:
                # psql's own commands (\\restrict) mean nothing to the server.
                lines = [line for line in done.stdout.splitlines() if not line.startswith(b"\\")]
                template.write_bytes(b"\n".join(lines))


@contextlib.contextmanager
def kept(ending: str) -> Iterator[Path]:
    """The place of a template, while nobody else makes one; those of other migrations go."""
    CACHE.mkdir(parents=True, exist_ok=True)
    template = CACHE / f"{key_of_migrations()}.{ending}"
    with (CACHE / f"lock-{ending}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            for outdated in CACHE.glob(f"*.{ending}"):
                outdated.unlink()
        yield template


def key_of_migrations() -> str:
    import django

    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted((ROOT / "src" / "wangcai").rglob("migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    # A data migration may use code of ours that is no migration, and the settings list the apps.
    digest.update((ROOT / "src" / "wangcai" / "settings" / "__init__.py").read_bytes())
    return digest.hexdigest()[:24]


def make_template(template: Path) -> None:
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        migrate({"WANGCAI_DATA": folder, "DATABASE_URL": ""})
        Path(folder, "wangcai.sqlite3").replace(template)


def migrate(environment: dict[str, str]) -> None:
    """In a process of its own, so that this one never sees another database than its own."""
    code = (
        "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "wangcai.settings", **environment}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", env=environment, check=True)
