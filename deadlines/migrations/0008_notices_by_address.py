from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What people were told of one matter is found by its address, when that becomes secret."""

    atomic = False
    dependencies = [("deadlines", "0007_lean_clocks")]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("url", ""), _negated=True), fields=["url"], name="notice_about"
            ),
        ),
    ]
