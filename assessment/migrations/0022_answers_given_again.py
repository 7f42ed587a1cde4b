"""Add the second answers to some questions of a check, and the reminder to give them."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

KINDS = [
    ("check_due", "When a check is due"),
    ("action_due", "When an action is due in three days"),
    ("late", "On Mondays, while something is late"),
    ("summary", "At the end of a quarter, in short"),
    ("retest", "Six questions again, two weeks after a check"),
]
GIVEN = ["0", "1", "2", "3", "dk", "na"]
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def without_new_kind(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The schema before does not know this kind of reminder."""
    for name in ("Reminder", "Pause"):
        apps.get_model("assessment", name).objects.filter(kind="retest").delete()


class Migration(migrations.Migration):
    dependencies = [("assessment", "0021_hashes_of_results")]

    operations = [
        migrations.CreateModel(
            name="RetestSheet",
            fields=[
                ("id", ID),
                (
                    "kind",
                    models.CharField(
                        choices=[("same", "Same"), ("other", "Other")],
                        default="same",
                        max_length=10,
                    ),
                ),
                ("agreed_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="retests",
                        to="assessment.assessment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="retests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RetestAnswer",
            fields=[
                ("id", ID),
                ("practice", models.CharField(max_length=20)),
                (
                    "value",
                    models.CharField(choices=[(value, value) for value in GIVEN], max_length=2),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="assessment.retestsheet",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="retestsheet",
            constraint=models.UniqueConstraint(
                "assessment", condition=Q(kind="same"), name="retest_once_by_its_sender"
            ),
        ),
        migrations.AddConstraint(
            model_name="retestsheet",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=["same", "other"]), name="retest_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="retestanswer",
            constraint=models.UniqueConstraint(
                "sheet", "practice", name="retest_answer_once_per_practice"
            ),
        ),
        migrations.AddConstraint(
            model_name="retestanswer",
            constraint=models.CheckConstraint(
                condition=Q(value__in=GIVEN),
                name="retest_answer_value",
            ),
        ),
        migrations.RemoveConstraint(model_name="reminder", name="reminder_kind"),
        migrations.RunPython(migrations.RunPython.noop, without_new_kind),
        migrations.AlterField(
            model_name="pause", name="kind", field=models.CharField(choices=KINDS, max_length=20)
        ),
        migrations.AlterField(
            model_name="reminder",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _label in KINDS]), name="reminder_kind"
            ),
        ),
    ]
