"""The files that were verified longest ago are found by an index; it is made while the site runs."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("evidence", "0003_when_files_were_verified")]

    operations = [
        AddIndexConcurrently(
            "file",
            models.Index(
                models.OrderBy(models.F("verified_at"), nulls_first=True),
                models.F("id"),
                name="file_oldest_verified",
            ),
        ),
    ]
