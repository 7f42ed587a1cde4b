"""Let a business include its scores in the median of its consultant's clients."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0008_comments_once_per_practice")]

    operations = [
        migrations.AddField(
            model_name="mandate", name="counts", field=models.BooleanField(default=False)
        ),
    ]
