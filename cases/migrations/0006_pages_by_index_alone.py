"""The indexes of every list carry secrecy along; made while the site runs, and the old ones go when the new ones stand."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0005_where_decisions_stand")]

    operations = [
        migrations.AlterField(
            model_name="caseusergrant",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="检察院",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="检察院",
            ),
        ),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["office", "-filed_on", "-id"], include=("secrecy",), name="case_in_office"
            ),
        ),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["municipal", "-filed_on", "-id"], include=("secrecy",), name="case_in_municipal"
            ),
        ),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["provincial", "-filed_on", "-id"], include=("secrecy",), name="case_in_provincial"
            ),
        ),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(fields=["-filed_on", "-id"], include=("secrecy",), name="case_everywhere"),
        ),
        AddIndexConcurrently(
            model_name="caseusergrant",
            index=models.Index(
                fields=["user", "content_object"],
                include=("permission", "starts_at", "ends_at", "office", "municipal", "provincial"),
                name="grant_of_user",
            ),
        ),
        AddIndexConcurrently(
            model_name="clue",
            index=models.Index(
                fields=["office", "-received_on", "-id"], include=("secrecy",), name="clue_in_office"
            ),
        ),
        AddIndexConcurrently(
            model_name="clue",
            index=models.Index(
                fields=["municipal", "-received_on", "-id"], include=("secrecy",), name="clue_in_municipal"
            ),
        ),
        AddIndexConcurrently(
            model_name="clue",
            index=models.Index(
                fields=["provincial", "-received_on", "-id"], include=("secrecy",), name="clue_in_provincial"
            ),
        ),
        AddIndexConcurrently(
            model_name="clue",
            index=models.Index(fields=["-received_on", "-id"], include=("secrecy",), name="clue_everywhere"),
        ),
        AddIndexConcurrently(
            model_name="decision",
            index=models.Index(
                fields=["office", "-requested_at", "-id"], include=("secrecy",), name="decision_in_office"
            ),
        ),
        AddIndexConcurrently(
            model_name="decision",
            index=models.Index(
                fields=["municipal", "-requested_at", "-id"],
                include=("secrecy",),
                name="decision_in_municipal",
            ),
        ),
        AddIndexConcurrently(
            model_name="decision",
            index=models.Index(
                fields=["provincial", "-requested_at", "-id"],
                include=("secrecy",),
                name="decision_in_provincial",
            ),
        ),
        AddIndexConcurrently(
            model_name="decision",
            index=models.Index(
                fields=["-requested_at", "-id"], include=("secrecy",), name="decision_everywhere"
            ),
        ),
        AddIndexConcurrently(
            model_name="decision",
            index=models.Index(
                fields=["office", "state", "-requested_at", "-id"], name="decision_office_state"
            ),
        ),
        RemoveIndexConcurrently(
            model_name="case",
            name="case_office",
        ),
        RemoveIndexConcurrently(
            model_name="case",
            name="case_municipal",
        ),
        RemoveIndexConcurrently(
            model_name="case",
            name="case_provincial",
        ),
        RemoveIndexConcurrently(
            model_name="case",
            name="case_all",
        ),
        RemoveIndexConcurrently(
            model_name="caseusergrant",
            name="grant_user",
        ),
        RemoveIndexConcurrently(
            model_name="clue",
            name="clue_office",
        ),
        RemoveIndexConcurrently(
            model_name="clue",
            name="clue_municipal",
        ),
        RemoveIndexConcurrently(
            model_name="clue",
            name="clue_provincial",
        ),
        RemoveIndexConcurrently(
            model_name="clue",
            name="clue_all",
        ),
    ]
