import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain_id", models.BigIntegerField()),
                ("store_id", models.BigIntegerField(null=True)),
                ("what", models.CharField(max_length=60)),
                ("stage", models.CharField(default="", max_length=12)),
                ("subject_kind", models.CharField(max_length=30)),
                ("subject_id", models.BigIntegerField()),
                ("customer_id", models.BigIntegerField(null=True)),
                ("pet_id", models.BigIntegerField(null=True)),
                ("facts", models.JSONField(default=dict)),
                ("actor", models.CharField(max_length=40)),
                ("cause_id", models.BigIntegerField(null=True)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("xact", models.BigIntegerField(db_default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain_id", "subject_kind", "subject_id", "id"], name="entry_subject"),
                    models.Index(
                        condition=models.Q(("customer_id__isnull", False)),
                        fields=["chain_id", "customer_id", "happened_at", "id"],
                        name="entry_customer",
                    ),
                    models.Index(
                        condition=models.Q(("pet_id__isnull", False)),
                        fields=["chain_id", "pet_id", "happened_at", "id"],
                        name="entry_pet",
                    ),
                    models.Index(fields=["xact", "id"], name="entry_order"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain_id", models.BigIntegerField()),
                ("actor", models.CharField(max_length=40)),
                ("route", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=80)),
                ("body_hash", models.CharField(max_length=64)),
                ("answer", models.TextField(default="null")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain_id", "actor", "route", "key"), name="answer_once")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Reader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("xact", models.BigIntegerField(default=0)),
                ("entry_id", models.BigIntegerField(default=0)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Setback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                ("reaction", models.CharField(max_length=120)),
                ("attempts", models.PositiveIntegerField(default=1)),
                ("next_at", models.DateTimeField()),
                ("error", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "reaction"), name="setback_once")],
            },
        ),
    ]
