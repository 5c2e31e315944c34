"""Clues, cases, and what is in them that no clock of its own is counted for.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.sealing
from audit.together import Together


class Migration(migrations.Migration):
    # The first and the last of the old ones: a database that has only a part of them has only a part of these.
    replaces = [("cases", "0001_start"), ("cases", "0012_reports_are_shared")]

    initial = True

    dependencies = [
        ("accounts", "0005_seal_phones"),
        ("agencies", "0003_bases_and_addresses_of_invitations"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Clue",
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
                                    ("registered", "待评估"),
                                    ("evaluating", "评估中"),
                                    ("filed", "已立案"),
                                    ("not_filed", "不立案"),
                                    ("transferred", "已移送"),
                                    ("reported", "已报请上级"),
                                    ("merged", "已并案"),
                                ],
                                default="registered",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                editable=False, max_length=40, unique=True, verbose_name="线索编号"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="线索名称")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("report", "控告、举报"),
                                    ("casework", "检察院在办案中发现"),
                                    ("enforcement", "行政执法信息共享平台发现"),
                                    ("forwarded", "国家机关、社会团体和代表委员等转交"),
                                    ("media", "新闻媒体、社会舆论反映"),
                                    ("volunteer", "“益心为公”志愿者提供"),
                                    ("grid", "网格员提供"),
                                    ("screening", "数字监督模型筛查"),
                                    ("assigned", "上级院交办"),
                                    ("reported_up", "下级院报请"),
                                    ("transferred", "其他检察院移送"),
                                    ("other", "其他履职中发现"),
                                ],
                                max_length=16,
                                verbose_name="线索来源",
                            ),
                        ),
                        (
                            "source_note",
                            models.CharField(blank=True, max_length=200, verbose_name="来源说明"),
                        ),
                        (
                            "giver",
                            accounts.sealing.Sealed(blank=True, max_length=60, verbose_name="线索提供人"),
                        ),
                        (
                            "giver_contact",
                            accounts.sealing.Sealed(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=60,
                                verbose_name="提供人联系方式",
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("ecology", "生态环境和资源保护"),
                                    ("food_drug", "食品药品安全"),
                                    ("state_property", "国有财产保护"),
                                    ("state_land", "国有土地使用权出让"),
                                    ("heroes", "英雄烈士保护"),
                                    ("minors", "未成年人保护"),
                                    ("military", "军人地位和权益保障"),
                                    ("work_safety", "安全生产"),
                                    ("personal_data", "个人信息保护"),
                                    ("antitrust", "反垄断"),
                                    ("telecom_fraud", "反电信网络诈骗"),
                                    ("farm_produce", "农产品质量安全"),
                                    ("women", "妇女权益保障"),
                                    ("accessibility", "无障碍环境建设"),
                                    ("heritage", "文物和文化遗产保护"),
                                    ("rural_collective", "农村集体经济组织"),
                                    ("other", "其他"),
                                ],
                                max_length=20,
                                verbose_name="领域",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=100, verbose_name="发生地")),
                        ("facts", models.TextField(max_length=8000, verbose_name="线索事实")),
                        (
                            "suspected",
                            models.CharField(blank=True, max_length=200, verbose_name="涉嫌违法的单位或个人"),
                        ),
                        (
                            "criminal_ref",
                            models.CharField(blank=True, max_length=80, verbose_name="关联刑事案件"),
                        ),
                        ("major", models.BooleanField(default=False, verbose_name="重大线索")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
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
                        ("truth", models.TextField(blank=True, verbose_name="真实性")),
                        ("checkability", models.TextField(blank=True, verbose_name="可查性")),
                        ("risk", models.TextField(blank=True, verbose_name="风险与必要性")),
                        ("opinion", models.TextField(blank=True, verbose_name="评估意见")),
                        ("evaluated_on", models.DateField(null=True, verbose_name="评估日期")),
                    ],
                    options={
                        "verbose_name": "线索",
                        "indexes": [
                            models.Index(
                                fields=["office", "-received_on", "-id"],
                                include=("secrecy",),
                                name="clue_in_office",
                            ),
                            models.Index(
                                fields=["municipal", "-received_on", "-id"],
                                include=("secrecy",),
                                name="clue_in_municipal",
                            ),
                            models.Index(
                                fields=["provincial", "-received_on", "-id"],
                                include=("secrecy",),
                                name="clue_in_provincial",
                            ),
                            models.Index(
                                fields=["-received_on", "-id"], include=("secrecy",), name="clue_everywhere"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "registered",
                                            "evaluating",
                                            "filed",
                                            "not_filed",
                                            "transferred",
                                            "reported",
                                            "merged",
                                        ],
                                    )
                                ),
                                name="clue_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "clue",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report_up",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "received",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reported_from",
                                to="cases.clue",
                                verbose_name="上级院线索",
                            ),
                        ),
                        ("opinion", models.TextField(verbose_name="报请意见")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报请人",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="报请时间")),
                    ],
                    options={
                        "verbose_name": "层报",
                    },
                ),
                migrations.CreateModel(
                    name="Case",
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
                                    ("filed", "已立案"),
                                    ("investigating", "调查"),
                                    ("consulting", "磋商"),
                                    ("recommended", "检察建议"),
                                    ("rectifying", "整改"),
                                    ("suspended", "中止审查"),
                                    ("announced", "公告"),
                                    ("reviewing", "审查"),
                                    ("hearing", "听证"),
                                    ("sued", "已起诉"),
                                    ("judged", "已裁判"),
                                    ("withdrawn", "已撤诉"),
                                    ("closed", "已终结"),
                                    ("transferred", "已移送"),
                                    ("revoked", "立案已撤销"),
                                ],
                                default="filed",
                                editable=False,
                                max_length=24,
                                verbose_name="阶段",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="cases.case",
                                verbose_name="上级院案件",
                            ),
                        ),
                        (
                            "origin",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed_over",
                                to="cases.case",
                                verbose_name="移送起诉的原案",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(editable=False, max_length=40, unique=True, verbose_name="案号"),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="案件名称")),
                        (
                            "track",
                            models.CharField(
                                choices=[("administrative", "行政公益诉讼"), ("civil", "民事公益诉讼")],
                                max_length=16,
                                verbose_name="案件类型",
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("ecology", "生态环境和资源保护"),
                                    ("food_drug", "食品药品安全"),
                                    ("state_property", "国有财产保护"),
                                    ("state_land", "国有土地使用权出让"),
                                    ("heroes", "英雄烈士保护"),
                                    ("minors", "未成年人保护"),
                                    ("military", "军人地位和权益保障"),
                                    ("work_safety", "安全生产"),
                                    ("personal_data", "个人信息保护"),
                                    ("antitrust", "反垄断"),
                                    ("telecom_fraud", "反电信网络诈骗"),
                                    ("farm_produce", "农产品质量安全"),
                                    ("women", "妇女权益保障"),
                                    ("accessibility", "无障碍环境建设"),
                                    ("heritage", "文物和文化遗产保护"),
                                    ("rural_collective", "农村集体经济组织"),
                                    ("other", "其他"),
                                ],
                                max_length=20,
                                verbose_name="领域",
                            ),
                        ),
                        (
                            "other_fields",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("ecology", "生态环境和资源保护"),
                                        ("food_drug", "食品药品安全"),
                                        ("state_property", "国有财产保护"),
                                        ("state_land", "国有土地使用权出让"),
                                        ("heroes", "英雄烈士保护"),
                                        ("minors", "未成年人保护"),
                                        ("military", "军人地位和权益保障"),
                                        ("work_safety", "安全生产"),
                                        ("personal_data", "个人信息保护"),
                                        ("antitrust", "反垄断"),
                                        ("telecom_fraud", "反电信网络诈骗"),
                                        ("farm_produce", "农产品质量安全"),
                                        ("women", "妇女权益保障"),
                                        ("accessibility", "无障碍环境建设"),
                                        ("heritage", "文物和文化遗产保护"),
                                        ("rural_collective", "农村集体经济组织"),
                                        ("other", "其他"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="涉及的其他领域",
                            ),
                        ),
                        ("preventive", models.BooleanField(default=False, verbose_name="预防性")),
                        ("facts", models.TextField(verbose_name="案件事实")),
                        ("basis", models.TextField(blank=True, verbose_name="法律依据")),
                        ("plan", models.TextField(blank=True, verbose_name="调查方案")),
                        (
                            "handler",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="承办检察官",
                            ),
                        ),
                        ("filed_on", models.DateField(verbose_name="立案日期")),
                        ("ended_on", models.DateField(editable=False, null=True, verbose_name="办结日期")),
                        (
                            "closure_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lawful", "行政机关未违法行使职权或者不作为"),
                                    ("protected", "国家利益或者社会公共利益已经得到有效保护"),
                                    ("rectified", "行政机关已经全面采取整改措施依法履行职责"),
                                    ("judged", "人民法院裁判已经生效并执行"),
                                    ("other", "其他应当终结案件的情形"),
                                ],
                                max_length=12,
                                verbose_name="终结理由",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "案件",
                        "permissions": [
                            ("as_assigned", "handles this case"),
                            ("as_member", "is lent to this case"),
                        ],
                        "default_permissions": (),
                        "indexes": [
                            models.Index(
                                fields=["office", "-filed_on", "-id"],
                                include=("secrecy",),
                                name="case_in_office",
                            ),
                            models.Index(
                                fields=["municipal", "-filed_on", "-id"],
                                include=("secrecy",),
                                name="case_in_municipal",
                            ),
                            models.Index(
                                fields=["provincial", "-filed_on", "-id"],
                                include=("secrecy",),
                                name="case_in_provincial",
                            ),
                            models.Index(
                                fields=["-filed_on", "-id"], include=("secrecy",), name="case_everywhere"
                            ),
                            models.Index(fields=["handler", "state"], name="case_handler"),
                            models.Index(
                                fields=["office", "state", "-filed_on", "-id"], name="case_office_state"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "filed",
                                            "investigating",
                                            "consulting",
                                            "recommended",
                                            "rectifying",
                                            "suspended",
                                            "announced",
                                            "reviewing",
                                            "hearing",
                                            "sued",
                                            "judged",
                                            "withdrawn",
                                            "closed",
                                            "transferred",
                                            "revoked",
                                        ],
                                    )
                                ),
                                name="case_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("filed_on")),
                                    _connector="OR",
                                ),
                                name="case_ends_after_filing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseUserGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "permission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                            ),
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
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="grants",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="自")),
                        ("ends_at", models.DateTimeField(null=True, verbose_name="至")),
                    ],
                    options={
                        "verbose_name": "案件授权",
                        "unique_together": {("user", "permission", "content_object")},
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["user", "content_object"],
                                include=(
                                    "permission",
                                    "starts_at",
                                    "ends_at",
                                    "office",
                                    "municipal",
                                    "provincial",
                                ),
                                name="grant_of_user",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                                related_name="steps",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("consultation", "磋商"), ("hearing", "听证")],
                                max_length=16,
                                verbose_name="事项",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        ("outcome", models.CharField(blank=True, max_length=200, verbose_name="结果")),
                    ],
                    options={
                        "verbose_name": "办案环节",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("case", "kind"),
                                name="one_open_step_of_a_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lawsuit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lawsuit",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        ("court", models.CharField(max_length=80, verbose_name="受诉法院")),
                        ("claims", models.TextField(verbose_name="诉讼请求")),
                        ("decided_on", models.DateField(verbose_name="决定起诉日")),
                        ("delivered_on", models.DateField(null=True, verbose_name="起诉书送达法院日")),
                        (
                            "court_number",
                            models.CharField(blank=True, max_length=60, verbose_name="法院案号"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unlawful", "确认违法或者无效"),
                                    ("revoked", "撤销或者部分撤销"),
                                    ("perform", "限期履行法定职责"),
                                    ("changed", "变更行政行为"),
                                    ("liable", "判令承担民事责任"),
                                    ("rejected", "驳回诉讼请求"),
                                ],
                                max_length=12,
                                verbose_name="裁判结果",
                            ),
                        ),
                        ("judged_on", models.DateField(null=True, verbose_name="裁判日期")),
                        ("judgment_received_on", models.DateField(null=True, verbose_name="收到裁判日")),
                    ],
                    options={
                        "verbose_name": "诉讼",
                    },
                ),
                migrations.CreateModel(
                    name="NumberCounter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
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
                        ("word", models.CharField(max_length=20, verbose_name="文书代字")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="已用序号")),
                    ],
                    options={
                        "verbose_name": "文号计数",
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "word", "year"), name="one_counter")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="制发院",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("filing", "立案决定书"),
                                    ("not_filing", "不立案决定书"),
                                    ("recommendation", "检察建议书"),
                                    ("suspension", "中止审查决定书"),
                                    ("resumption", "恢复审查决定书"),
                                    ("hearing", "听证通知书"),
                                    ("announcement", "公益诉讼公告"),
                                    ("closure", "终结案件决定书"),
                                    ("lawsuit", "公益诉讼起诉书"),
                                    ("withdrawal", "撤回起诉决定书"),
                                    ("transfer", "移送案件通知书"),
                                    ("assignment", "交办通知书"),
                                    ("taking_up", "提办通知书"),
                                    ("supervision", "督办函"),
                                    ("designation", "指定管辖决定书"),
                                    ("call_up", "调用检察人员决定书"),
                                    ("revocation", "撤销决定通知书"),
                                    ("change", "变更决定通知书"),
                                    ("commission", "委托调查函"),
                                    ("question", "请示"),
                                    ("answer", "批复"),
                                    ("major_clue", "重大线索备案报告"),
                                ],
                                max_length=16,
                                verbose_name="文书种类",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="文号")),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        ("contents", models.JSONField(default=dict, verbose_name="内容")),
                        ("digest", models.CharField(max_length=64, verbose_name="内容摘要值")),
                        ("signed_on", models.DateField(verbose_name="签发日期")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="签发人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文书",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Respondent",
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
                                    ("named", "已立案"),
                                    ("recommended", "待送达"),
                                    ("served", "待回复"),
                                    ("replied", "已回复"),
                                    ("performed", "已依法履职"),
                                    ("failing", "未依法履职"),
                                ],
                                default="named",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="respondents",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="respondents",
                                to="agencies.agency",
                                verbose_name="行政机关",
                            ),
                        ),
                        (
                            "served_on",
                            models.DateField(editable=False, null=True, verbose_name="检察建议送达日"),
                        ),
                        (
                            "failing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("silent", "逾期不回复检察建议，也没有采取有效整改措施"),
                                    ("paper_only", "已经制定整改措施，但没有实质性执行"),
                                    ("partial", "虽按期回复，但未采取整改措施或者仅采取部分整改措施"),
                                    ("criminal", "违法行为人已被追究刑事责任，但行政机关仍应继续履职"),
                                    ("not_resumed", "客观障碍消除后，未及时恢复整改"),
                                    ("unlawful", "整改措施违反法律规定"),
                                    ("other", "其他没有依法履行职责的情形"),
                                ],
                                max_length=12,
                                verbose_name="未依法履职情形",
                            ),
                        ),
                        ("verdict", models.TextField(blank=True, verbose_name="认定理由")),
                    ],
                    options={
                        "verbose_name": "被监督机关",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "agency"), name="agency_once_in_a_case"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["served", "replied"]), _negated=True),
                                    ("served_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="served_respondents_have_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
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
                                related_name="recommendations",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "respondent",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recommendation",
                                to="cases.respondent",
                                verbose_name="被监督机关",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendation",
                                to="cases.document",
                                verbose_name="文书",
                            ),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="紧急情形")),
                        ("origin", models.TextField(verbose_name="案件来源")),
                        ("harm", models.TextField(verbose_name="公益受侵害的事实")),
                        ("failure", models.TextField(verbose_name="不依法履职的事实和理由")),
                        ("basis", models.TextField(verbose_name="法律依据")),
                        ("requests", models.TextField(verbose_name="建议的具体内容")),
                        ("other", models.TextField(blank=True, verbose_name="其他需要说明的事项")),
                        ("issued_on", models.DateField(verbose_name="签发日期")),
                    ],
                    options={
                        "verbose_name": "检察建议",
                    },
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="cases.document",
                                verbose_name="文书",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="services",
                                to="cases.respondent",
                                verbose_name="受送达机关",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("direct", "直接送达"),
                                    ("left", "留置送达"),
                                    ("mail", "邮寄送达"),
                                    ("electronic", "电子送达"),
                                    ("announced", "宣告送达"),
                                ],
                                max_length=12,
                                verbose_name="送达方式",
                            ),
                        ),
                        ("served_on", models.DateField(verbose_name="送达日期")),
                        ("recipient", models.CharField(blank=True, max_length=40, verbose_name="签收人")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="送达说明")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "送达回证",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "respondent"), name="paper_served_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="cases.respondent",
                                verbose_name="被监督机关",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="回复内容")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提交人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="提交时间")),
                    ],
                    options={
                        "verbose_name": "书面回复",
                        "ordering": ["-at"],
                    },
                ),
                migrations.CreateModel(
                    name="DutyMatter",
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
                                related_name="duty_matters",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="监管事项")),
                        ("settled_on", models.DateField(null=True, verbose_name="确认日期")),
                        (
                            "settled_in",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_matters",
                                to="cases.step",
                                verbose_name="确认于磋商",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                    ],
                    options={
                        "verbose_name": "监管事项",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "name"), name="matter_once_in_a_case")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shares",
                                to="cases.dutymatter",
                                verbose_name="监管事项",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_shares",
                                to="agencies.agency",
                                verbose_name="行政机关",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("leads", "牵头"),
                                    ("shares", "配合"),
                                    ("disputed", "有争议"),
                                    ("none", "不承担"),
                                ],
                                max_length=12,
                                verbose_name="职责",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="agencies.duty",
                                verbose_name="登记的职责",
                            ),
                        ),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="法律依据")),
                        ("source", models.CharField(blank=True, max_length=100, verbose_name="职责来源")),
                        ("position", models.CharField(blank=True, max_length=300, verbose_name="机关意见")),
                    ],
                    options={
                        "verbose_name": "职责分工",
                        "ordering": ["matter", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("matter", "agency"), name="agency_once_in_a_matter"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Involvement",
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
                                related_name="involvements",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="involvements",
                                to="agencies.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("leaked", "信息泄露单位"),
                                    ("responsible", "违法行为人"),
                                    ("platform", "平台"),
                                    ("affected", "受害单位"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="在案中的身份",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                    ],
                    options={
                        "verbose_name": "涉案企业",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "enterprise"), name="enterprise_once_in_a_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
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
                                related_name="proofs",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "element",
                            models.CharField(
                                choices=[
                                    ("harm", "公益损害"),
                                    ("law", "法律适用"),
                                    ("duty", "监管职责"),
                                    ("failure", "未依法履职"),
                                    ("link", "因果关系"),
                                ],
                                max_length=8,
                                verbose_name="证明要素",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("missing", "尚缺证据"),
                                    ("partly", "部分证明"),
                                    ("proven", "已经证明"),
                                ],
                                default="missing",
                                max_length=8,
                                verbose_name="证明程度",
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, verbose_name="说明")),
                        (
                            "judged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="认定人",
                            ),
                        ),
                        ("judged_at", models.DateTimeField(verbose_name="认定时间")),
                    ],
                    options={
                        "verbose_name": "证明程度",
                        "ordering": ["case", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "element"), name="element_once_in_a_case")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commission",
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
                                    ("sent", "待接收"),
                                    ("received", "调查中"),
                                    ("done", "已反馈"),
                                    ("declined", "已退回"),
                                ],
                                default="sent",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commissions",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "to_office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="受托院",
                            ),
                        ),
                        ("matters", models.TextField(verbose_name="委托调查事项")),
                        ("demands", models.TextField(blank=True, verbose_name="调查要求")),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commission",
                                to="cases.document",
                                verbose_name="委托调查函",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="委托人",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="委托时间")),
                        (
                            "handler",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="受托承办人",
                            ),
                        ),
                        ("received_on", models.DateField(null=True, verbose_name="收到日期")),
                        ("result", models.TextField(blank=True, verbose_name="调查结果")),
                        ("finished_on", models.DateField(null=True, verbose_name="反馈日期")),
                    ],
                    options={
                        "verbose_name": "委托调查",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["to_office", "-sent_at", "-id"], name="commission_to")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instruction",
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
                                choices=[("asked", "待答复"), ("answered", "已答复")],
                                default="asked",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("question", "请示"), ("report", "情况报告")],
                                db_default="question",
                                default="question",
                                max_length=12,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructions",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructions",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "asked_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="请示对象",
                            ),
                        ),
                        (
                            "waits_at",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="待办院",
                            ),
                        ),
                        ("question", models.TextField(verbose_name="请示事项")),
                        ("own_opinion", models.TextField(verbose_name="本院意见")),
                        (
                            "document",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instruction",
                                to="cases.document",
                                verbose_name="文书",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="请示人",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="请示时间")),
                        ("agreed", models.BooleanField(null=True, verbose_name="同意")),
                        ("answer", models.TextField(blank=True, verbose_name="答复")),
                        (
                            "answer_document",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answered",
                                to="cases.document",
                                verbose_name="批复",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="答复人",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                    ],
                    options={
                        "verbose_name": "请示",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case", None), ("clue__isnull", False)),
                                    models.Q(("case__isnull", False), ("clue", None)),
                                    _connector="OR",
                                ),
                                name="instruction_on_a_clue_or_a_case",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InstructionLeg",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instruction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="legs",
                                to="cases.instruction",
                                verbose_name="请示",
                            ),
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
                        ("received_at", models.DateTimeField(verbose_name="收到时间")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("forwarded", "转报上级院"), ("answered", "答复")],
                                max_length=12,
                                verbose_name="处理",
                            ),
                        ),
                        ("opinion", models.TextField(blank=True, verbose_name="意见")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办理人",
                            ),
                        ),
                        ("at", models.DateTimeField(null=True, verbose_name="办理时间")),
                    ],
                    options={
                        "verbose_name": "层报环节",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instruction", "office"), name="one_leg_of_an_office"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecordUp",
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
                                    ("sent", "待接收"),
                                    ("received", "已备案"),
                                    ("questioned", "有审查意见"),
                                ],
                                default="sent",
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
                                related_name="records_up",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "clue",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="records_up",
                                to="cases.clue",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="record_up",
                                to="cases.document",
                                verbose_name="文书",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.procuratorate",
                                verbose_name="备案院",
                            ),
                        ),
                        ("sent_on", models.DateField(verbose_name="报备日期")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报备人",
                            ),
                        ),
                        ("received_on", models.DateField(null=True, verbose_name="接收日期")),
                        (
                            "received_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接收人",
                            ),
                        ),
                        ("remark", models.TextField(blank=True, verbose_name="审查意见")),
                    ],
                    options={
                        "verbose_name": "备案",
                        "indexes": [
                            models.Index(
                                fields=["office", "state", "-sent_on", "-id"], name="record_up_waiting"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case__isnull", False), ("clue", None)),
                                    models.Q(("case", None), ("clue__isnull", False)),
                                    _connector="OR",
                                ),
                                name="record_of_a_case_or_a_clue",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="clue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="clue_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{evaluating:filed,evaluating:merged,evaluating:not_filed,evaluating:reported,evaluating:transferred,filed:evaluating,not_filed:evaluating,registered:evaluating,registered:reported,registered:transferred}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="d3aac51fffcec91bc38e03081946eb318a9a1242",
                            operation="UPDATE",
                            pgid="pgtrigger_clue_flow_587fb",
                            table="cases_clue",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="case",
                    trigger=pgtrigger.compiler.Trigger(
                        name="case_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{announced:closed,announced:reviewing,closed:reviewing,consulting:closed,consulting:recommended,consulting:rectifying,filed:investigating,filed:revoked,filed:transferred,hearing:closed,hearing:sued,hearing:transferred,investigating:announced,investigating:closed,investigating:consulting,investigating:recommended,investigating:revoked,investigating:transferred,judged:closed,recommended:rectifying,rectifying:closed,rectifying:reviewing,rectifying:suspended,reviewing:closed,reviewing:hearing,reviewing:sued,reviewing:transferred,sued:judged,sued:withdrawn,suspended:rectifying,withdrawn:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="df7ce3ea9206d079e7cfcbf6ea1c4ec4bc738693",
                            operation="UPDATE",
                            pgid="pgtrigger_case_flow_5be83",
                            table="cases_case",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="respondent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="respondent_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{failing:performed,named:performed,named:recommended,performed:failing,recommended:served,replied:failing,replied:performed,served:failing,served:performed,served:replied}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="b0994ec93311058aee35b01c9f85135901862134",
                            operation="UPDATE",
                            pgid="pgtrigger_respondent_flow_a6347",
                            table="cases_respondent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="commission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="commission_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{received:done,sent:declined,sent:received}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="10ae8bb6aa5944f49a7733fab04ee35ef965c3fc",
                            operation="UPDATE",
                            pgid="pgtrigger_commission_flow_4de4c",
                            table="cases_commission",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="instruction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="instruction_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{asked:answered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="6222de18027ae2dbfe46377447165ce436fb02a0",
                            operation="UPDATE",
                            pgid="pgtrigger_instruction_flow_5f5c4",
                            table="cases_instruction",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recordup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="record_up_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{received:questioned,sent:questioned,sent:received}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="6ded8b24ab2e297250fb5b81c54804583ddcd805",
                            operation="UPDATE",
                            pgid="pgtrigger_record_up_flow_db1ad",
                            table="cases_recordup",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
