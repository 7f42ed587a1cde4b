"""Give all secret links the same columns for creator, creation, expiry and end.

Columns are renamed, and calendar feeds can now expire. Constraints on a renamed column are dropped
first and added again afterwards, because renaming a column does not rename it inside a constraint.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Lower

TAKEN_OFF = [
    ("invitation", "invitation_expires_later"),
    ("invitation", "invitation_open_once"),
    ("handover", "hand_over_expires_later"),
    ("calendarfeed", "calendar_feed_open_once"),
    ("sharedlink", "shared_link_expires_later"),
]
RENAMED = [
    ("invitation", "invited_by", "made_by"),
    ("invitation", "invited_at", "made_at"),
    ("invitation", "revoked_at", "ended_at"),
    ("handover", "sent_by", "made_by"),
    ("handover", "sent_at", "made_at"),
    ("calendarfeed", "user", "made_by"),
]
LINKS = ["invitation", "handover", "calendarfeed", "sharedlink"]


class Migration(migrations.Migration):
    dependencies = [("assessment", "0010_consultancies_and_engagements")]

    operations = [
        *(migrations.RemoveConstraint(model_name=m, name=name) for m, name in TAKEN_OFF),
        *(
            migrations.RenameField(model_name=m, old_name=old, new_name=new)
            for m, old, new in RENAMED
        ),
        *(
            migrations.AlterField(
                model_name=m,
                name="made_by",
                field=models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            )
            for m in LINKS
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="expires_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        *(
            migrations.AddConstraint(
                model_name=m,
                constraint=models.CheckConstraint(
                    condition=Q(expires_at=None) | Q(expires_at__gt=F("made_at")),
                    name=f"{m}_expires_later",
                ),
            )
            for m in LINKS
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                F("business"),
                Lower("email"),
                condition=Q(accepted_at=None, ended_at=None),
                name="invitation_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                F("business"),
                F("made_by"),
                condition=Q(ended_at=None),
                name="calendar_feed_open_once",
            ),
        ),
    ]
