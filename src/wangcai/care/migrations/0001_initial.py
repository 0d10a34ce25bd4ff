import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("booking", "0001_initial"),
        ("catalogue", "0001_initial"),
        ("customers", "0001_initial"),
        ("files", "0001_initial"),
        ("knowledge", "0001_initial"),
        ("orders", "0001_initial"),
        ("shops", "0001_initial"),
        ("stock", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Visit",
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
                ("key", models.UUIDField(unique=True)),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"
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
                ("made_at", models.DateTimeField()),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="HealthInquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="knowledge.textversion"
                    ),
                ),
                ("first_visit", models.BooleanField(default=True)),
                ("answers", models.JSONField(default=dict)),
                ("red", models.JSONField(default=list)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("clear", "Clear"),
                            ("refuse", "Refuse"),
                            ("vet", "Vet"),
                            ("accept", "Accept"),
                        ],
                        max_length=8,
                    ),
                ),
                ("decision_reason", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("signer", models.CharField(blank=True, max_length=60)),
                (
                    "signature",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="CheckIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                ("weight_g", models.PositiveIntegerField(null=True)),
                ("stress", models.PositiveSmallIntegerField(null=True)),
                ("no_forced_contact", models.BooleanField(default=False)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("none", "None"), ("2h", "Two Hours"), ("evening", "Evening"), ("each", "Each")],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("live_view", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("read_back", "Read Back"),
                            ("signed", "Signed"),
                            ("replaced", "Replaced"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("items", models.JSONField(default=list)),
                ("cautions", models.JSONField(default=list)),
                ("extras", models.JSONField(default=list)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("price_fen", models.BigIntegerField(default=0)),
                ("ceiling_fen", models.BigIntegerField(default=0)),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="knowledge.textversion",
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("read_back_at", models.DateTimeField(null=True)),
                ("read_back_by", models.CharField(blank=True, max_length=40)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signer", models.CharField(blank=True, max_length=60)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("tablet", "Tablet"), ("link", "Link"), ("paper", "Paper")],
                        max_length=8,
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "booking", "number"), name="plan_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "signed")), fields=("chain", "booking"), name="plan_one_signed"
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ExtraRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.plan"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("code", models.SlugField(blank=True, max_length=30)),
                ("name", models.CharField(max_length=80)),
                ("price_fen", models.BigIntegerField()),
                ("reason", models.CharField(max_length=200)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("within_ceiling", models.BooleanField(default=False)),
                (
                    "answer",
                    models.CharField(blank=True, choices=[("", "Waiting"), ("yes", "Yes"), ("no", "No")], max_length=4),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=40)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=40)),
                ("answer_channel", models.CharField(blank=True, max_length=10)),
                (
                    "line",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.orderline"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "booking"], name="extra_booking")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("price_fen__gte", 0)), name="extra_price_not_negative")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                ("number", models.CharField(max_length=30)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("running", "Running"),
                            ("paused", "Paused"),
                            ("done", "Done"),
                            ("stopped", "Stopped"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sop",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="knowledge.textversion",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("running_since", models.DateTimeField(null=True)),
                ("worked_s", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("finished_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["open", "running", "paused"])),
                        fields=["chain", "worker"],
                        name="job_mine",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("chain", "store", "number"), name="job_number")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="JobStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "job",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="care.job"),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("text", models.CharField(max_length=200)),
                ("from_plan", models.BooleanField(default=False)),
                (
                    "need",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Tick"),
                            ("photo", "Photo"),
                            ("value", "Value"),
                            ("second", "Second"),
                            ("timer", "Timer"),
                            ("lot", "Lot"),
                        ],
                        max_length=8,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=12)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("required", models.BooleanField(default=True)),
                ("timer_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=40)),
                ("second_by", models.CharField(blank=True, max_length=40)),
                ("value", models.CharField(blank=True, max_length=60)),
                (
                    "lot",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.lot"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("skipped_reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("chain", "job", "position"), name="job_step_position")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.pet"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("breathing", "Breathing"),
                            ("temperature", "Temperature"),
                            ("mood", "Mood"),
                            ("appetite", "Appetite"),
                            ("stool", "Stool"),
                        ],
                        max_length=12,
                    ),
                ),
                ("value", models.IntegerField()),
                ("low", models.IntegerField(null=True)),
                ("high", models.IntegerField(null=True)),
                ("red", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("client_key", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "booking", "-at"], name="observation_booking")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("client_key__isnull", False)),
                        fields=("chain", "client_key"),
                        name="observation_once",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="JobPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="care.job"
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.observation"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("paused_at", models.DateTimeField()),
                ("paused_by", models.CharField(max_length=40)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("", "Open"), ("continue", "Continue"), ("stop", "Stop"), ("vet", "Vet")],
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("decider", models.CharField(blank=True, max_length=60)),
                ("channel", models.CharField(blank=True, max_length=10)),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("chain", "job"),
                        name="job_pause_one_open",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ContactAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="care.jobpause"
                    ),
                ),
                ("way", models.CharField(max_length=10)),
                ("reached", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Incident",
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
                    "booking",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.pet"
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
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bite", "Bite"),
                            ("cut", "Cut"),
                            ("escape", "Escape"),
                            ("illness", "Illness"),
                            ("death", "Death"),
                            ("damage", "Damage"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=80)),
                ("what", models.TextField()),
                ("photos", models.JSONField(default=list)),
                ("first_aid", models.TextField(blank=True)),
                ("vet", models.CharField(blank=True, max_length=120)),
                ("cost_fen", models.BigIntegerField(default=0)),
                ("owner_told_at", models.DateTimeField(null=True)),
                ("owner_told_by", models.CharField(blank=True, max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=40)),
                ("outcome", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "store", "-happened_at"], name="incident_store")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Camera",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.resource"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                ("name", models.CharField(max_length=60)),
                ("address", models.CharField(max_length=300)),
                ("opens", models.TimeField(default="08:00")),
                ("closes", models.TimeField(default="21:00")),
                ("minutes_a_day", models.PositiveSmallIntegerField(default=60)),
                ("seen_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("chain", "room"),
                        name="camera_one_per_room",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ViewGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="care.camera"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("minutes_a_day", models.PositiveSmallIntegerField()),
                ("most_viewers", models.PositiveSmallIntegerField(default=2)),
                ("starts_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=20)),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("chain", "booking"),
                        name="view_grant_one_open",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Viewing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="viewings", to="care.viewgrant"
                    ),
                ),
                ("viewer", models.CharField(max_length=64)),
                ("day", models.DateField()),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("seconds", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "grant", "viewer", "day"), name="viewing_once")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="PremisesCheck",
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
                ("day", models.DateField()),
                ("round", models.CharField(choices=[("opening", "Opening"), ("closing", "Closing")], max_length=8)),
                ("items", models.JSONField(default=list)),
                ("temperature", models.IntegerField(null=True)),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "day", "round"), name="premises_check_once")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="QueueTicket",
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
                        choices=[("service", "Service"), ("guide", "Guide")], default="service", max_length=8
                    ),
                ),
                ("day", models.DateField()),
                ("number", models.PositiveIntegerField()),
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
                    "booking",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                ("token_hash", models.CharField(blank=True, max_length=64)),
                ("came_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "guide",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("trials", models.JSONField(default=list)),
                ("bought", models.BooleanField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "store", "came_at"], name="queue_store")],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "store", "day", "kind", "number"), name="queue_number")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="CareSchedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("feed", "Feed"), ("medicine", "Medicine"), ("walk", "Walk")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "source",
                    models.CharField(choices=[("home", "Home"), ("shop", "Shop")], default="home", max_length=6),
                ),
                ("grams", models.PositiveIntegerField(default=0)),
                ("dose", models.CharField(blank=True, max_length=60)),
                ("times", models.JSONField(default=list)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "fee",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.variant"
                    ),
                ),
                ("fee_per", models.CharField(choices=[("give", "Give"), ("day", "Day")], default="give", max_length=4)),
                ("fee_fen", models.BigIntegerField(default=0)),
                (
                    "line",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.orderline"
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.extrarequest"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="CareRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="care.careschedule"
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Due"),
                            ("given", "Given"),
                            ("partly", "Partly"),
                            ("refused", "Refused"),
                            ("dropped", "Dropped"),
                        ],
                        default="due",
                        max_length=8,
                    ),
                ),
                ("grams", models.PositiveIntegerField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("at", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, max_length=40)),
                (
                    "line",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.orderline"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "store", "due_at"], name="care_round_store")],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "schedule", "due_at"), name="care_round_once")
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="RoomCleaning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.resource"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.store"),
                ),
                ("day", models.DateField()),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=40)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("escalated_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "store", "day"], name="room_cleaning_store")],
                "constraints": [models.UniqueConstraint(fields=("chain", "room", "day"), name="room_cleaning_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Media",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.pet"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("photo", "Photo"), ("video", "Video")], default="photo", max_length=6),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("update", "Update"),
                            ("arrival", "Arrival"),
                            ("after", "After"),
                            ("step", "Step"),
                            ("incident", "Incident"),
                        ],
                        default="update",
                        max_length=10,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("other_pets", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("client_key", models.UUIDField()),
                ("taken_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "booking", "-taken_at"], name="media_booking"),
                    models.Index(
                        condition=models.Q(("purpose", "update"), ("told_at__isnull", True)),
                        fields=["chain", "booking"],
                        name="media_untold",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("chain", "client_key"), name="media_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Belonging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("quantity", models.PositiveSmallIntegerField(default=1)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("returned_at", models.DateTimeField(null=True)),
                ("returned_by", models.CharField(blank=True, max_length=40)),
                ("missing_note", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "booking"], name="belonging_booking")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Programme",
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
                ("name", models.CharField(max_length=80)),
                ("sessions", models.PositiveSmallIntegerField(default=1)),
                ("goals", models.JSONField(default=list)),
                ("criteria", models.JSONField(default=list)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Enrollment",
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.programme"
                    ),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.pet"
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
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Running"), ("passed", "Passed"), ("ended", "Ended")],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("goals", models.JSONField(default=list)),
                ("criteria", models.JSONField(default=list)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=40)),
                (
                    "approver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "pet"], name="enrollment_pet")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="care.enrollment"
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="booking.booking"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("scores", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
                ("homework", models.TextField(blank=True)),
                (
                    "media",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.media"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "enrollment", "number"), name="session_number")
                ],
            },
        ),
    ]
