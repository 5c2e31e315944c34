"""Clocks and their events, holidays, reminders, notices.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from audit.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("deadlines", "0001_start"),
        ("deadlines", "0002_notices_and_followers"),
        ("deadlines", "0003_follower_index"),
        ("deadlines", "0004_reminder_mail"),
        ("deadlines", "0005_lean_chase"),
        ("deadlines", "0006_indexes_without_nothing"),
        ("deadlines", "0007_lean_clocks"),
        ("deadlines", "0008_notices_by_address"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0005_seal_phones"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0012_reports_are_shared"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Deadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state", models.CharField(editable=False, max_length=24, verbose_name="状态")),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        ("rule", models.CharField(max_length=8, verbose_name="期限编号")),
                        ("rule_set", models.CharField(max_length=20, verbose_name="规则版本")),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="cases.respondent",
                                verbose_name="被监督机关",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="deadlines.deadline",
                                verbose_name="接续的期限",
                            ),
                        ),
                        ("title", models.CharField(max_length=400, verbose_name="事项")),
                        ("started_on", models.DateField(verbose_name="起算日")),
                        ("due_on", models.DateField(verbose_name="届满日")),
                        ("uncertain", models.BooleanField(default=False, verbose_name="放假安排未定")),
                        ("backward", models.BooleanField(default=False, verbose_name="倒计")),
                        ("internal", models.BooleanField(default=False, verbose_name="内部目标")),
                        (
                            "duty_office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="accounts.procuratorate",
                                verbose_name="检察院",
                            ),
                        ),
                        (
                            "duty_user",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="承办人",
                            ),
                        ),
                        (
                            "duty_group",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="auth.group",
                                verbose_name="义务机关",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="催办轮次")),
                        ("next_check", models.DateTimeField(null=True, verbose_name="下次催办")),
                        ("ended_on", models.DateField(null=True, verbose_name="结束日")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "期限",
                        "ordering": ["due_on", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["next_check", "id"],
                                name="deadline_to_chase",
                            ),
                            models.Index(
                                condition=models.Q(("ended_on", None)),
                                fields=["duty_office", "due_on", "id"],
                                name="deadline_office",
                            ),
                            models.Index(
                                condition=models.Q(("duty_user__isnull", False), ("ended_on", None)),
                                fields=["duty_user", "due_on", "id"],
                                name="deadline_of_user",
                            ),
                            models.Index(
                                condition=models.Q(("duty_group__isnull", False), ("ended_on", None)),
                                fields=["duty_group", "due_on", "id"],
                                name="deadline_of_group",
                            ),
                            models.Index(
                                condition=models.Q(("clue__isnull", False)),
                                fields=["clue"],
                                name="deadline_clue",
                            ),
                            models.Index(
                                condition=models.Q(("respondent__isnull", False)),
                                fields=["respondent"],
                                name="deadline_respondent",
                            ),
                            models.Index(
                                condition=models.Q(("duty_group__isnull", False)),
                                fields=["duty_group"],
                                name="deadline_owed",
                            ),
                            models.Index(
                                condition=models.Q(("follows__isnull", False)),
                                fields=["follows"],
                                name="deadline_follows",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case__isnull", False), ("clue", None)),
                                    models.Q(("case", None), ("clue__isnull", False)),
                                    _connector="OR",
                                ),
                                name="deadline_of_a_case_or_a_clue",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("respondent", None), ("case__isnull", False), _connector="OR"
                                ),
                                name="deadline_respondent_only_in_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("backward", False), ("due_on__gte", models.F("started_on"))),
                                    models.Q(("backward", True), ("due_on__lte", models.F("started_on"))),
                                    _connector="OR",
                                ),
                                name="deadline_due_on_its_side_of_the_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("next_check", None), ("state", "open"), _connector="OR"),
                                name="deadline_chased_only_while_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    models.Q(("state__in", ["open", "suspended"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="deadline_running_has_no_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "deadline",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="deadlines.deadline",
                                verbose_name="期限",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
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
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="操作人",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("until", models.DateField(null=True, verbose_name="至")),
                        ("months", models.SmallIntegerField(null=True, verbose_name="月数")),
                        ("days", models.SmallIntegerField(null=True, verbose_name="天数")),
                        ("article", models.CharField(blank=True, max_length=60, verbose_name="依据")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        ("due_on", models.DateField(verbose_name="届满日")),
                    ],
                    options={
                        "verbose_name": "期限记录",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "excluded"), _negated=True),
                                    ("until__gt", models.F("on")),
                                    _connector="OR",
                                ),
                                name="event_span_has_days",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "started")),
                                fields=("deadline",),
                                name="event_starts_once",
                            ),
                        ],
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
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="录入人",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                        ("moved", models.PositiveIntegerField(default=0, verbose_name="变动的期限")),
                    ],
                    options={
                        "verbose_name": "放假安排通知",
                        "ordering": ["-year", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Holiday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(unique=True, verbose_name="日期")),
                        ("is_rest", models.BooleanField(verbose_name="休息")),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="名称")),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holidays",
                                to="deadlines.holidaynotice",
                                verbose_name="放假安排通知",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "放假安排",
                        "ordering": ["date"],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "deadline",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminders",
                                to="deadlines.deadline",
                                verbose_name="期限",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="催办轮次")),
                        ("rung", models.SmallIntegerField(verbose_name="距届满日")),
                        (
                            "recipient",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接收人",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="届满日")),
                        ("created_at", models.DateTimeField(verbose_name="时间")),
                        ("mail", models.CharField(blank=True, max_length=120, verbose_name="所在邮件")),
                    ],
                    options={
                        "verbose_name": "催办",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("mail", ""), _negated=True),
                                fields=["mail"],
                                name="reminder_mail",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("deadline", "round", "rung", "recipient"), name="reminder_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接收人",
                            ),
                        ),
                        ("key", models.CharField(max_length=200, verbose_name="唯一键")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("deadline", "期限"),
                                    ("task", "待办"),
                                    ("progress", "进展"),
                                    ("alarm", "系统告警"),
                                ],
                                default="progress",
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        ("body", models.TextField(blank=True, verbose_name="内容")),
                        ("url", models.CharField(blank=True, max_length=300, verbose_name="链接")),
                        ("created_at", models.DateTimeField(verbose_name="时间")),
                        ("read_at", models.DateTimeField(null=True, verbose_name="阅读时间")),
                    ],
                    options={
                        "verbose_name": "通知",
                        "ordering": ["-created_at", "-id"],
                        "indexes": [
                            models.Index(fields=["user", "-created_at", "-id"], name="notice_of_user"),
                            models.Index(
                                condition=models.Q(("read_at", None)), fields=["user"], name="notice_unread"
                            ),
                            models.Index(
                                condition=models.Q(("url", ""), _negated=True),
                                fields=["url"],
                                name="notice_about",
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("user", "key"), name="notice_once")],
                    },
                ),
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
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chase_choices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
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
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("both", "站内通知和邮件"),
                                    ("notice", "只要站内通知"),
                                    ("none", "不提醒"),
                                ],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提醒设置",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "matter"), name="chase_choice_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SweepRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=12, verbose_name="类别")),
                        ("started_at", models.DateTimeField(verbose_name="开始")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="结束")),
                        ("claimed", models.PositiveIntegerField(default=0, verbose_name="检查期限")),
                        ("reminded", models.PositiveIntegerField(default=0, verbose_name="发出提醒")),
                        (
                            "aside",
                            models.PositiveIntegerField(db_default=0, default=0, verbose_name="未能催办"),
                        ),
                    ],
                    options={
                        "verbose_name": "催办轮次",
                        "indexes": [models.Index(fields=["kind", "-finished_at"], name="sweep_heartbeat")],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deadline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="deadline_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:cancelled,open:met,open:missed,open:suspended,suspended:cancelled,suspended:met,suspended:missed,suspended:open}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="31305c3320f4acfdb7530dbaac75e88249a91146",
                            operation="UPDATE",
                            pgid="pgtrigger_deadline_moves_80c88",
                            table="deadlines_deadline",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="event",
                    trigger=pgtrigger.compiler.Trigger(
                        name="event_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a0043097597508cb0cd9132d931e091c2aebc08a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_event_append_only_dbb33",
                            table="deadlines_event",
                            when="BEFORE",
                        ),
                    ),
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
            ]
        ),
    ]
