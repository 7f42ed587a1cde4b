"""Add kinds of emails to many clients, and find those that are to be forgotten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0034_emails_to_many_clients"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="mailing",
            name="mailing_kind",
        ),
        migrations.AlterField(
            model_name="mailing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hand_over", "Hand-over"),
                    ("check_due", "Check is due"),
                    ("plan_still", "Plan stands still"),
                    ("report", "Report is ready"),
                    ("own_words", "Your own words"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="mailing",
            index=models.Index(models.F("sent_at"), name="mailing_sent_at"),
        ),
        migrations.AddConstraint(
            model_name="mailing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["hand_over", "check_due", "plan_still", "report", "own_words"])
                ),
                name="mailing_kind",
            ),
        ),
    ]
