"""Add answers given apart, what both agreed, and the first answers of pairs that are measured."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0037_customer_survey"),
    ]

    operations = [
        migrations.AddField(
            model_name="retestanswer",
            name="first",
            field=models.CharField(
                blank=True,
                choices=[
                    ("0", "0"),
                    ("1", "1"),
                    ("2", "2"),
                    ("3", "3"),
                    ("dk", "dk"),
                    ("na", "na"),
                ],
                db_default="",
                default="",
                max_length=2,
            ),
        ),
        migrations.CreateModel(
            name="SecondOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("blind", models.BooleanField(default=False)),
                ("first_agrees", models.BooleanField(default=False)),
                ("second_agrees", models.BooleanField(default=False)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("revealed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("declined", "declined"),
                            ("called_off", "called off"),
                            ("expired", "not finished in time"),
                            ("left", "no longer has access"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_opinions",
                        to="assessment.assessment",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_opinions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SecondAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("practice", models.CharField(max_length=20)),
                ("value", models.CharField(blank=True, default="", max_length=2)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("first", models.CharField(blank=True, default="", max_length=2)),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="assessment.secondopinion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(blank=True, default="", max_length=2)),
                ("word", models.CharField(blank=True, default="", max_length=500)),
                ("find_out_by", models.DateField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("settled_at", models.DateTimeField()),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settlement",
                        to="assessment.secondanswer",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.UniqueConstraint(
                models.F("assessment"),
                condition=models.Q(("ended_at", None)),
                name="second_opinion_once_per_check",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ending", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ending__in", ["declined", "called_off", "expired", "left"]),
                        ("revealed_at", None),
                    ),
                    _connector="OR",
                ),
                name="second_opinion_ended_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revealed_at", None),
                    models.Q(("accepted_at__isnull", False), ("finished_at__isnull", False)),
                    _connector="OR",
                ),
                name="second_opinion_revealed_when_both_are_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("finished_at", None), ("accepted_at__isnull", False), _connector="OR"
                ),
                name="second_opinion_finished_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondanswer",
            constraint=models.UniqueConstraint(
                models.F("opinion"), models.F("practice"), name="second_answer_once_per_practice"
            ),
        ),
        migrations.AddConstraint(
            model_name="secondanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first__in", ["", "0", "1", "2", "3", "dk", "na"]),
                    ("value__in", ["", "0", "1", "2", "3", "dk", "na"]),
                ),
                name="second_answer_value",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("find_out_by__isnull", False), ("value", "")),
                    models.Q(
                        ("find_out_by", None),
                        ("value__in", ["", "0", "1", "2", "3", "dk", "na"]),
                        models.Q(("value", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="settlement_agreed_or_to_find_out",
            ),
        ),
    ]
