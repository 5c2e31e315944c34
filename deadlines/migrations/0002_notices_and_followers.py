import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

NOTICES = """
INSERT INTO deadlines_holidaynotice (year, number, text, days, entered_at, moved)
SELECT extract(year FROM date)::int, notice, '', '[]', now(), 0 FROM deadlines_holiday GROUP BY 1, 2;
UPDATE deadlines_holiday AS h SET notice_row_id = n.id FROM deadlines_holidaynotice AS n
WHERE n.year = extract(year FROM h.date) AND n.number = h.notice;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# A review that began on the last day of its agency's time follows it from now on.
FOLLOWERS = """
UPDATE deadlines_deadline AS review SET follows_id = reply.id FROM deadlines_deadline AS reply
WHERE review.rule = 'T10' AND reply.rule IN ('T08', 'T09') AND reply.respondent_id = review.respondent_id
AND reply.due_on = review.started_on;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_start"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0002_obligation_clock"),
        ("deadlines", "0001_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChaseChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("early15", "法定期限届满前15日"),
                            ("early7", "法定期限届满前7日"),
                            ("early3", "法定期限届满前3日"),
                            ("internal", "内部目标"),
                        ],
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("both", "站内通知和邮件"), ("notice", "只要站内通知"), ("none", "不提醒")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒设置",
            },
        ),
        migrations.CreateModel(
            name="HolidayNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.CharField(max_length=60, verbose_name="通知文号")),
                ("text", models.TextField(blank=True, verbose_name="通知内容")),
                ("days", models.JSONField(default=list, verbose_name="放假和调休日")),
                ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                ("moved", models.PositiveIntegerField(default=0, verbose_name="变动的期限")),
            ],
            options={
                "verbose_name": "放假安排通知",
                "ordering": ["-year", "-id"],
            },
        ),
        migrations.AddField(
            model_name="deadline",
            name="follows",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="deadlines.deadline",
                verbose_name="接续的期限",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("started", "起算"),
                    ("excluded", "扣除"),
                    ("suspended", "中止"),
                    ("resumed", "恢复"),
                    ("extended", "延长"),
                    ("corrected", "更正"),
                    ("carried", "随前一期限变更起算日"),
                    ("recounted", "按新放假安排重算"),
                    ("met", "按期完成"),
                    ("missed", "逾期"),
                    ("cancelled", "终止计算"),
                ],
                max_length=12,
                verbose_name="事项",
            ),
        ),
        migrations.AddField(
            model_name="chasechoice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="chase_choices",
                to=settings.AUTH_USER_MODEL,
                verbose_name="人员",
            ),
        ),
        migrations.AddField(
            model_name="holidaynotice",
            name="entered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="录入人",
            ),
        ),
        # Holidays entered so far get a notice for each year and number; an old database may hold some.
        migrations.AddField(
            model_name="holiday",
            name="notice_row",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holidays",
                to="deadlines.holidaynotice",
                verbose_name="放假安排通知",
            ),
        ),
        migrations.RunSQL(NOTICES, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="holiday", name="notice"),
        migrations.RenameField(model_name="holiday", old_name="notice_row", new_name="notice"),
        migrations.AlterField(
            model_name="holiday",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holidays",
                to="deadlines.holidaynotice",
                verbose_name="放假安排通知",
            ),
        ),
        migrations.AddConstraint(
            model_name="chasechoice",
            constraint=models.UniqueConstraint(fields=("user", "matter"), name="chase_choice_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holidaynotice",
            trigger=pgtrigger.compiler.Trigger(
                name="holiday_notice_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="096662be65b8fb372433ad875993c7b9a1840fef",
                    operation="DELETE",
                    pgid="pgtrigger_holiday_notice_kept_d69b2",
                    table="deadlines_holidaynotice",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FOLLOWERS, migrations.RunSQL.noop),
    ]
