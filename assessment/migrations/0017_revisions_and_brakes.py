"""Counters that strangers cannot flush, and whose report each one is for the order of the queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0016_audit_and_deletion")]

    operations = [
        migrations.CreateModel(
            name="Brake",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveBigIntegerField()),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="reportrun",
            name="tenant",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddIndex(
            model_name="reportrun",
            index=models.Index("tenant", "status", name="report_run_tenant"),
        ),
    ]
