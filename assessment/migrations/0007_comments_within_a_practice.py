"""Assign private comments to a consulting practice, and record when a report was queued."""

from datetime import UTC, datetime

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def give_to_their_writers_practice(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Assign comments to the practice of their writer.

    Private comments without a practice are deleted, because no one could read them any more.
    """
    comments = apps.get_model("assessment", "Comment").objects
    consultants = apps.get_model("assessment", "PracticeMember").objects
    for comment in comments.select_related("result__assessment"):
        of_both = consultants.filter(
            user=comment.written_by_id,
            practice__mandates__business=comment.result.assessment.business_id,
        ).order_by("pk")
        place = of_both.first()
        comments.filter(pk=comment.pk).update(practice=place and place.practice_id)
    comments.filter(private=True, practice=None).delete()


def let_them_wait_since_they_were_asked_for(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("assessment", "ReportRun").objects.update(queued_at=F("asked_at"))


class Migration(migrations.Migration):
    dependencies = [("assessment", "0006_reports_made_and_shared")]

    operations = [
        migrations.RemoveConstraint(model_name="comment", name="comment_once_per_subject"),
        migrations.AddField(
            model_name="comment",
            name="practice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="assessment.consultingpractice",
            ),
        ),
        migrations.AddField(
            model_name="reportrun",
            name="queued_at",
            field=models.DateTimeField(default=datetime(2026, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reportrun",
            name="practice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessment.consultingpractice",
            ),
        ),
        migrations.RunPython(give_to_their_writers_practice, migrations.RunPython.noop),
        migrations.RunPython(let_them_wait_since_they_were_asked_for, migrations.RunPython.noop),
    ]
