"""A file knows when it was last found to be what was received, and who is reading it now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_uploads_in_parts_and_drafts")]

    operations = [
        migrations.AddField("file", "verified_at", models.DateTimeField(null=True, verbose_name="最近核验")),
        migrations.AddField(
            "file", "verify_lease", models.DateTimeField(null=True, verbose_name="核验占用至")
        ),
    ]
