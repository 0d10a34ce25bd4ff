import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import wangcai.kernel.ids
import wangcai.kernel.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        wangcai.kernel.tables.CreateTable(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("name", models.CharField(blank=True, max_length=60)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("public_id", models.UUIDField(default=wangcai.kernel.ids.public_id, unique=True)),
                ("code", models.CharField(max_length=20)),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="customers",
                        to="customers.household",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("salutation", models.CharField(blank=True, max_length=20)),
                ("wechat", models.CharField(blank=True, max_length=60)),
                ("mail", models.CharField(blank=True, max_length=120)),
                ("birthday", models.DateField(null=True)),
                (
                    "preferred_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Any"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("wechat", "Wechat"),
                            ("phone", "Phone"),
                        ],
                        max_length=10,
                    ),
                ),
                ("contact_hours", models.CharField(blank=True, max_length=60)),
                ("style", models.CharField(blank=True, max_length=200)),
                ("family", models.CharField(blank=True, max_length=300)),
                ("note", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "home_store",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="shops.store"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=30)),
                ("external_ref", models.CharField(blank=True, max_length=60)),
                ("blocked_at", models.DateTimeField(null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "code"), name="customer_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("external_ref", ""), _negated=True),
                        fields=("chain", "source", "external_ref"),
                        name="customer_external",
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="CodePad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("kind", models.CharField(max_length=10)),
                ("last", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "kind"), name="code_pad_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Phone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="phones", to="customers.customer"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("label", models.CharField(blank=True, max_length=20)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "id"],
                "indexes": [models.Index(fields=["chain", "number"], name="phone_number")],
                "constraints": [models.UniqueConstraint(fields=("chain", "customer", "number"), name="phone_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="customers.customer"
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=20)),
                ("text", models.CharField(max_length=200)),
                ("district", models.CharField(blank=True, max_length=60)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="customers.customer"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("service", "Service"),
                            ("marketing", "Marketing"),
                            ("photos", "Photos"),
                            ("data", "Data"),
                        ],
                        max_length=12,
                    ),
                ),
                ("channel", models.CharField(blank=True, max_length=10)),
                ("given", models.BooleanField()),
                ("source", models.CharField(max_length=30)),
                ("text_version", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Breed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "species",
                    models.CharField(
                        choices=[
                            ("cat", "Cat"),
                            ("dog", "Dog"),
                            ("rabbit", "Rabbit"),
                            ("bird", "Bird"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("aliases", models.JSONField(default=list)),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("toy", "Toy"),
                            ("small", "Small"),
                            ("medium", "Medium"),
                            ("large", "Large"),
                            ("giant", "Giant"),
                        ],
                        max_length=10,
                    ),
                ),
                ("short_nosed", models.BooleanField(default=False)),
                (
                    "coat",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("smooth", "Smooth"),
                            ("short", "Short"),
                            ("double", "Double"),
                            ("long", "Long"),
                            ("curly", "Curly"),
                            ("wire", "Wire"),
                            ("hairless", "Hairless"),
                        ],
                        max_length=10,
                    ),
                ),
                ("weight_from_g", models.PositiveIntegerField(null=True)),
                ("weight_to_g", models.PositiveIntegerField(null=True)),
                ("height_to_cm", models.PositiveSmallIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "species", "name"), name="breed_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Pet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("public_id", models.UUIDField(default=wangcai.kernel.ids.public_id, unique=True)),
                ("code", models.CharField(max_length=20)),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pets",
                        to="customers.household",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60)),
                (
                    "species",
                    models.CharField(
                        choices=[
                            ("cat", "Cat"),
                            ("dog", "Dog"),
                            ("rabbit", "Rabbit"),
                            ("bird", "Bird"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "breed",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.breed"
                    ),
                ),
                ("breed_text", models.CharField(blank=True, max_length=120)),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("", "Unknown"), ("f", "Female"), ("m", "Male")], max_length=1
                    ),
                ),
                ("neutered", models.BooleanField(null=True)),
                ("born_on", models.DateField(null=True)),
                ("born_estimated", models.BooleanField(default=False)),
                ("adopted_on", models.DateField(null=True)),
                ("coat", models.CharField(blank=True, max_length=60)),
                (
                    "coat_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("smooth", "Smooth"),
                            ("short", "Short"),
                            ("double", "Double"),
                            ("long", "Long"),
                            ("curly", "Curly"),
                            ("wire", "Wire"),
                            ("hairless", "Hairless"),
                        ],
                        max_length=10,
                    ),
                ),
                ("height_cm", models.PositiveSmallIntegerField(null=True)),
                ("temperament", models.CharField(blank=True, max_length=200)),
                ("health", models.TextField(blank=True)),
                ("allergies", models.CharField(blank=True, max_length=300)),
                ("diet", models.CharField(blank=True, max_length=300)),
                ("vet", models.CharField(blank=True, max_length=120)),
                ("chip", models.CharField(blank=True, max_length=30)),
                ("licence", models.CharField(blank=True, max_length=30)),
                ("note", models.TextField(blank=True)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=30)),
                ("external_ref", models.CharField(blank=True, max_length=60)),
                ("died_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "code"), name="pet_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("external_ref", ""), _negated=True),
                        fields=("chain", "source", "external_ref"),
                        name="pet_external",
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="PetMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="customers.pet"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.household"
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField(null=True)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Carer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carers", to="customers.pet"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cares", to="customers.customer"
                    ),
                ),
                ("owner", models.BooleanField(default=False)),
                ("may_collect", models.BooleanField(default=False)),
                ("pays", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "pet", "customer"), name="carer_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="customers.pet"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("chain", "pet", "kind"),
                        name="flag_once",
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="Weight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="weights", to="customers.pet"
                    ),
                ),
                ("grams", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="HealthRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="health_records", to="customers.pet"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("vaccine", "Vaccine"),
                            ("deworming", "Deworming"),
                            ("surgery", "Surgery"),
                            ("illness", "Illness"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.SlugField(max_length=30)),
                ("product", models.CharField(blank=True, max_length=80)),
                ("maker", models.CharField(blank=True, max_length=80)),
                ("batch", models.CharField(blank=True, max_length=40)),
                ("given_on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                (
                    "proof",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("verified_at", models.DateTimeField(null=True)),
                ("verified_by", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-given_on", "-id"],
                "indexes": [
                    models.Index(fields=["chain", "pet", "code"], name="health_pet"),
                    models.Index(fields=["chain", "due_on"], name="health_due"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="VaccinePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("species", models.CharField(max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("vaccine", "Vaccine"),
                            ("deworming", "Deworming"),
                            ("surgery", "Surgery"),
                            ("illness", "Illness"),
                        ],
                        default="vaccine",
                        max_length=10,
                    ),
                ),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=60)),
                ("months", models.PositiveSmallIntegerField()),
                ("required", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "species", "code"), name="vaccine_plan_once")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="IncompatiblePair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.pet"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.pet"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "other"], name="pair_other")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="pair_lower_first"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("chain", "one", "other"),
                        name="pair_once",
                    ),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="PetCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cards", to="customers.pet"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("template", models.CharField(default="classic", max_length=20)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("chain", "pet"), name="pet_card_one"
                    )
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="FoundNotice",
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
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.petcard"
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("finder_phone", models.CharField(blank=True, max_length=20)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("passed_on_at", models.DateTimeField(null=True)),
                ("passed_on_by", models.CharField(blank=True, max_length=40)),
            ],
        ),
        wangcai.kernel.tables.CreateTable(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                (
                    "pet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="customers.pet",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="customers.customer",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("health", "Health"), ("likes", "Likes"), ("style", "Style"), ("last", "Last")],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("private", models.BooleanField(default=False)),
                ("until", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("mentioned_at", models.DateTimeField(null=True)),
                ("mentioned_by", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chain", "pet", "-at"], name="remark_pet"),
                    models.Index(fields=["chain", "customer", "-at"], name="remark_customer"),
                ],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="PortalCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("number", models.CharField(max_length=20)),
                ("code_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "number", "-made_at"], name="portal_code_number")],
            },
        ),
        wangcai.kernel.tables.CreateTable(
            name="ShareLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("subject_kind", models.CharField(max_length=30)),
                ("subject_id", models.BigIntegerField()),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("made_by", models.CharField(max_length=40)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "subject_kind", "subject_id"], name="share_link_subject")],
            },
        ),
    ]
