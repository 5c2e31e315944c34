"""A decision may be about more time for a clock, and has a target of its own; the old rules stand until the new ones do."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

SEATS = [("head", "部门负责人"), ("chief", "检察长"), ("upper", "上一级院检察长")]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_obligation_clock"),
        ("deadlines", "0001_start"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="clock",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="deadlines.deadline",
                verbose_name="审批期限",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="deadline",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="deadlines.deadline",
                verbose_name="提请延长的期限",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="chain",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=SEATS, max_length=12), size=None, verbose_name="审批链"
            ),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="post",
            field=models.CharField(choices=SEATS, max_length=12, verbose_name="职务"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=Q(deadline__isnull=False), fields=["deadline"], name="decision_deadline"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=Q(deadline=None, state="pending"),
                fields=("case",),
                name="one_pending_move_of_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=Q(deadline=None, state="pending"),
                fields=("clue",),
                name="one_pending_move_of_a_clue",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=Q(state="pending"), fields=("deadline",), name="one_pending_request_on_a_deadline"
            ),
        ),
        migrations.RemoveConstraint(model_name="decision", name="one_pending_decision_on_a_case"),
        migrations.RemoveConstraint(model_name="decision", name="one_pending_decision_on_a_clue"),
    ]
