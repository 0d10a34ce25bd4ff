import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import wangcai.kernel.ids
import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("customers", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Resource",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("worker", "Worker"),
                            ("table", "Table"),
                            ("room", "Room"),
                            ("dryer", "Dryer"),
                            ("ground", "Ground"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=60)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pace", models.PositiveSmallIntegerField(default=100)),
                ("area", models.CharField(blank=True, max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("species", models.CharField(blank=True, max_length=60)),
                ("most_weight_g", models.PositiveIntegerField(null=True)),
                ("most_height_cm", models.PositiveSmallIntegerField(null=True)),
                ("most_pets", models.PositiveSmallIntegerField(default=1)),
                ("quiet", models.BooleanField(default=False)),
                (
                    "offer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["kind", "area", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "code"), name="resource_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("account__isnull", False)),
                        fields=("chain", "store", "account"),
                        name="resource_account_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("pace__gt", 0)), name="resource_pace_positive"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Booking",
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
                ("visit", models.UUIDField(default=wangcai.kernel.ids.public_id)),
                ("public_id", models.UUIDField(default=wangcai.kernel.ids.public_id, unique=True)),
                ("kind", models.CharField(choices=[("slot", "Slot"), ("stay", "Stay")], default="slot", max_length=6)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("counter", "Counter"),
                            ("phone", "Phone"),
                            ("portal", "Portal"),
                            ("api", "Api"),
                            ("waitlist", "Waitlist"),
                        ],
                        default="counter",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "暂留"),
                            ("requested", "待店里确认"),
                            ("booked", "已预约"),
                            ("arrived", "已到店"),
                            ("started", "服务中"),
                            ("ready", "待接回"),
                            ("done", "已交接"),
                            ("cancelled", "已取消"),
                            ("no_show", "爽约"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.pet"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("addons", models.JSONField(default=list)),
                (
                    "worker",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.resource"
                    ),
                ),
                ("worker_wanted", models.BooleanField(default=False)),
                (
                    "room",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.resource"
                    ),
                ),
                (
                    "shares",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharers",
                        to="booking.booking",
                    ),
                ),
                ("slept", models.JSONField(null=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("price_from_fen", models.BigIntegerField(default=0)),
                ("price_to_fen", models.BigIntegerField(default=0)),
                ("deposit_fen", models.BigIntegerField(default=0)),
                ("wishes", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("held_until", models.DateTimeField(null=True)),
                ("coming_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "store", "starts_at"], name="booking_day"),
                    models.Index(
                        condition=models.Q(("room__isnull", False)),
                        fields=["chain", "store", "ends_at"],
                        name="booking_stay",
                    ),
                    models.Index(
                        condition=models.Q(("state", "requested")),
                        fields=["chain", "store", "starts_at"],
                        name="booking_asked",
                    ),
                    models.Index(fields=["chain", "pet", "-starts_at"], name="booking_pet"),
                    models.Index(fields=["chain", "customer", "-starts_at"], name="booking_customer"),
                    models.Index(fields=["chain", "visit"], name="booking_visit"),
                    models.Index(
                        condition=models.Q(("held_until__isnull", False)),
                        fields=["held_until"],
                        name="booking_held_until",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="booking_forward"
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="booking.resource"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="booking.booking",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("booking", "Booking"),
                            ("cleaning", "Cleaning"),
                            ("broken", "Broken"),
                            ("isolation", "Isolation"),
                            ("kept", "Kept"),
                        ],
                        default="booking",
                        max_length=10,
                    ),
                ),
                ("begins", models.BigIntegerField()),
                ("ends", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["resource", "begins", "ends"], name="hold_resource"),
                    models.Index(fields=["chain", "store", "begins"], name="hold_store"),
                    models.Index(
                        condition=models.Q(("booking__isnull", True)),
                        fields=["chain", "store", "begins"],
                        name="hold_block",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ends__gt", models.F("begins"))), name="hold_forward")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Waiting",
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
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.pet"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.resource"
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField()),
                ("nights", models.PositiveSmallIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("invited", "Invited"),
                            ("booked", "Booked"),
                            ("ended", "Ended"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                ("invited_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["made_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "invited"])),
                        fields=["chain", "store", "from_at"],
                        name="waiting_open",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("code", models.SlugField(max_length=30)),
                ("level", models.PositiveSmallIntegerField(default=1)),
                ("expires_on", models.DateField(null=True)),
                ("granted_at", models.DateTimeField()),
                ("granted_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "account", "code"), name="skill_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Shift",
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
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("planned_by", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [models.Index(fields=["chain", "store", "starts_at"], name="shift_store")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_forward"
                    ),
                    models.UniqueConstraint(fields=("chain", "account", "starts_at"), name="shift_once"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="shops.store"),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "ends_at"], name="leave_ends"),
                    models.Index(fields=["chain", "store", "ends_at"], name="leave_store"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="leave_forward"
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ShiftSwap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="swaps", to="booking.shift"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("agreed", "Agreed"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "agreed"])),
                        fields=("chain", "shift"),
                        name="shift_swap_one_open",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Cover",
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
                ("weekday", models.PositiveSmallIntegerField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("skill", models.SlugField(blank=True, max_length=30)),
                ("people", models.PositiveSmallIntegerField()),
            ],
        ),
    ]
