"""Keep a tally of each action at each business, leases of workers, and indexes for the schedule."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0017_revisions_and_brakes")]

    operations = [
        migrations.CreateModel(
            name="ActionTally",
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
                ("lift", models.SmallIntegerField(null=True)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.business",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        "model_key", "action", "business", name="action_tally_once_per_business"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(hours__isnull=False) | models.Q(lift__isnull=False),
                        name="action_tally_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LearningMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=20, unique=True)),
                ("newest", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkerLease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("worker", models.CharField(max_length=64, unique=True)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(
                "due_on", condition=models.Q(ended_on=None), name="plan_item_unfinished_due"
            ),
        ),
        migrations.AddIndex(
            model_name="reportrun",
            index=models.Index(
                "queued_at", condition=models.Q(ended_at=None), name="report_run_unfinished"
            ),
        ),
    ]
