import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wangcai.kernel.ids
import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("booking", "0001_initial"),
        ("catalogue", "0001_initial"),
        ("customers", "0001_initial"),
        ("files", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Order",
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
                ("public_id", models.UUIDField(default=wangcai.kernel.ids.public_id, unique=True)),
                ("number", models.CharField(max_length=30)),
                (
                    "kind",
                    models.CharField(choices=[("sale", "Sale"), ("credit", "Credit")], default="sale", max_length=10),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("till", "Till"),
                            ("tablet", "Tablet"),
                            ("phone", "Phone"),
                            ("paper", "Paper"),
                            ("api", "Api"),
                            ("import", "Import"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "fulfilment",
                    models.CharField(
                        choices=[
                            ("counter", "Counter"),
                            ("pickup", "Pickup"),
                            ("delivery", "Delivery"),
                            ("visit", "Visit"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "已接单"),
                            ("confirmed", "已确认"),
                            ("picking", "配货中"),
                            ("ready", "待取/待发"),
                            ("shipped", "已发货"),
                            ("delivered", "已交付"),
                            ("completed", "已完成"),
                            ("cancelled", "已取消"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("contact_name", models.CharField(blank=True, max_length=80)),
                ("contact_phone", models.CharField(blank=True, max_length=20)),
                ("contact_mail", models.CharField(blank=True, max_length=120)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("wanted_at", models.DateTimeField(null=True)),
                ("occasion", models.CharField(blank=True, max_length=20)),
                ("wishes", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("discount_fen", models.BigIntegerField(default=0)),
                ("discount_reason", models.CharField(blank=True, max_length=120)),
                ("delivery_fen", models.BigIntegerField(default=0)),
                ("goods_fen", models.BigIntegerField(default=0)),
                ("total_fen", models.BigIntegerField(default=0)),
                ("placed_at", models.DateTimeField()),
                ("placed_by", models.CharField(max_length=40)),
                ("sold_at", models.DateTimeField(null=True)),
                ("source", models.CharField(blank=True, max_length=30)),
                ("external_ref", models.CharField(blank=True, max_length=60)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "store", "status", "due_at"], name="order_board"),
                    models.Index(fields=["chain", "store", "-id"], name="order_newest"),
                    models.Index(fields=["chain", "customer", "-id"], name="order_customer"),
                    models.Index(fields=["chain", "store", "sold_at"], name="order_sold"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "number"), name="order_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("external_ref", ""), _negated=True),
                        fields=("chain", "source", "external_ref"),
                        name="order_external",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discount_fen__gte", 0)), name="order_discount_not_negative"
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="OrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.order"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(default="goods", max_length=10)),
                (
                    "variant",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.pet"
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("quantity", models.IntegerField()),
                ("list_fen", models.BigIntegerField()),
                ("unit_fen", models.BigIntegerField()),
                ("discount_fen", models.BigIntegerField(default=0)),
                ("discount_reason", models.CharField(blank=True, max_length=120)),
                ("net_fen", models.BigIntegerField()),
                ("cost_fen", models.BigIntegerField(default=0)),
                ("flawed", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("stock_out", "Stock Out"),
                            ("picked", "Picked"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("picked", models.IntegerField(default=0)),
                ("accepted", models.IntegerField(default=0)),
            ],
            options={
                "ordering": ["position"],
                "indexes": [
                    models.Index(fields=["chain", "variant", "order"], name="order_line_variant"),
                    models.Index(
                        condition=models.Q(("booking__isnull", False)), fields=["booking"], name="order_line_booking"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "order", "position"), name="order_line_position"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity", 0), _negated=True), name="order_line_not_zero"
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="confirmations", to="orders.order"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("channel", models.CharField(max_length=10)),
                ("wishes", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("by_name", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "order", "version"), name="confirmation_once")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="OrderException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exceptions", to="orders.order"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exceptions", to="orders.orderline"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("stock_out", "Stock Out"), ("flawed", "Flawed"), ("short", "Short")], max_length=10
                    ),
                ),
                ("missing", models.PositiveIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("offer", models.JSONField(default=dict)),
                ("offered_at", models.DateTimeField(null=True)),
                ("offered_by", models.CharField(blank=True, max_length=40)),
                ("answer_due_at", models.DateTimeField(null=True)),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wait", "Wait"),
                            ("flawed", "Flawed"),
                            ("substitute", "Substitute"),
                            ("cancel", "Cancel"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_channel", models.CharField(blank=True, max_length=10)),
                ("answered_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("chain", "line"),
                        name="exception_one_open",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="HeldTicket",
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
                ("name", models.CharField(max_length=40)),
                ("content", models.JSONField()),
                ("held_at", models.DateTimeField()),
                ("held_by", models.CharField(max_length=40)),
                ("recalled_at", models.DateTimeField(null=True)),
                ("recalled_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("name", "")),
                        fields=("chain", "store", "held_by"),
                        name="ticket_one_open_per_till",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="PaperForm",
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
                ("number", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("printed", "Printed"), ("keyed", "Keyed"), ("void", "Void")],
                        default="printed",
                        max_length=10,
                    ),
                ),
                ("printed_at", models.DateTimeField()),
                ("printed_by", models.CharField(max_length=40)),
                (
                    "order",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "store", "number"), name="paper_form_number")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="IntakeLink",
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
                ("name", models.CharField(max_length=40)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("expires_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
