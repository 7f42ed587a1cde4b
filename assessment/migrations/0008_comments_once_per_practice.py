"""In each practice one comment for the client about a subject, and one private one.

By itself, because PostgreSQL adds no constraint in the transaction that changed the rows.
"""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("assessment", "0007_comments_within_a_practice")]

    operations = [
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                F("result"),
                F("about"),
                F("private"),
                F("practice"),
                name="comment_once_per_practice",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                F("result"),
                F("about"),
                condition=Q(practice=None),
                name="comment_once_without_practice",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=Q(private=False) | Q(practice__isnull=False),
                name="comment_private_in_practice",
            ),
        ),
    ]
