"""Add countries and busy weeks to businesses, and what to find out to plans."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q, Value


def as_own_actions(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The schema before knows only actions, so what to find out becomes one of the owner's own."""
    items = apps.get_model("assessment", "PlanItem").objects
    items.filter(kind="find_out").update(title=F("dimension"))


class Migration(migrations.Migration):
    dependencies = [("assessment", "0018_tallies_and_defaults")]

    operations = [
        migrations.AddField(
            model_name="business",
            name="country",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=2, verbose_name="country"
            ),
        ),
        migrations.CreateModel(
            name="BusyWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="busy_weeks",
                        to="assessment.business",
                    ),
                ),
            ],
            options={"ordering": ("starts_on",)},
        ),
        migrations.AddConstraint(
            model_name="busyweek",
            constraint=models.UniqueConstraint("business", "starts_on", name="busy_week_once"),
        ),
        migrations.RemoveConstraint(model_name="planitem", name="plan_item_of_the_model_or_own"),
        migrations.AddField(
            model_name="planitem",
            name="kind",
            field=models.CharField(
                choices=[("action", "Action"), ("find_out", "To find out")],
                db_default="action",
                default="action",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="planitem",
            name="questions",
            field=models.JSONField(
                blank=True, db_default=Value([], models.JSONField()), default=list
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, as_own_actions),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.UniqueConstraint(
                "plan",
                "dimension",
                condition=Q(kind="find_out"),
                name="plan_item_one_find_out_per_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=Q(kind="action", action="", title__gt="")
                | Q(kind="action", action__gt="", title="")
                | Q(kind="find_out", action="", title="", dimension__gt=""),
                name="plan_item_of_the_model_or_own",
            ),
        ),
    ]
