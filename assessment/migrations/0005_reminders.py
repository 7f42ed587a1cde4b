"""Add reminders, and the people who have paused them."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0004_what_became_of_a_plan")]

    operations = [
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("check_due", "When a check is due"),
                            ("action_due", "When an action is due in three days"),
                            ("late", "On Mondays, while something is late"),
                            ("summary", "At the end of a quarter, in short"),
                        ],
                        max_length=20,
                    ),
                ),
                ("helper_email", models.EmailField(blank=True, max_length=254)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("check_due", "When a check is due"),
                            ("action_due", "When an action is due in three days"),
                            ("late", "On Mondays, while something is late"),
                            ("summary", "At the end of a quarter, in short"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.CharField(max_length=60)),
                ("helper_email", models.EmailField(blank=True, max_length=254)),
                ("made_at", models.DateTimeField()),
                ("sending_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="pause",
            name="business",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pauses",
                to="assessment.business",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pauses",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="business",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to="assessment.business",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                models.F("business"),
                models.F("kind"),
                models.F("person"),
                condition=models.Q(("helper_email", "")),
                name="pause_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                models.F("business"),
                models.F("kind"),
                django.db.models.functions.text.Lower("helper_email"),
                condition=models.Q(("person", None)),
                name="pause_once_without_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("helper_email", ""), ("person__isnull", False)),
                    models.Q(("helper_email__gt", ""), ("person", None)),
                    _connector="OR",
                ),
                name="pause_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["check_due", "action_due", "late", "summary"])),
                name="reminder_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("helper_email", ""), ("person__isnull", False)),
                    models.Q(("helper_email__gt", ""), ("person", None)),
                    _connector="OR",
                ),
                name="reminder_to_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at", None), ("sending_at__isnull", False), _connector="OR"
                ),
                name="reminder_sending_before_sent",
            ),
        ),
    ]
