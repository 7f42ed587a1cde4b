"""Record the address of who did something, and three more kinds of event."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def as_claims(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Whose a business is used to be recorded as if an address had been confirmed."""
    entries = apps.get_model("assessment", "AuditEntry").objects
    entries.filter(kind="address_confirmed").exclude(business_name="").update(kind="claimed")


def as_known_kinds(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The schema before knows neither changed names nor returns that were ended."""
    entries = apps.get_model("assessment", "AuditEntry").objects
    entries.filter(kind="claimed").update(kind="address_confirmed")
    entries.filter(kind="return_ended").update(kind="removed")
    entries.filter(kind="name_changed").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0019_busy_weeks_and_find_out"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="auditentry",
            name="audit_kind",
        ),
        migrations.AddField(
            model_name="auditentry",
            name="by_address",
            field=models.CharField(blank=True, db_default="", default="", max_length=254),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("signed_in", "Signed in"),
                    ("sign_in_failed", "Failed sign-in"),
                    ("signed_out", "Signed out"),
                    ("password_changed", "Password changed"),
                    ("name_changed", "Name changed"),
                    ("address_changed", "Email address changed"),
                    ("address_confirmed", "Email address confirmed"),
                    ("invited", "Invitation sent"),
                    ("invitation_revoked", "Invitation cancelled"),
                    ("joined", "Joined the team"),
                    ("added", "Added to the team"),
                    ("role_changed", "Role changed"),
                    ("removed", "Removed from the team"),
                    ("left", "Left the team"),
                    ("return_ended", "Return ruled out"),
                    ("access_ended", "Consultants’ access ended"),
                    ("access_restored", "Access restored"),
                    ("median_joined", "Included in a median"),
                    ("median_left", "Left out of a median"),
                    ("doors_closed", "Links turned off"),
                    ("doors_handed_over", "Links taken over"),
                    ("handed_over", "Action handed over"),
                    ("hand_over_ended", "Action taken back"),
                    ("helper_wrote", "Helper’s link used"),
                    ("shared", "Result shared"),
                    ("sharing_ended", "Sharing ended"),
                    ("shared_opened", "Shared result opened"),
                    ("feed_made", "Calendar address made"),
                    ("feed_ended", "Calendar address turned off"),
                    ("exported", "Data downloaded"),
                    ("looked", "Consultant looked"),
                    ("founded", "Business created"),
                    ("claimed", "Business confirmed as their own"),
                    ("deleted", "Business deleted"),
                    ("set_aside", "Business set aside"),
                    ("restored", "Business restored"),
                    ("purged", "Business removed for good"),
                    ("account_closed", "Account deleted"),
                    ("account_kept", "Account kept"),
                    ("account_purged", "Account removed for good"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(as_claims, as_known_kinds),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "signed_in",
                            "sign_in_failed",
                            "signed_out",
                            "password_changed",
                            "name_changed",
                            "address_changed",
                            "address_confirmed",
                            "invited",
                            "invitation_revoked",
                            "joined",
                            "added",
                            "role_changed",
                            "removed",
                            "left",
                            "return_ended",
                            "access_ended",
                            "access_restored",
                            "median_joined",
                            "median_left",
                            "doors_closed",
                            "doors_handed_over",
                            "handed_over",
                            "hand_over_ended",
                            "helper_wrote",
                            "shared",
                            "sharing_ended",
                            "shared_opened",
                            "feed_made",
                            "feed_ended",
                            "exported",
                            "looked",
                            "founded",
                            "claimed",
                            "deleted",
                            "set_aside",
                            "restored",
                            "purged",
                            "account_closed",
                            "account_kept",
                            "account_purged",
                        ],
                    )
                ),
                name="audit_kind",
            ),
        ),
    ]
