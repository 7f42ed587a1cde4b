"""Let an address have a second account, and ask about businesses made before it was proven."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0014_addresses_and_names")]

    operations = [
        migrations.RemoveConstraint(model_name="user", name="user_email_once"),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(max_length=254, verbose_name="e-mail address"),
        ),
        migrations.AddIndex(model_name="user", index=models.Index("email", name="user_email")),
        migrations.AddField(
            model_name="membership",
            name="unproven",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
