"""Store outgoing emails, and let links and reminders name the email that brings them.

A reminder no longer records when it was being sent: the outbox does. Reminders whose process died
while sending are settled, so that they are still not sent again. The columns stay as they are, as
processes of the last release still write them during an update.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q

LINKS = ["invitation", "handover", "sharedlink"]


def settle_lost(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    reminders = apps.get_model("assessment", "Reminder").objects
    reminders.exclude(sending_at=None).filter(sent_at=None, settled_at=None).update(
        settled_at=F("sending_at")
    )
    reminders.exclude(sent_at=None).update(settled_at=None)


def restore_sending(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    reminders = apps.get_model("assessment", "Reminder").objects
    reminders.exclude(sent_at=None).update(sending_at=F("sent_at"))


def mail_of(related_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name=related_name,
        to="assessment.outgoingmail",
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0012_where_queued_work_is_found")]

    operations = [
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("headers", models.JSONField(blank=True, default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "being handed over"),
                            ("handed_over", "handed over"),
                            ("refused", "refused"),
                            ("unknown", "unknown"),
                            ("not_sent", "not sent"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_server", "the mail server does not answer"),
                            ("busy", "the mail server asked us to try later"),
                            ("no_mailbox", "there is no such mailbox"),
                            ("not_taken", "the mail server does not take it"),
                            ("outdated", "it could not be delivered in time"),
                            ("withdrawn", "it was no longer needed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("tries", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("useless_after", models.DateTimeField()),
                ("sending_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(F("status"), F("next_try_at"), name="outgoing_mail_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(
                            status__in=[
                                "waiting",
                                "sending",
                                "handed_over",
                                "refused",
                                "unknown",
                                "not_sent",
                            ]
                        ),
                        name="outgoing_mail_status",
                    ),
                    models.CheckConstraint(
                        condition=Q(settled_at=None, status__in=["waiting", "sending"])
                        | (
                            Q(settled_at__isnull=False, subject="", text="", html="")
                            & ~Q(status__in=["waiting", "sending"])
                        ),
                        name="outgoing_mail_forgets_its_content",
                    ),
                    models.CheckConstraint(
                        condition=Q(sending_at__isnull=False)
                        | ~Q(status__in=["sending", "handed_over", "unknown"]),
                        name="outgoing_mail_sending_before_sent",
                    ),
                ],
            },
        ),
        *(migrations.AddField(m, "mail", mail_of("+")) for m in LINKS),
        migrations.RemoveConstraint("reminder", "reminder_sending_before_sent"),
        migrations.RunPython(settle_lost, restore_sending),
        migrations.AlterField(
            "reminder",
            "sent_at",
            models.DateTimeField(blank=True, db_column="sent_at", null=True),
        ),
        migrations.RenameField("reminder", "sent_at", "posted_at"),
        migrations.AddField("reminder", "mail", mail_of("reminders")),
        migrations.AddConstraint(
            "reminder",
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(settled_at=None),
                name="reminder_posted_or_settled",
            ),
        ),
    ]
