from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a mail carries is found by an index of those that are mailed at all; built while people work."""

    atomic = False
    dependencies = [("deadlines", "0003_follower_index")]

    operations = [
        AddIndexConcurrently(
            model_name="reminder",
            index=models.Index(
                fields=["mail"], name="reminder_mail", condition=models.Q(("mail", ""), _negated=True)
            ),
        ),
    ]
