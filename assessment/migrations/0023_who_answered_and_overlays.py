"""Add the owner's word on who answered a check, and overlays published after their model."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0022_answers_given_again")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="answerer",
            field=models.CharField(blank=True, db_default="", default="", max_length=5),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(answerer__in=["", "same", "other"]), name="assessment_answerer"
            ),
        ),
        migrations.AddField(
            model_name="modelversion",
            name="overlay_hash",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.CreateModel(
            name="OverlayVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=30)),
                ("content_hash", models.CharField(max_length=64, unique=True)),
                ("source", models.TextField()),
                ("published_at", models.DateTimeField()),
                (
                    "model_version",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="overlays",
                        to="assessment.modelversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("model_version"), models.F("version"), name="overlay_version_once"
                    )
                ]
            },
        ),
    ]
