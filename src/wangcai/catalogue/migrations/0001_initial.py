import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import wangcai.kernel.ids
import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("files", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=40)),
                ("icon", models.CharField(default="package", max_length=30)),
                ("hue", models.CharField(default="orange", max_length=12)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [models.UniqueConstraint(fields=("chain", "code"), name="category_code")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("goods", "Goods"), ("service", "Service"), ("fee", "Fee")],
                        default="goods",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.category",
                    ),
                ),
                ("brand", models.CharField(blank=True, max_length=60)),
                ("species", models.CharField(blank=True, max_length=10)),
                ("description", models.TextField(blank=True)),
                ("ingredients", models.TextField(blank=True)),
                ("is_medicine", models.BooleanField(default=False)),
                ("is_food", models.BooleanField(default=False)),
                ("is_device", models.BooleanField(default=False)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Variant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("public_id", models.UUIDField(default=wangcai.kernel.ids.public_id, unique=True)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="variants", to="catalogue.product"
                    ),
                ),
                ("sku", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=160)),
                ("size", models.CharField(blank=True, max_length=30)),
                ("colour", models.CharField(blank=True, max_length=30)),
                ("weight_g", models.PositiveIntegerField(default=0)),
                ("price_fen", models.BigIntegerField()),
                ("cost_fen", models.BigIntegerField(default=0)),
                ("counted", models.BooleanField(default=True)),
                ("has_expiry", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "name", "id"], name="variant_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "sku"), name="variant_sku"),
                    models.CheckConstraint(
                        condition=models.Q(("price_fen__gte", 0)), name="variant_price_not_negative"
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Barcode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="barcodes", to="catalogue.variant"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("pieces", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "code"), name="barcode_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="StorePrice",
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
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="store_prices", to="catalogue.variant"
                    ),
                ),
                ("price_fen", models.BigIntegerField(null=True)),
                ("offered", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "variant"), name="store_price_once"),
                    models.CheckConstraint(
                        condition=models.Q(("price_fen__isnull", True), ("price_fen__gte", 0), _connector="OR"),
                        name="store_price_not_negative",
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "variant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="service", to="catalogue.variant"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("groom", "Groom"), ("board", "Board"), ("train", "Train"), ("health", "Health")],
                        max_length=8,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("buffer_minutes", models.PositiveSmallIntegerField(default=0)),
                ("needs", models.JSONField(default=list)),
                ("addon", models.BooleanField(default=False)),
                ("species", models.CharField(blank=True, max_length=60)),
                ("vaccines", models.JSONField(default=list)),
                ("sop", models.SlugField(blank=True, max_length=40)),
                ("agreement", models.SlugField(blank=True, max_length=40)),
                ("inquiry", models.SlugField(blank=True, max_length=40)),
                ("online", models.BooleanField(default=True)),
                ("confirms_itself", models.BooleanField(default=True)),
                ("deposit_fen", models.BigIntegerField(default=0)),
                ("deposit_basis_points", models.PositiveIntegerField(default=0)),
                ("photos_default", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Band",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="catalogue.variant"
                    ),
                ),
                ("species", models.CharField(blank=True, max_length=10)),
                ("size", models.CharField(blank=True, max_length=10)),
                ("up_to_g", models.PositiveIntegerField(null=True)),
                ("coat", models.CharField(blank=True, max_length=12)),
                (
                    "breed",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.breed"
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("price_fen", models.BigIntegerField(null=True)),
                ("price_to_fen", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "variant"], name="band_variant")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="band_minutes_positive")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="PetTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.pet"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("learned", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "pet", "variant"), name="pet_time_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Surcharge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=60)),
                (
                    "service_kind",
                    models.CharField(
                        blank=True,
                        choices=[("groom", "Groom"), ("board", "Board"), ("train", "Train"), ("health", "Health")],
                        max_length=8,
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("fixed", "Fixed"), ("minutes", "Minutes"), ("percent", "Percent"), ("day", "Day")],
                        default="fixed",
                        max_length=8,
                    ),
                ),
                ("amount", models.BigIntegerField(default=0)),
                ("when", models.CharField(blank=True, max_length=16)),
                ("ceiling_fen", models.BigIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["code"],
                "constraints": [models.UniqueConstraint(fields=("chain", "code"), name="surcharge_code")],
            },
        ),
    ]
