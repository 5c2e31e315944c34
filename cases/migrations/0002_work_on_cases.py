"""Orders, obligations and decisions: they point to their clocks, which point to cases.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from audit.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0002_obligation_clock"),
        ("cases", "0003_more_time_by_decision"),
        ("cases", "0004_between_offices"),
        ("cases", "0005_where_decisions_stand"),
        ("cases", "0006_pages_by_index_alone"),
        ("cases", "0007_what_orders_name"),
        ("cases", "0008_who_must_act_and_how_far_proved"),
        ("cases", "0009_givers_sealed"),
        ("cases", "0010_seal_givers"),
        ("cases", "0011_accepted_in_part"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0005_seal_phones"),
        ("agencies", "0003_bases_and_addresses_of_invitations"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0001_cases"),
        ("deadlines", "0008_notices_by_address"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="检察院",
                            ),
                        ),
                        (
                            "municipal",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="市级院",
                            ),
                        ),
                        (
                            "provincial",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="省级院",
                            ),
                        ),
                        (
                            "secrecy",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                                db_default=0,
                                default=0,
                                editable=False,
                                verbose_name="密级",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("drafted", "审批中"),
                                    ("dropped", "未发出"),
                                    ("issued", "待签收"),
                                    ("received", "办理中"),
                                    ("done", "已办结"),
                                ],
                                default="drafted",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("assign", "交办"),
                                    ("take_up", "提办"),
                                    ("supervise", "督办"),
                                    ("designate", "指定管辖"),
                                    ("task_force", "组建专案组"),
                                    ("revoke", "撤销下级院决定"),
                                    ("change", "变更下级院决定"),
                                ],
                                max_length=16,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "from_office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="原承办院",
                            ),
                        ),
                        (
                            "to_office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="承办院",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.document",
                                verbose_name="所涉下级院文书",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="理由和依据")),
                        ("demands", models.TextField(blank=True, verbose_name="工作要求")),
                        ("report_by", models.DateField(blank=True, null=True, verbose_name="报告期限")),
                        (
                            "data",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="其他内容",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="order",
                                to="cases.document",
                                verbose_name="文书",
                            ),
                        ),
                        (
                            "handler",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="承办检察官",
                            ),
                        ),
                        (
                            "given",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="given_by",
                                to="cases.clue",
                                verbose_name="交办的线索",
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="deadlines.deadline",
                                verbose_name="报告时钟",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="拟稿人",
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="拟稿时间")),
                        ("issued_on", models.DateField(editable=False, null=True, verbose_name="签发日期")),
                        (
                            "received_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="签收人",
                            ),
                        ),
                        ("received_at", models.DateTimeField(null=True, verbose_name="签收时间")),
                        ("objection", models.TextField(blank=True, verbose_name="不同意见")),
                        ("result", models.TextField(blank=True, verbose_name="办理结果")),
                        (
                            "finished_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报告人",
                            ),
                        ),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="报告时间")),
                    ],
                    options={
                        "verbose_name": "上级院决定",
                        "indexes": [
                            models.Index(fields=["office", "-drafted_at", "-id"], name="order_office"),
                            models.Index(fields=["to_office", "-drafted_at", "-id"], name="order_to"),
                            models.Index(fields=["from_office", "-drafted_at", "-id"], name="order_from"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case__isnull", False), ("clue", None)),
                                    models.Q(("case", None), ("clue__isnull", False)),
                                    _connector="OR",
                                ),
                                name="order_on_a_case_or_a_clue",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["drafted", "dropped"]),
                                    ("document__isnull", False),
                                    _connector="OR",
                                ),
                                name="orders_in_force_are_in_writing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskForce",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="task_forces",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="名称")),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="牵头院",
                            ),
                        ),
                        (
                            "order",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="task_force",
                                to="cases.order",
                                verbose_name="调用决定",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="自")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="至")),
                    ],
                    options={
                        "verbose_name": "专案组",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="task_force_ends_after_start",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="派出院",
                            ),
                        ),
                        ("duty", models.CharField(max_length=60, verbose_name="分工")),
                        ("order", models.CharField(blank=True, max_length=80, verbose_name="调用决定")),
                        (
                            "task_force",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="cases.taskforce",
                                verbose_name="专案组",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="自")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="至")),
                    ],
                    options={
                        "verbose_name": "办案组成员",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="member_ends_after_start",
                            ),
                            models.UniqueConstraint(fields=("case", "user", "starts_on"), name="member_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Obligation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "整改中"),
                                    ("submitted", "待核验"),
                                    ("accepted", "已验收"),
                                    ("partly", "部分验收"),
                                    ("returned", "已退回"),
                                ],
                                default="open",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="obligations",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="obligations",
                                to="cases.respondent",
                                verbose_name="责任机关",
                            ),
                        ),
                        ("measure", models.CharField(max_length=200, verbose_name="整改措施")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("coordination", "协同监管"),
                                    ("referral", "行刑衔接"),
                                    ("privacy_waybill", "隐私面单"),
                                    ("network_security", "网络安全规范"),
                                    ("training", "教育培训"),
                                    ("enforcement", "执法查处"),
                                    ("restoration", "修复治理"),
                                    ("rules", "建章立制"),
                                    ("other", "其他"),
                                ],
                                max_length=20,
                                verbose_name="措施类别",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="完成期限")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                blank=True,
                                help_text="由企业落实的，责任机关督促并报送",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="agencies.enterprise",
                                verbose_name="落实企业",
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="deadlines.deadline",
                                verbose_name="期限",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "整改事项",
                        "ordering": ["respondent", "id"],
                        "indexes": [models.Index(fields=["case", "state"], name="obligation_case_state")],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("raised", "待复核"),
                                    ("upheld", "已采纳"),
                                    ("rejected", "不予采纳"),
                                ],
                                default="raised",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objections",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objections",
                                to="cases.respondent",
                                verbose_name="被监督机关",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objections",
                                to="cases.obligation",
                                verbose_name="整改事项",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="异议内容")),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="拟稿人",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("raised_at", models.DateTimeField(verbose_name="提出时间")),
                        ("answer", models.TextField(blank=True, verbose_name="复核意见")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="复核人",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="复核时间")),
                    ],
                    options={
                        "verbose_name": "异议",
                        "ordering": ["-raised_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "raised"),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="answered_objections_have_an_answer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indicators",
                                to="cases.obligation",
                                verbose_name="整改事项",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="指标名称")),
                        ("unit", models.CharField(max_length=12, verbose_name="单位")),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="基线值"
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="目标值"),
                        ),
                    ],
                    options={
                        "verbose_name": "指标",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "待核验"),
                                    ("accepted", "已验收"),
                                    ("partly", "部分验收"),
                                    ("returned", "已退回"),
                                ],
                                default="sent",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="submissions",
                                to="cases.obligation",
                                verbose_name="整改事项",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="submissions",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="整改情况")),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="拟稿人",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提交人",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="提交时间")),
                        (
                            "accepted_part",
                            models.TextField(blank=True, db_default="", verbose_name="已到位的部分"),
                        ),
                        ("reasons", models.TextField(blank=True, verbose_name="核验意见")),
                        (
                            "judged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="核验人",
                            ),
                        ),
                        ("judged_at", models.DateTimeField(null=True, verbose_name="核验时间")),
                    ],
                    options={
                        "verbose_name": "整改报告",
                        "ordering": ["-sent_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Sharing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sharings",
                                to="cases.submission",
                                verbose_name="整改报告",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shared_with_it",
                                to="cases.respondent",
                                verbose_name="共享给",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="共享人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="共享时间")),
                    ],
                    options={
                        "verbose_name": "材料共享",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("submission", "respondent"), name="shared_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="values",
                                to="cases.indicator",
                                verbose_name="指标",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("value", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="数值")),
                        ("source", models.CharField(blank=True, max_length=100, verbose_name="数据来源")),
                        (
                            "submission",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="indicator_values",
                                to="cases.submission",
                                verbose_name="整改报告",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "指标值",
                        "ordering": ["on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "on", "submission"), name="one_value_a_day"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("submission", None)),
                                fields=("indicator", "on"),
                                name="one_checked_value_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SiteCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="site_checks",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="site_checks",
                                to="cases.obligation",
                                verbose_name="整改事项",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("site", "现场核查"), ("look_back", "回头看")],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="核查日期")),
                        ("place", models.CharField(max_length=120, verbose_name="地点")),
                        ("others", models.CharField(blank=True, max_length=200, verbose_name="其他参加人员")),
                        ("findings", models.TextField(verbose_name="核查情况")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("done", "整改到位"),
                                    ("partly", "部分到位"),
                                    ("not_done", "未整改"),
                                    ("relapsed", "反弹回潮"),
                                ],
                                max_length=12,
                                verbose_name="核查结论",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.clue",
                                verbose_name="由此登记的线索",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "people",
                            models.ManyToManyField(
                                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="核查人员"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "现场核查",
                        "ordering": ["-on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("clue", None), ("kind", "look_back"), _connector="OR"),
                                name="relapse_is_found_by_looking_back",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="检察院",
                            ),
                        ),
                        (
                            "municipal",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="市级院",
                            ),
                        ),
                        (
                            "provincial",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="省级院",
                            ),
                        ),
                        (
                            "secrecy",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                                db_default=0,
                                default=0,
                                editable=False,
                                verbose_name="密级",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "审批中"),
                                    ("approved", "已批准"),
                                    ("returned", "已退回"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "order",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decision",
                                to="cases.order",
                                verbose_name="上级院决定",
                            ),
                        ),
                        (
                            "deadline",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="deadlines.deadline",
                                verbose_name="提请延长的期限",
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="deadlines.deadline",
                                verbose_name="审批期限",
                            ),
                        ),
                        ("move", models.CharField(max_length=24, verbose_name="事项")),
                        (
                            "draft",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="拟稿",
                            ),
                        ),
                        (
                            "chain",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("head", "部门负责人"),
                                        ("chief", "检察长"),
                                        ("committee", "检察委员会"),
                                        ("upper", "上一级院检察长"),
                                        ("province", "省级院检察长"),
                                    ],
                                    max_length=12,
                                ),
                                size=None,
                                verbose_name="审批链",
                            ),
                        ),
                        ("step", models.PositiveSmallIntegerField(default=0, verbose_name="当前环节")),
                        (
                            "revision",
                            models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="第几稿"),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提请人",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(verbose_name="提请时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                    ],
                    options={
                        "verbose_name": "审批",
                        "indexes": [
                            models.Index(
                                fields=["office", "-requested_at", "-id"],
                                include=("secrecy",),
                                name="decision_in_office",
                            ),
                            models.Index(
                                fields=["municipal", "-requested_at", "-id"],
                                include=("secrecy",),
                                name="decision_in_municipal",
                            ),
                            models.Index(
                                fields=["provincial", "-requested_at", "-id"],
                                include=("secrecy",),
                                name="decision_in_provincial",
                            ),
                            models.Index(
                                fields=["-requested_at", "-id"],
                                include=("secrecy",),
                                name="decision_everywhere",
                            ),
                            models.Index(
                                fields=["office", "state", "-requested_at", "-id"],
                                name="decision_office_state",
                            ),
                            models.Index(fields=["state", "-requested_at", "-id"], name="decision_state"),
                            models.Index(
                                condition=models.Q(("deadline__isnull", False)),
                                fields=["deadline"],
                                name="decision_deadline",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case__isnull", False), ("clue", None), ("order", None)),
                                    models.Q(("case", None), ("clue__isnull", False), ("order", None)),
                                    models.Q(("case", None), ("clue", None), ("order__isnull", False)),
                                    _connector="OR",
                                ),
                                name="decision_on_a_case_a_clue_or_an_order",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("deadline", None), ("state", "pending")),
                                fields=("case",),
                                name="one_pending_move_of_a_case",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("deadline", None), ("state", "pending")),
                                fields=("clue",),
                                name="one_pending_move_of_a_clue",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending")),
                                fields=("deadline",),
                                name="one_pending_request_on_a_deadline",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opinions",
                                to="cases.decision",
                                verbose_name="审批",
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("head", "部门负责人"),
                                    ("chief", "检察长"),
                                    ("committee", "检察委员会"),
                                    ("upper", "上一级院检察长"),
                                    ("province", "省级院检察长"),
                                ],
                                max_length=12,
                                verbose_name="职务",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("approve", "同意"), ("return", "退回"), ("forward", "转报")],
                                max_length=8,
                                verbose_name="意见",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="说明")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审批人",
                            ),
                        ),
                        (
                            "acting_for",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="代行何人职务",
                            ),
                        ),
                        ("meeting", models.CharField(blank=True, max_length=60, verbose_name="检委会会议")),
                        (
                            "revision",
                            models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="第几稿"),
                        ),
                        ("voided_at", models.DateTimeField(null=True, verbose_name="失效时间")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "verbose_name": "审批意见",
                        "ordering": ["id"],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="order",
                    trigger=pgtrigger.compiler.Trigger(
                        name="order_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{drafted:dropped,drafted:issued,issued:received,received:done}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="97dba373df2b3ada354571e06352702f2dc8f9db",
                            operation="UPDATE",
                            pgid="pgtrigger_order_flow_db86b",
                            table="cases_order",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="obligation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="obligation_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:open,open:submitted,partly:submitted,returned:submitted,submitted:accepted,submitted:partly,submitted:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="c90d974184a13ed9ff017b81be047ae071f84c8a",
                            operation="UPDATE",
                            pgid="pgtrigger_obligation_flow_11a39",
                            table="cases_obligation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="objection_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{raised:rejected,raised:upheld}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="77e05464da163e9d8200ef20c5ad90b1fb3292fd",
                            operation="UPDATE",
                            pgid="pgtrigger_objection_flow_0efe0",
                            table="cases_objection",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="submission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="submission_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{sent:accepted,sent:partly,sent:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="e9e47804ca321fe69e56e985c40b72f76ad491ef",
                            operation="UPDATE",
                            pgid="pgtrigger_submission_flow_ee55b",
                            table="cases_submission",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="decision_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{pending:approved,pending:returned,pending:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="74fa95df33077448259b9a01ae417f4044600330",
                            operation="UPDATE",
                            pgid="pgtrigger_decision_flow_dca7f",
                            table="cases_decision",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
