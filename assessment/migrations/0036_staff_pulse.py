"""Ask the staff of a business how it really is, without knowing who answers what."""

import django.db.models.deletion
from django.db import migrations, models

import assessment.foundation.links.keys


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0035_more_kinds_of_emails_to_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="PulseRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=assessment.foundation.links.keys.new_key,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("mail", "A link for each, by email"),
                            ("poster", "One poster with a code"),
                        ],
                        max_length=6,
                    ),
                ),
                ("people", models.PositiveSmallIntegerField()),
                ("threshold", models.PositiveSmallIntegerField()),
                ("asked_by", models.CharField(max_length=254)),
                ("started_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("shows_on", models.DateField()),
                ("reminds", models.BooleanField(default=False)),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("counted", models.PositiveSmallIntegerField(default=0)),
                ("counted_on", models.DateField()),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("answered", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("outcome", models.JSONField(blank=True, null=True)),
                ("words", models.JSONField(blank=True, default=list)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pulse_rounds",
                        to="assessment.business",
                    ),
                ),
                (
                    "model_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.modelversion",
                    ),
                ),
            ],
            options={
                "ordering": ("started_on", "key"),
            },
        ),
        migrations.CreateModel(
            name="PulseBox",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="box",
                        serialize=False,
                        to="assessment.pulseround",
                    ),
                ),
                ("sheets", models.JSONField(default=list)),
                ("words", models.JSONField(default=list)),
            ],
            options={
                "verbose_name_plural": "pulse boxes",
            },
        ),
        migrations.CreateModel(
            name="PulseAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="assessment.outgoingmail",
                    ),
                ),
                (
                    "reminder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="assessment.outgoingmail",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="assessment.pulseround",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "pulse addresses",
            },
        ),
        migrations.CreateModel(
            name="PulsePass",
            fields=[
                ("token_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("used", models.BooleanField(default=False)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passes",
                        to="assessment.pulseround",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "pulse passes",
            },
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.UniqueConstraint(
                models.F("business"),
                condition=models.Q(("closed_on", None)),
                name="pulse_round_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.UniqueConstraint(
                models.F("code_hash"),
                condition=models.Q(("code_hash", ""), _negated=True),
                name="pulse_round_code_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["mail", "poster"])), name="pulse_round_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", models.F("threshold")), ("threshold__gte", 4)),
                name="pulse_round_threshold",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_on__gte", models.F("started_on")),
                    ("shows_on__gte", models.F("closes_on")),
                ),
                name="pulse_round_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered", None), ("closed_on", None), ("outcome__isnull", True)),
                    models.Q(("answered__isnull", False), ("closed_on__isnull", False)),
                    _connector="OR",
                ),
                name="pulse_round_says_nothing_while_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__isnull", True),
                    ("answered__gte", models.F("threshold")),
                    _connector="OR",
                ),
                name="pulse_round_says_nothing_of_a_few",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseaddress",
            constraint=models.UniqueConstraint(
                models.F("round"), models.F("email"), name="pulse_address_once"
            ),
        ),
    ]
