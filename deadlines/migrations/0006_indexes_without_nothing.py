from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes hold no rows for what a clock does not have; built while people work, the old ones go after."""

    atomic = False
    dependencies = [("deadlines", "0005_lean_chase")]

    operations = [
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("duty_user__isnull", False), ("ended_on", None)),
                fields=["duty_user", "due_on", "id"],
                name="deadline_of_user",
            ),
        ),
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("duty_group__isnull", False), ("ended_on", None)),
                fields=["duty_group", "due_on", "id"],
                name="deadline_of_group",
            ),
        ),
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("clue__isnull", False)), fields=["clue"], name="deadline_clue"
            ),
        ),
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("respondent__isnull", False)),
                fields=["respondent"],
                name="deadline_respondent",
            ),
        ),
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("duty_group__isnull", False)), fields=["duty_group"], name="deadline_owed"
            ),
        ),
    ]
