import django.db.models.deletion
from django.db import migrations, models

import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("files", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Bin",
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
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(blank=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("shelf", "Shelf"), ("store_room", "Store Room"), ("damaged", "Damaged")],
                        default="shelf",
                        max_length=12,
                    ),
                ),
                ("walk", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["walk", "code"],
                "constraints": [models.UniqueConstraint(fields=("chain", "store", "code"), name="bin_code")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("expires_on", models.DateField(null=True)),
                ("cost_fen", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "variant", "code"), name="lot_code")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Level",
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
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("on_hand", models.BigIntegerField(default=0)),
                ("promised", models.BigIntegerField(default=0)),
                ("low_at", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "variant"), name="level_once"),
                    models.CheckConstraint(
                        condition=models.Q(("promised__gte", 0)), name="level_promised_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("promised__lte", models.F("on_hand"))), name="level_never_oversold"
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Holding",
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
                ("quantity", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "variant", "bin", "lot"), name="holding_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 0)), name="holding_not_negative"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Move",
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
                ("quantity", models.BigIntegerField()),
                ("sellable", models.BooleanField(default=True)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("receipt", "Receipt"),
                            ("sale", "Sale"),
                            ("return", "Return"),
                            ("transfer", "Transfer"),
                            ("count", "Count"),
                            ("adjust", "Adjust"),
                            ("rebin", "Rebin"),
                            ("damage", "Damage"),
                            ("use", "Use"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("cost_fen", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "store", "variant", "id"], name="move_variant"),
                    models.Index(fields=["chain", "subject_kind", "subject_id"], name="move_subject"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Promise",
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
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("quantity", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(choices=[("open", "Open"), ("kept", "Kept")], default="open", max_length=10),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["chain", "store", "variant"], name="promise_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "subject_kind", "subject_id"), name="promise_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="promise_positive"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Receipt",
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
                ("supplier", models.CharField(blank=True, max_length=80)),
                ("paper", models.CharField(blank=True, max_length=60)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "store", "number"), name="receipt_number")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ReceiptLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="stock.receipt"
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
                ("quantity", models.PositiveIntegerField()),
                ("cost_fen", models.BigIntegerField(default=0)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("number", models.CharField(max_length=30)),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                (
                    "target",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("sent", "Sent"), ("received", "Received")], default="sent", max_length=10
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=40)),
                ("received_at", models.DateTimeField(null=True)),
                ("received_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "source", "number"), name="transfer_number")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="TransferLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="stock.transfer"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.lot"),
                ),
                ("quantity", models.PositiveIntegerField()),
                ("received", models.PositiveIntegerField(null=True)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Stocktake",
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
                    "state",
                    models.CharField(
                        choices=[("counting", "Counting"), ("approved", "Approved"), ("dropped", "Dropped")],
                        default="counting",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("started_by", models.CharField(max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=40)),
                ("bins", models.ManyToManyField(related_name="+", to="stock.bin")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "store", "number"), name="stocktake_number")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Count",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "stocktake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="stock.stocktake"
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
                ("counted", models.PositiveIntegerField()),
                ("book", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "stocktake", "variant", "bin", "lot"), name="count_once")
                ],
            },
        ),
    ]
