"""What of a report was accepted in part; and one figure a day that the procuratorate found out itself."""

from django.db import migrations, models

ONE_A_DAY = """
    CREATE UNIQUE INDEX CONCURRENTLY one_checked_value_a_day ON cases_indicatorvalue (indicator_id, "on")
    WHERE submission_id IS NULL
"""


class Migration(migrations.Migration):
    atomic = False  # the index is built beside people's work

    dependencies = [("cases", "0010_seal_givers")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="accepted_part",
            field=models.TextField(blank=True, db_default="", verbose_name="已到位的部分"),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ONE_A_DAY, "DROP INDEX CONCURRENTLY one_checked_value_a_day")
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="indicatorvalue",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(submission=None),
                        fields=("indicator", "on"),
                        name="one_checked_value_a_day",
                    ),
                )
            ],
        ),
    ]
