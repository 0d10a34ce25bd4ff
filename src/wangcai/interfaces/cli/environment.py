"""What every command needs before it runs: the data folder, Django, and a way to fail politely."""

import argparse
import contextlib
import gc
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from wangcai.interfaces.cli.progress import bar

ROOT = Path(__file__).resolve().parents[4]


class CommandFailed(Exception):
    """Ends a command with exit code 1 and this sentence."""


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        metavar="DIR",
        help="数据文件夹（默认 WANGCAI_DATA，再默认 ./data）/ data folder (default: WANGCAI_DATA, then ./data)",
    )


def prepare(options: argparse.Namespace) -> None:
    """Hand the data folder to the settings, which read only the environment."""
    if options.data:
        os.environ["WANGCAI_DATA"] = str(Path(options.data).expanduser().resolve())
    elif not os.environ.get("WANGCAI_DATA"):
        # Said out loud once, so that every process a command starts means the same folder.
        os.environ["WANGCAI_DATA"] = str(Path.cwd() / "data")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangcai.settings")


def data_folder() -> Path:
    """The folder that holds the database, the photos and the keys of this shop."""
    return Path(os.environ["WANGCAI_DATA"])


def start_django() -> None:
    """Load the apps. Only commands that touch data call it."""
    import django

    # The static folder may stay empty; absent, it is worth a warning at every start.
    (data_folder() / "static").mkdir(parents=True, exist_ok=True)
    with collector_resting():
        django.setup()


@contextlib.contextmanager
def collector_resting() -> Iterator[None]:
    """While code is loaded everything stays; looking through it for garbage again and again is a tenth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def migrate() -> int:
    """Bring the tables up to date; safe to repeat. Returns how many migrations ran."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from wangcai.interfaces.health import nothing_to_migrate

    with contextlib.suppress(DatabaseError):
        if nothing_to_migrate():
            return 0
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        with bar("准备数据表 / tables", len(waiting)) as advance:
            call_command("migrate", interactive=False, no_color=True, stdout=Applied(advance))
    return len(waiting)


class Applied(io.StringIO):
    """Django says `Applying …` for each migration; all we want to know is that one more is done."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        super().__init__()
        self.advance = advance

    def write(self, text: str) -> int:
        self.advance(text.count(" OK"))
        return len(text)
