"""Add a second logo, an accent and more words to a brand, and keep the brand of a report."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0028_what_practice_and_client_share"),
    ]

    operations = [
        migrations.AddField(
            model_name="brand",
            name="accent",
            field=models.CharField(blank=True, db_default="", default="", max_length=7),
        ),
        migrations.AddField(
            model_name="brand",
            name="cover_text",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="brand",
            name="footer",
            field=models.CharField(blank=True, db_default="", default="", max_length=90),
        ),
        migrations.AddField(
            model_name="brand",
            name="logo_dark",
            field=models.BinaryField(blank=True, db_default=b"", default=bytes),
        ),
        migrations.AddField(
            model_name="brand",
            name="sender_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="sharedlink",
            name="consultancy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="assessment.consultancy",
            ),
        ),
        migrations.CreateModel(
            name="KeptBrand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("logo", models.BinaryField(blank=True, default=bytes)),
                ("logo_dark", models.BinaryField(blank=True, db_default=b"", default=bytes)),
                ("colour", models.CharField(blank=True, max_length=7)),
                ("accent", models.CharField(blank=True, db_default="", default="", max_length=7)),
                ("cover_text", models.TextField(blank=True, db_default="", default="")),
                ("contact", models.TextField(blank=True)),
                ("disclaimer", models.TextField(blank=True)),
                ("footer", models.CharField(blank=True, db_default="", default="", max_length=90)),
                (
                    "sender_name",
                    models.CharField(blank=True, db_default="", default="", max_length=60),
                ),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("kept_at", models.DateTimeField()),
                (
                    "consultancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_brands",
                        to="assessment.consultancy",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="reportrun",
            name="brand",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="report_runs",
                to="assessment.keptbrand",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptbrand",
            constraint=models.UniqueConstraint(
                models.F("consultancy"), models.F("digest"), name="kept_brand_once"
            ),
        ),
    ]
