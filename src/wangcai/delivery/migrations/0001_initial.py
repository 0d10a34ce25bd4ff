import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("files", "0001_initial"),
        ("orders", "0001_initial"),
        ("shops", "0001_initial"),
        ("stock", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="PickList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"),
                ),
                (
                    "picker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("picked", "Picked"), ("dropped", "Dropped")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("picked_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("chain", "order"), name="pick_list_one_open"
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="PickLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pick_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="delivery.picklist"
                    ),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.orderline"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                (
                    "bin",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.bin"),
                ),
                (
                    "lot",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.lot"),
                ),
                ("walk", models.PositiveIntegerField(default=0)),
                ("quantity", models.PositiveIntegerField()),
                ("picked", models.PositiveIntegerField(default=0)),
                ("short", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["walk", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quantity__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("picked"), "+", models.F("short")
                                ),
                            )
                        ),
                        name="pick_not_more_than_asked",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="QualityCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.orderline"
                    ),
                ),
                ("passed", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Package",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"),
                ),
                ("number", models.CharField(max_length=40)),
                ("packed_at", models.DateTimeField()),
                ("packed_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "number"), name="package_number")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                ("number", models.CharField(max_length=30)),
                (
                    "driver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("slot_from", models.DateTimeField()),
                ("slot_to", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("out", "Out"), ("back", "Back"), ("dropped", "Dropped")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("out_at", models.DateTimeField(null=True)),
                ("back_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "number"), name="run_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "out")), fields=("chain", "driver"), name="driver_one_run_out"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["planned", "out"])),
                        fields=("chain", "driver", "slot_from"),
                        name="driver_one_run_a_slot",
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Shipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("courier", "Courier"),
                            ("same_city", "Same City"),
                            ("rider", "Rider"),
                            ("own_driver", "Own Driver"),
                        ],
                        max_length=12,
                    ),
                ),
                ("price_fen", models.BigIntegerField(default=0)),
                ("promised_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("carrier", models.CharField(blank=True, max_length=40)),
                ("tracking", models.CharField(blank=True, max_length=60)),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipments",
                        to="delivery.run",
                    ),
                ),
                ("stop", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("chosen", "Chosen"),
                            ("on_the_way", "On The Way"),
                            ("arrived", "Arrived"),
                            ("failed", "Failed"),
                            ("dropped", "Dropped"),
                        ],
                        default="chosen",
                        max_length=12,
                    ),
                ),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by", models.CharField(max_length=40)),
                ("left_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "carrier", "tracking"], name="shipment_tracking"),
                    models.Index(
                        condition=models.Q(("state", "on_the_way")),
                        fields=["state", "heard_at"],
                        name="shipment_silent",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["chosen", "on_the_way"])),
                        fields=("chain", "order"),
                        name="shipment_one_open",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="shops.store"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("courier", "Courier"),
                            ("same_city", "Same City"),
                            ("rider", "Rider"),
                            ("own_driver", "Own Driver"),
                        ],
                        max_length=12,
                    ),
                ),
                ("up_to_km", models.FloatField()),
                ("base_fen", models.BigIntegerField()),
                ("per_km_fen", models.BigIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField()),
                ("active", models.BooleanField(default=True)),
            ],
        ),
    ]
