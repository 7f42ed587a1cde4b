"""Add jobs of a practice that make files for many of its clients."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import assessment.foundation.links.keys


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0031_import_of_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkJob",
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
                        default=assessment.foundation.links.keys.new_key, max_length=20, unique=True
                    ),
                ),
                ("operation", models.UUIDField(default=uuid.uuid4)),
                ("asked_at", models.DateTimeField()),
                ("edition", models.CharField(blank=True, max_length=12)),
                ("paper", models.CharField(max_length=6)),
                ("options", models.JSONField(blank=True, default=dict)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.keptbrand",
                    ),
                ),
                (
                    "consultancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_jobs",
                        to="assessment.consultancy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkClient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("stem", models.CharField(max_length=80)),
                ("quarter", models.CharField(blank=True, max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Being made"),
                            ("done", "Done"),
                            ("failed", "Could not be made"),
                            ("left_out", "Left out"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("queued_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.business",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clients",
                        to="assessment.bulkjob",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkFile",
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
                            ("summary", "One-page summary"),
                            ("owner", "Full owner report"),
                            ("consultant", "Consultant edition"),
                            ("fridge", "Page for the fridge"),
                            ("docx", "Editable document"),
                            ("agenda", "Points for the meeting"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=assessment.foundation.links.keys.new_key, max_length=20, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("signs", models.JSONField(blank=True, default=list)),
                ("lacks_summary", models.BooleanField(default=False)),
                ("least_filled", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="assessment.bulkclient",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(models.F("content_hash"), name="bulk_file_content")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("client"), models.F("kind"), name="bulk_file_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="bulkjob",
            index=models.Index(
                models.F("consultancy"),
                models.OrderBy(models.F("asked_at"), descending=True),
                name="bulk_job_history",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkjob",
            constraint=models.UniqueConstraint(
                models.F("consultancy"), models.F("operation"), name="bulk_job_once"
            ),
        ),
        migrations.AddIndex(
            model_name="bulkclient",
            index=models.Index(
                models.F("queued_at"),
                condition=models.Q(("ended_at", None)),
                name="bulk_client_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkclient",
            constraint=models.UniqueConstraint(
                models.F("job"), models.F("business"), name="bulk_client_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkclient",
            constraint=models.UniqueConstraint(
                models.F("job"), models.F("stem"), name="bulk_client_stem_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkclient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "running", "done", "failed", "left_out"])
                ),
                name="bulk_client_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkclient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state__in", ["waiting", "running"])),
                    models.Q(
                        ("ended_at__isnull", False), ("state__in", ["done", "failed", "left_out"])
                    ),
                    _connector="OR",
                ),
                name="bulk_client_ended_at",
            ),
        ),
    ]
