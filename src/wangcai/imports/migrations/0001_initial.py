import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import wangcai.kernel.ids
import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("public_id", models.UUIDField(default=wangcai.kernel.ids.public_id, unique=True)),
                ("kind", models.CharField(max_length=20)),
                (
                    "store",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("path", models.CharField(max_length=400)),
                ("digest", models.CharField(max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("source", models.CharField(max_length=30)),
                (
                    "state",
                    models.CharField(
                        choices=[("ready", "Ready"), ("running", "Running"), ("done", "Done"), ("undone", "Undone")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("rows_in", models.PositiveIntegerField(default=0)),
                ("rows_stored", models.PositiveIntegerField(default=0)),
                ("rows_known", models.PositiveIntegerField(default=0)),
                ("rows_refused", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveIntegerField(default=0)),
                ("remarks", models.JSONField(default=dict)),
                ("started_by", models.CharField(max_length=40)),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("done_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["running", "done"])),
                        fields=("chain", "digest"),
                        name="import_run_once",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="imports.importrun"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("cell", models.CharField(blank=True, max_length=60)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("raw", models.JSONField(default=dict)),
                ("made_kind", models.CharField(blank=True, max_length=20)),
                ("made_id", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["run", "row"], name="import_row")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ImportMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("kind", models.CharField(max_length=20)),
                ("headers_digest", models.CharField(max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "kind", "headers_digest"), name="import_mapping_once")
                ],
            },
        ),
    ]
