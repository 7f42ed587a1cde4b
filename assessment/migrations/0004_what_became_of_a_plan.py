"""Track the progress of actions, and add saved plan scenarios and experience."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import assessment.foundation.links.keys


def name_items(apps, schema_editor):
    """Give existing actions a key for their URLs."""
    items = apps.get_model("assessment", "PlanItem").objects
    for pk in items.values_list("pk", flat=True):
        items.filter(pk=pk).update(key=assessment.foundation.links.keys.new_key())


def drop_own_actions(apps, schema_editor):
    """Delete owners' own actions, because before this migration all come from the model."""
    apps.get_model("assessment", "PlanItem").objects.filter(action="").delete()
    # PostgreSQL refuses to alter a table that has deferred foreign-key checks pending.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_quarters_of_ones_own")]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Experience",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model_key", models.CharField(max_length=60)),
                ("action", models.CharField(max_length=20)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("hours_firms", models.PositiveIntegerField(default=0)),
                ("lift", models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ("lift_firms", models.PositiveIntegerField(default=0)),
                ("learned_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("email", models.EmailField(max_length=254)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ItemChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "ordering": ("revision",),
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_starts_on", models.DateField()),
                ("name", models.CharField(max_length=40)),
                ("wish", models.JSONField()),
                ("kept_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="planitem",
            name="plan_item_once",
        ),
        migrations.AddField(
            model_name="planitem",
            name="dimension",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="planitem",
            name="ended_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="planitem",
            name="helper_email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="planitem",
            name="helper_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="planitem",
            name="key",
            field=models.CharField(default="", editable=False, max_length=10),
        ),
        migrations.RunPython(name_items, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="planitem",
            name="key",
            field=models.CharField(
                default=assessment.foundation.links.keys.new_key,
                editable=False,
                max_length=10,
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="planitem",
            name="note",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="planitem",
            name="outcome",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="planitem",
            name="real_hours",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
        ),
        migrations.AddField(
            model_name="planitem",
            name="real_money",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="planitem",
            name="revision",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="planitem",
            name="started_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="planitem",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "To do"),
                    ("running", "Started"),
                    ("done", "Done"),
                    ("partly", "Partly done"),
                    ("dropped", "Dropped"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="planitem",
            name="ticked",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="planitem",
            name="title",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="planitem",
            name="action",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(
                models.F("action"), models.F("status"), name="plan_item_action_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.UniqueConstraint(
                models.F("plan"),
                models.F("action"),
                condition=models.Q(("action", ""), _negated=True),
                name="plan_item_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action", ""), ("title__gt", "")),
                    models.Q(("action__gt", ""), ("title", "")),
                    _connector="OR",
                ),
                name="plan_item_of_the_model_or_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("helper_email", ""), ("helper_name", "")),
                    models.Q(("helper_name__gt", ""), ("owner", None)),
                    _connector="OR",
                ),
                name="plan_item_one_doer",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["open", "running", "done", "partly", "dropped"])
                ),
                name="plan_item_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", False), ("status__in", ["done", "dropped", "partly"])
                    ),
                    models.Q(
                        models.Q(("status__in", ["done", "dropped", "partly"]), _negated=True),
                        ("ended_on", None),
                    ),
                    _connector="OR",
                ),
                name="plan_item_ended_on",
            ),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="business",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feeds",
                to="assessment.business",
            ),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feeds",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="experience",
            constraint=models.UniqueConstraint(
                models.F("model_key"), models.F("action"), name="experience_once_per_action"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hand_overs",
                to="assessment.planitem",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hand_overs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="itemchange",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="itemchange",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="assessment.planitem",
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="business",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scenarios",
                to="assessment.business",
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="kept_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                models.F("business"),
                models.F("user"),
                condition=models.Q(("ended_at", None)),
                name="calendar_feed_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                name="hand_over_expires_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemchange",
            constraint=models.UniqueConstraint(
                models.F("item"), models.F("revision"), name="item_change_once_per_revision"
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.UniqueConstraint(
                models.F("business"),
                models.F("quarter_starts_on"),
                django.db.models.functions.text.Lower("name"),
                name="scenario_name_once",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_own_actions),
    ]
