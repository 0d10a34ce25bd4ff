import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("event", models.CharField(max_length=40)),
                ("channel", models.CharField(max_length=10)),
                ("language", models.CharField(default="zh-hans", max_length=10)),
                ("subject", models.CharField(blank=True, max_length=120)),
                ("body", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chain", "event", "channel", "language"), name="message_template_once"
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "store",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                ("event", models.CharField(max_length=40)),
                ("channel", models.CharField(max_length=10)),
                ("address", models.CharField(max_length=120)),
                ("language", models.CharField(default="zh-hans", max_length=10)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("body", models.TextField()),
                ("marketing", models.BooleanField(default=False)),
                ("urgent", models.BooleanField(default=False)),
                ("others", models.JSONField(default=list)),
                ("dedupe", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(blank=True, max_length=30)),
                ("subject_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("held", "Held"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField()),
                ("provider_ref", models.CharField(blank=True, max_length=80)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "not_before"], name="message_due"),
                    models.Index(fields=["chain", "subject_kind", "subject_id"], name="message_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "dedupe", "channel", "address"), name="message_told_once")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Simulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("channel", models.CharField(max_length=10)),
                ("mode", models.CharField(blank=True, max_length=10)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "channel"), name="simulation_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="SimulatedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("channel", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=40)),
                ("address", models.CharField(max_length=120)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("body", models.TextField()),
                ("mode", models.CharField(blank=True, max_length=10)),
                ("delivered", models.PositiveSmallIntegerField(default=0)),
                ("received", models.PositiveSmallIntegerField(default=1)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "channel", "key"), name="simulated_message_once")
                ],
            },
        ),
    ]
