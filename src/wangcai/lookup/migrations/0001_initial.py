import django.db.models.deletion
from django.db import migrations, models

import wangcai.kernel.tables
import wangcai.lookup.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("store_id", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("pet", "Pet"), ("customer", "Customer"), ("order", "Order"), ("goods", "Goods")],
                        max_length=10,
                    ),
                ),
                ("target_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("words", wangcai.lookup.models.WordsField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "kind", "target_id"), name="document_once")],
            },
        ),
    ]
