from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Built while people work: a table of a million clocks is not locked for it."""

    atomic = False
    dependencies = [("deadlines", "0002_notices_and_followers")]

    operations = [
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("follows__isnull", False)), fields=["follows"], name="deadline_follows"
            ),
        ),
    ]
