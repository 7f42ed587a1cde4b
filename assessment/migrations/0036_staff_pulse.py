"""Ask the staff of a business how it really is, without knowing who answers what."""

import django.db.models.deletion
from django.db import migrations, models

import assessment.foundation.links.keys


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0035_more_kinds_of_emails_to_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="PulseAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
            ],
            options={
                "verbose_name_plural": "pulse addresses",
            },
        ),
        migrations.CreateModel(
            name="PulseRound",
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
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("mail", "A link for each, by email"),
                            ("poster", "One poster with a code"),
                        ],
                        max_length=6,
                    ),
                ),
                ("people", models.PositiveSmallIntegerField()),
                ("threshold", models.PositiveSmallIntegerField()),
                ("asked_by", models.CharField(max_length=254)),
                ("started_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("shows_on", models.DateField()),
                ("reminds", models.BooleanField(default=False)),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("counted", models.PositiveSmallIntegerField(default=0)),
                ("counted_on", models.DateField()),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("answered", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("outcome", models.JSONField(blank=True, null=True)),
                ("words", models.JSONField(blank=True, default=list)),
            ],
            options={
                "ordering": ("started_on", "key"),
            },
        ),
        migrations.CreateModel(
            name="PulsePass",
            fields=[
                ("token_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("used", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "pulse passes",
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
                    ("pulse_opened", "Round of questions opened"),
                    ("pulse_closed", "Round of questions closed early"),
                    ("pulse_left", "Round of questions deleted"),
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
                            "pulse_opened",
                            "pulse_closed",
                            "pulse_left",
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
            model_name="pulseaddress",
            name="invitation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="assessment.outgoingmail",
            ),
        ),
        migrations.AddField(
            model_name="pulseaddress",
            name="reminder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="assessment.outgoingmail",
            ),
        ),
        migrations.CreateModel(
            name="PulseBox",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="box",
                        serialize=False,
                        to="assessment.pulseround",
                    ),
                ),
                ("sheets", models.JSONField(default=list)),
                ("words", models.JSONField(default=list)),
            ],
            options={
                "verbose_name_plural": "pulse boxes",
            },
        ),
        migrations.AddField(
            model_name="pulseround",
            name="business",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pulse_rounds",
                to="assessment.business",
            ),
        ),
        migrations.AddField(
            model_name="pulseround",
            name="model_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessment.modelversion",
            ),
        ),
        migrations.AddField(
            model_name="pulseaddress",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addresses",
                to="assessment.pulseround",
            ),
        ),
        migrations.AddField(
            model_name="pulsepass",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="passes",
                to="assessment.pulseround",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.UniqueConstraint(
                models.F("business"),
                condition=models.Q(("closed_on", None)),
                name="pulse_round_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.UniqueConstraint(
                models.F("code_hash"),
                condition=models.Q(("code_hash", ""), _negated=True),
                name="pulse_round_code_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["mail", "poster"])), name="pulse_round_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", models.F("threshold")), ("threshold__gte", 4)),
                name="pulse_round_threshold",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_on__gte", models.F("started_on")),
                    ("shows_on__gte", models.F("closes_on")),
                ),
                name="pulse_round_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered", None), ("closed_on", None), ("outcome__isnull", True)),
                    models.Q(("answered__isnull", False), ("closed_on__isnull", False)),
                    _connector="OR",
                ),
                name="pulse_round_says_nothing_while_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__isnull", True),
                    ("answered__gte", models.F("threshold")),
                    _connector="OR",
                ),
                name="pulse_round_says_nothing_of_a_few",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseaddress",
            constraint=models.UniqueConstraint(
                models.F("round"), models.F("email"), name="pulse_address_once"
            ),
        ),
    ]
