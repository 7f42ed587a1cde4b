"""Add the owner's word on whether somebody else answered a check than the one before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0021_hashes_of_results")]

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
    ]
