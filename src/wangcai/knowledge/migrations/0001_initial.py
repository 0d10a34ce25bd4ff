import django.db.models.deletion
from django.db import migrations, models

import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Text",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sop", "Sop"),
                            ("agreement", "Agreement"),
                            ("inquiry", "Inquiry"),
                            ("advice", "Advice"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("title", models.CharField(max_length=80)),
                ("species", models.CharField(blank=True, max_length=10)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["kind", "code"],
                "constraints": [models.UniqueConstraint(fields=("chain", "kind", "code"), name="text_code")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="TextVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="knowledge.text"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("chain", "text", "number"), name="text_version_once")],
            },
        ),
    ]
