"""Add a business's own quarters and time zone, extra checks, and corrections."""

from django.db import migrations, models


def drop_extra_checks(apps, schema_editor):
    """Delete extra checks, because before this migration a quarter can have only one."""
    # In plain SQL, because halfway through the rollback the historical models do not match the
    # tables.
    for table in ("assessment_result", "assessment_answerchange", "assessment_answer"):
        schema_editor.execute(
            f"DELETE FROM {table} WHERE assessment_id IN "  # noqa: S608 - the names above
            "(SELECT id FROM assessment_assessment WHERE extra > 0)"
        )
    schema_editor.execute("DELETE FROM assessment_assessment WHERE extra > 0")
    # PostgreSQL refuses to alter a table that has deferred foreign-key checks pending.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_cache_table")]

    operations = [
        migrations.RemoveConstraint(
            model_name="assessment",
            name="assessment_once_per_quarter",
        ),
        migrations.AddField(
            model_name="assessment",
            name="extra",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="business",
            name="first_month",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "January, April, July and October"),
                    (2, "February, May, August and November"),
                    (3, "March, June, September and December"),
                ],
                default=1,
                verbose_name="first month of a quarter",
            ),
        ),
        migrations.AddField(
            model_name="business",
            name="time_zone",
            field=models.CharField(blank=True, max_length=50, verbose_name="time zone"),
        ),
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, max_length=10, verbose_name="language of e-mails"),
        ),
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(blank=True, max_length=50, verbose_name="time zone"),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_extra_checks),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                models.F("business"),
                models.F("quarter_starts_on"),
                models.F("extra"),
                models.F("revision"),
                name="assessment_once_per_quarter",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                models.F("business"),
                condition=models.Q(("revision__gt", 1), ("submitted_at", None)),
                name="assessment_one_open_correction",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                models.F("business"),
                condition=models.Q(("extra__gt", 0), ("submitted_at", None)),
                name="assessment_one_open_extra",
            ),
        ),
        migrations.AddConstraint(
            model_name="business",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_month__in", [1, 2, 3])), name="business_first_month"
            ),
        ),
    ]
