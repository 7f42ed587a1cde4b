"""Rename ConsultingPractice to Consultancy and Mandate to Engagement.

Only names change. Constraints on a renamed column are dropped first and added again afterwards,
because renaming a column does not rename it inside a constraint.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

TAKEN_OFF = [
    ("practicemember", "practice_member_once"),
    ("mandate", "mandate_running_once"),
    ("comment", "comment_once_per_practice"),
    ("comment", "comment_once_without_practice"),
    ("comment", "comment_private_in_practice"),
]
RENAMED = [
    ("ConsultingPractice", "Consultancy"),
    ("PracticeMember", "ConsultancyMember"),
    ("Mandate", "Engagement"),
]
WITH_A_CONSULTANCY = ["consultancymember", "engagement", "brand", "comment", "reportrun"]


class Migration(migrations.Migration):
    dependencies = [("assessment", "0009_clients_that_count")]

    operations = [
        *(migrations.RemoveConstraint(model_name=m, name=name) for m, name in TAKEN_OFF),
        *(migrations.RenameModel(old_name=old, new_name=new) for old, new in RENAMED),
        *(
            migrations.RenameField(model_name=m, old_name="practice", new_name="consultancy")
            for m in WITH_A_CONSULTANCY
        ),
        migrations.AlterField(
            model_name="consultancymember",
            name="user",
            field=models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="consultancies",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="business",
            field=models.ForeignKey(
                on_delete=models.CASCADE, related_name="engagements", to="assessment.business"
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="consultancy",
            field=models.ForeignKey(
                on_delete=models.CASCADE, related_name="engagements", to="assessment.consultancy"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultancymember",
            constraint=models.UniqueConstraint(
                F("consultancy"), F("user"), name="consultancy_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.UniqueConstraint(
                F("consultancy"),
                F("business"),
                condition=Q(ended_at=None),
                name="engagement_running_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                F("result"),
                F("about"),
                F("private"),
                F("consultancy"),
                name="comment_once_per_consultancy",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                F("result"),
                F("about"),
                condition=Q(consultancy=None),
                name="comment_once_without_consultancy",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=Q(private=False) | Q(consultancy__isnull=False),
                name="comment_private_in_consultancy",
            ),
        ),
    ]
