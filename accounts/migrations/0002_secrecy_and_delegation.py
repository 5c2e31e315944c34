"""Clearance and delegation stand on the post; a person's sessions can be ended at once."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_start"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="post",
            name="post_ends_after_it_starts",
        ),
        migrations.AddField(
            model_name="post",
            name="acting_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="代行何人职务",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="clearance",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                db_default=1,
                default=1,
                verbose_name="涉密等级",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="sessions",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="会话版本"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    (
                        "ends_on__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("starts_on"), "-", models.Value(datetime.timedelta(days=1))
                        ),
                    ),
                    _connector="OR",
                ),
                name="post_ends_after_it_starts",
            ),
        ),
    ]
