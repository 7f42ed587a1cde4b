"""Allow each practice one client comment and one private comment per subject.

This is a separate migration, because PostgreSQL cannot add the constraint in the transaction that
has just changed the rows.
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
