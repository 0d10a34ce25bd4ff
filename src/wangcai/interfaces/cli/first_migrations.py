"""The first migration of an app, written from its models: every table is made whole by one operation.

Django's makemigrations adds indexes, constraints and many foreign keys afterwards. SQLite makes a table anew for most
of those, and Django its picture of all models (see `kernel/tables.py`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState
from django.db.migrations.writer import MigrationWriter
from django.utils import translation

from wangcai.interfaces.cli.environment import CommandFailed
from wangcai.kernel.tables import CreateTable

FIRST = "0001_initial"
Table = type[models.Model]


def our_apps() -> list[AppConfig]:
    """The apps of ours that have tables, in the order of the stages."""
    return [app for app in apps.get_app_configs() if app.name.startswith("wangcai.") and any(app.get_models())]


def first_migration(label: str) -> migrations.Migration:
    """The migration that makes all tables of an app as its models stand now."""
    tables, late = in_order(list(apps.get_app_config(label).get_models()))
    operations = [create(table, late.get(table, [])) for table in tables]
    operations += [add(table, field) for table, fields in late.items() for field in fields]
    made = type("Migration", (migrations.Migration,), {"initial": True, "operations": operations})(FIRST, label)
    made.dependencies = sorted({leaf(other) for table in tables for other in other_apps(table)})
    return made


def write(label: str) -> Path:
    """Write an app's first migration and return its file. Refuses where a later file changes the models, too."""
    refuse_later_changes(label)
    path = Path(apps.get_app_config(label).path, "migrations", f"{FIRST}.py")
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    # Like makemigrations: Django's own names ("last login") are written in the language of the source.
    with translation.override(None):
        text = MigrationWriter(first_migration(label), include_header=False).as_string()
    path.write_text(text, encoding="utf-8")
    return path


def refuse_later_changes(label: str) -> None:
    """What a later file adds to the models would be made twice."""
    by_hand = (migrations.RunPython, migrations.RunSQL)
    loader = MigrationLoader(None, load=False)
    loader.load_disk()  # without the graph: a new app's hand-written file may point at the first one before it is there
    for (app, name), migration in loader.disk_migrations.items():
        if app == label and name != FIRST and not all(isinstance(one, by_hand) for one in migration.operations):
            raise CommandFailed(
                f"{label}/migrations/{name}.py 也改了模型；删掉它再来，已发布的请用 makemigrations / "
                f"{name} changes the models as well: delete it first, or use makemigrations after a release"
            )


def in_order(tables: list[Table]) -> tuple[list[Table], dict[Table, list[models.Field]]]:
    """Tables after those they point at. In a circle the table whose pointers may be empty comes first and gets them late."""
    placed: list[Table] = []
    late: dict[Table, list[models.Field]] = {}
    waiting = list(tables)
    while waiting:
        ahead = {table: pointers(table, set(waiting) - {table}) for table in waiting}
        free = [table for table in waiting if not ahead[table]]
        chosen = (free or [table for table in waiting if all(field.null for field in ahead[table])])[0]
        if ahead[chosen]:
            late[chosen] = ahead[chosen]
        placed.append(chosen)
        waiting.remove(chosen)
    return placed, late


def pointers(table: Table, targets: set[Any]) -> list[models.Field]:
    """The fields of a table that point at one of the targets."""
    fields = [*table._meta.local_fields, *table._meta.local_many_to_many]
    return [field for field in fields if field.related_model in targets]


def create(table: Table, without: list[models.Field]) -> CreateTable:
    """One table with its columns, indexes and constraints."""
    state = ModelState.from_model(table)
    absent = {field.name for field in without}
    fields = [(name, field) for name, field in state.fields.items() if name not in absent]
    options = {name: value for name, value in state.options.items() if value or name not in ("indexes", "constraints")}
    options.pop("abstract", None)
    return CreateTable(state.name, fields, options, state.bases, state.managers)


def add(table: Table, field: models.Field) -> migrations.AddField:
    return migrations.AddField(table._meta.model_name, field.name, field.clone())


def other_apps(table: Table) -> Iterator[str]:
    """The apps whose tables this one points at."""
    for field in pointers(table, set(apps.get_models())):
        if field.related_model._meta.app_label != table._meta.app_label:
            yield field.related_model._meta.app_label


def leaf(label: str) -> tuple[str, str]:
    """What must have run before: our own tables are whole after the first file; of Django's apps all must have run."""
    if any(app.label == label for app in our_apps()):
        return label, FIRST
    return MigrationLoader(None).graph.leaf_nodes(label)[0]
