"""`./wangcai migrations`: the first migration of an app is its models, every table made whole by one operation."""

import argparse

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from wangcai.interfaces.cli import first_migrations
from wangcai.interfaces.cli.commands import migrations as command
from wangcai.interfaces.cli.environment import CommandFailed
from wangcai.kernel.tables import CreateTable

LABELS = [app.label for app in apps.get_app_configs() if app.name.startswith("wangcai.") and any(app.get_models())]


@pytest.fixture(scope="module")
def on_disk():
    return MigrationLoader(None).disk_migrations


def test_the_migrations_are_the_models(db):
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    except SystemExit:
        pytest.fail("the models have changed: run `./wangcai migrations`")


@pytest.mark.parametrize("label", LABELS)
def test_the_first_migration_makes_each_table_whole(label, on_disk):
    operations = on_disk[label, "0001_initial"].operations
    assert {type(one) for one in operations} <= {CreateTable, migrations.AddField}
    assert len(operations) >= sum(1 for _table in apps.get_app_config(label).get_models())


def test_tables_stand_after_those_they_point_at_and_a_circle_is_closed_late():
    with isolate_apps("wangcai.work"):

        class Leaf(models.Model):
            branch = models.ForeignKey("Branch", models.CASCADE)

            class Meta:
                app_label = "work"

        class Branch(models.Model):
            first_leaf = models.ForeignKey(Leaf, models.SET_NULL, null=True)

            class Meta:
                app_label = "work"

    placed, late = first_migrations.in_order([Leaf, Branch])
    assert placed == [Branch, Leaf]
    assert late == {Branch: [Branch._meta.get_field("first_leaf")]}
    made = first_migrations.create(Branch, late[Branch])
    assert [name for name, _field in made.fields] == ["id"]


def test_a_later_file_that_changes_the_models_is_not_made_twice(monkeypatch):
    class Later(migrations.Migration):
        operations = [migrations.AddField("task", "mood", models.TextField())]

    def with_later(loader):
        read(loader)
        loader.disk_migrations["work", "0002_mood"] = Later("0002_mood", "work")

    read = MigrationLoader.load_disk
    monkeypatch.setattr(MigrationLoader, "load_disk", with_later)
    with pytest.raises(CommandFailed, match="0002_mood"):
        first_migrations.refuse_later_changes("work")
    first_migrations.refuse_later_changes("orders")


def test_hand_written_triggers_and_indexes_stay_in_files_of_their_own():
    for label in ("journal", "lookup"):
        first_migrations.refuse_later_changes(label)


def test_an_app_is_named_by_its_folder(capsys):
    with pytest.raises(CommandFailed, match="messages"):
        command.run(argparse.Namespace(app="outgoing"))
    assert capsys.readouterr().out == ""
