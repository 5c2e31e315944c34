import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes that a unique one doubles only made the chase slow; choices are named after what they cover."""

    dependencies = [
        ("deadlines", "0004_reminder_mail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sweeprun",
            name="aside",
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name="未能催办"),
        ),
        migrations.AlterField(
            model_name="chasechoice",
            name="matter",
            field=models.CharField(
                choices=[
                    ("early15", "法定、约定期限届满前15日"),
                    ("early7", "法定、约定期限届满前7日"),
                    ("early3", "法定、约定期限届满前3日"),
                    ("internal", "内部目标的提醒"),
                ],
                max_length=12,
                verbose_name="事项",
            ),
        ),
        migrations.AlterField(
            model_name="chasechoice",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="chase_choices",
                to=settings.AUTH_USER_MODEL,
                verbose_name="人员",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="duty_user",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deadlines",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承办人",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[("deadline", "期限"), ("task", "待办"), ("progress", "进展"), ("alarm", "系统告警")],
                default="progress",
                max_length=12,
                verbose_name="类别",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to=settings.AUTH_USER_MODEL,
                verbose_name="接收人",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="deadline",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to="deadlines.deadline",
                verbose_name="期限",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="mail",
            field=models.CharField(blank=True, max_length=120, verbose_name="所在邮件"),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="recipient",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="接收人",
            ),
        ),
    ]
