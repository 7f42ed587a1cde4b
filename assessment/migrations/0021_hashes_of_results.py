"""Add the fingerprints of the questions, words and variants to results."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0020_who_it_was")]

    operations = [
        migrations.AddField(
            model_name="result",
            name=name,
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        )
        for name in ("structure_hash", "words_hash", "variants_hash")
    ]
