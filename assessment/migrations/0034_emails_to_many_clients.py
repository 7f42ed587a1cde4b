"""Keep what was sent to many clients at once, and which Monday emails people got."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0033_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("hand_over", "Hand-over"), ("check_due", "Check is due")],
                        max_length=10,
                    ),
                ),
                ("sent_by_name", models.CharField(max_length=254)),
                ("sent_at", models.DateTimeField()),
                (
                    "consultancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailings",
                        to="assessment.consultancy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MailedClient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("left_out", models.CharField(blank=True, max_length=200)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.business",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="assessment.outgoingmail",
                    ),
                ),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clients",
                        to="assessment.mailing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MondayEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("monday", models.DateField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="monday_emails",
                        to="assessment.consultancymember",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="mailing",
            constraint=models.UniqueConstraint(
                models.F("consultancy"), models.F("operation"), name="mailing_operation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mailing",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["hand_over", "check_due"])), name="mailing_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="mailedclient",
            constraint=models.UniqueConstraint(
                models.F("mailing"),
                models.F("business"),
                models.F("email"),
                name="mailed_client_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="mondayemail",
            constraint=models.UniqueConstraint(
                models.F("member"), models.F("monday"), name="monday_email_once"
            ),
        ),
    ]
