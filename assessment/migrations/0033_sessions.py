"""Add sessions with a client, their shared screens and what was signed."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import assessment.foundation.links.keys


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0032_reports_of_many_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientSession",
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
                        default=assessment.foundation.links.keys.new_key,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("area", models.CharField(max_length=40)),
                ("area_since", models.DateTimeField()),
                ("changes", models.PositiveIntegerField(default=0)),
                ("spent", models.JSONField(default=dict)),
                ("shows_last_time", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ScreenLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SessionPoint",
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
                        choices=[("agreed", "Agreed"), ("later", "Left for later")], max_length=6
                    ),
                ),
                ("text", models.CharField(max_length=100)),
                ("who", models.CharField(blank=True, max_length=40)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("added_at", "pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="auditentry",
            name="audit_kind",
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
                    ("second_step_added", "Two-step sign-in set up"),
                    ("second_step_removed", "Two-step sign-in reduced"),
                    ("recovery_codes_made", "Recovery codes made"),
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
                    ("practice_asked", "Consultants asked for access"),
                    ("practice_withdrew", "Request for access cancelled"),
                    ("access_declined", "Consultants not let in"),
                    ("consultant_invited", "Consultant invited"),
                    ("access_given", "Consultants let in"),
                    ("access_changed", "Consultants’ access changed"),
                    ("access_expired", "Consultants’ access expired"),
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
                    ("commented", "Comment written"),
                    ("suggested", "Plan changes suggested"),
                    ("suggestion_ended", "Suggestion withdrawn"),
                    ("suggestion_answered", "Suggestion answered"),
                    ("suggestion_undone", "Suggested changes undone"),
                    ("evidence_checked", "Note checked"),
                    ("evidence_doubted", "Note not convincing"),
                    ("summarised", "Summary written"),
                    ("session_started", "Session started"),
                    ("session_shown", "Shared screen opened"),
                    ("session_ended", "Session ended"),
                    ("founded", "Business created"),
                    ("prepared", "Business made for a client"),
                    ("taken_over", "Business taken over"),
                    ("claimed", "Business confirmed as their own"),
                    ("deleted", "Business deleted"),
                    ("set_aside", "Business set aside"),
                    ("restored", "Business restored"),
                    ("purged", "Business removed for good"),
                    ("practice_founded", "Practice created"),
                    ("practice_changed", "Practice changed"),
                    ("practice_invited", "Invited to a practice"),
                    ("practice_uninvited", "Invitation to a practice cancelled"),
                    ("practice_joined", "Joined a practice"),
                    ("practice_role", "Role in a practice changed"),
                    ("practice_removed", "Removed from a practice"),
                    ("practice_left", "Left a practice"),
                    ("practice_noted", "Private note changed"),
                    ("practice_closed", "Practice removed for good"),
                    ("account_closed", "Account deleted"),
                    ("account_kept", "Account kept"),
                    ("account_purged", "Account removed for good"),
                ],
                max_length=20,
            ),
        ),
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
                            "second_step_added",
                            "second_step_removed",
                            "recovery_codes_made",
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
                            "practice_asked",
                            "practice_withdrew",
                            "access_declined",
                            "consultant_invited",
                            "access_given",
                            "access_changed",
                            "access_expired",
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
                            "commented",
                            "suggested",
                            "suggestion_ended",
                            "suggestion_answered",
                            "suggestion_undone",
                            "evidence_checked",
                            "evidence_doubted",
                            "summarised",
                            "session_started",
                            "session_shown",
                            "session_ended",
                            "founded",
                            "prepared",
                            "taken_over",
                            "claimed",
                            "deleted",
                            "set_aside",
                            "restored",
                            "purged",
                            "practice_founded",
                            "practice_changed",
                            "practice_invited",
                            "practice_uninvited",
                            "practice_joined",
                            "practice_role",
                            "practice_removed",
                            "practice_left",
                            "practice_noted",
                            "practice_closed",
                            "account_closed",
                            "account_kept",
                            "account_purged",
                        ],
                    )
                ),
                name="audit_kind",
            ),
        ),
        migrations.AddField(
            model_name="clientsession",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to="assessment.assessment",
            ),
        ),
        migrations.AddField(
            model_name="clientsession",
            name="consultancy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to="assessment.consultancy",
            ),
        ),
        migrations.AddField(
            model_name="clientsession",
            name="started_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="screenlink",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="screenlink",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="screens",
                to="assessment.clientsession",
            ),
        ),
        migrations.AddField(
            model_name="sessionoutcome",
            name="brand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessment.keptbrand",
            ),
        ),
        migrations.AddField(
            model_name="sessionoutcome",
            name="session",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outcome",
                to="assessment.clientsession",
            ),
        ),
        migrations.AddField(
            model_name="sessionoutcome",
            name="signed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sessionpoint",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="points",
                to="assessment.clientsession",
            ),
        ),
        migrations.AddConstraint(
            model_name="clientsession",
            constraint=models.UniqueConstraint(
                models.F("assessment"),
                condition=models.Q(("ended_at", None)),
                name="client_session_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="clientsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("started_at"))),
                name="client_session_expires_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="screenlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at", None), ("expires_at__gt", models.F("made_at")), _connector="OR"
                ),
                name="screenlink_expires_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionpoint",
            constraint=models.UniqueConstraint(
                models.F("session"), models.F("kind"), models.F("text"), name="session_point_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "agreed"),
                    models.Q(("due_on", None), ("kind", "later"), ("who", "")),
                    _connector="OR",
                ),
                name="session_point_kind",
            ),
        ),
    ]
