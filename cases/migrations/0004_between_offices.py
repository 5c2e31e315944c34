"""Orders, task forces and commissions between offices; secrecy; decisions and grants say in which office they stand."""

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_secrecy_and_delegation"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0003_more_time_by_decision"),
        ("deadlines", "0007_lean_clocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
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
                ("matters", models.TextField(verbose_name="委托调查事项")),
                ("demands", models.TextField(blank=True, verbose_name="调查要求")),
                ("sent_at", models.DateTimeField(verbose_name="委托时间")),
                ("received_on", models.DateField(null=True, verbose_name="收到日期")),
                ("result", models.TextField(blank=True, verbose_name="调查结果")),
                ("finished_on", models.DateField(null=True, verbose_name="反馈日期")),
            ],
            options={
                "verbose_name": "委托调查",
                "ordering": ["-id"],
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
                ("at", models.DateTimeField(null=True, verbose_name="办理时间")),
            ],
            options={
                "verbose_name": "层报环节",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
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
                ("drafted_at", models.DateTimeField(verbose_name="拟稿时间")),
                ("issued_on", models.DateField(editable=False, null=True, verbose_name="签发日期")),
                ("received_at", models.DateTimeField(null=True, verbose_name="签收时间")),
                ("objection", models.TextField(blank=True, verbose_name="不同意见")),
                ("result", models.TextField(blank=True, verbose_name="办理结果")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="报告时间")),
            ],
            options={
                "verbose_name": "上级院决定",
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
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("starts_on", models.DateField(verbose_name="自")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="至")),
            ],
            options={
                "verbose_name": "专案组",
                "ordering": ["id"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="case",
            name="case_flow",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="clue",
            name="clue_flow",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="clue",
            name="clue_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_on_a_case_or_a_clue",
        ),
        migrations.AddField(
            model_name="case",
            name="origin",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handed_over",
                to="cases.case",
                verbose_name="移送起诉的原案",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="secrecy",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                db_default=0,
                default=0,
                editable=False,
                verbose_name="密级",
            ),
        ),
        migrations.AddField(
            model_name="caseusergrant",
            name="municipal",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="市级院",
            ),
        ),
        migrations.AddField(
            model_name="caseusergrant",
            name="office",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="检察院",
            ),
        ),
        migrations.AddField(
            model_name="caseusergrant",
            name="provincial",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="省级院",
            ),
        ),
        migrations.AddField(
            model_name="caseusergrant",
            name="secrecy",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                db_default=0,
                default=0,
                editable=False,
                verbose_name="密级",
            ),
        ),
        migrations.AddField(
            model_name="clue",
            name="secrecy",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                db_default=0,
                default=0,
                editable=False,
                verbose_name="密级",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="municipal",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="市级院",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="office",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="检察院",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="provincial",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="省级院",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="revision",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="第几稿"),
        ),
        migrations.AddField(
            model_name="decision",
            name="secrecy",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                db_default=0,
                default=0,
                editable=False,
                verbose_name="密级",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="answer_document",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered",
                to="cases.document",
                verbose_name="批复",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instructions",
                to="cases.case",
                verbose_name="案件",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="document",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instruction",
                to="cases.document",
                verbose_name="文书",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="kind",
            field=models.CharField(
                choices=[("question", "请示"), ("report", "情况报告")],
                db_default="question",
                default="question",
                max_length=12,
                verbose_name="种类",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="waits_at",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="待办院",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="acting_for",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="代行何人职务",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="meeting",
            field=models.CharField(blank=True, max_length=60, verbose_name="检委会会议"),
        ),
        migrations.AddField(
            model_name="opinion",
            name="revision",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="第几稿"),
        ),
        migrations.AddField(
            model_name="opinion",
            name="voided_at",
            field=models.DateTimeField(null=True, verbose_name="失效时间"),
        ),
        migrations.AddField(
            model_name="recordup",
            name="clue",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="records_up",
                to="cases.clue",
                verbose_name="线索",
            ),
        ),
        migrations.AddField(
            model_name="recordup",
            name="received_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="接收人",
            ),
        ),
        migrations.AddField(
            model_name="recordup",
            name="received_on",
            field=models.DateField(null=True, verbose_name="接收日期"),
        ),
        migrations.AddField(
            model_name="recordup",
            name="remark",
            field=models.TextField(blank=True, verbose_name="审查意见"),
        ),
        migrations.AddField(
            model_name="recordup",
            name="state",
            field=models.CharField(
                choices=[("sent", "待接收"), ("received", "已备案"), ("questioned", "有审查意见")],
                default="sent",
                editable=False,
                max_length=24,
                verbose_name="状态",
            ),
        ),
        migrations.AddField(
            model_name="recordup",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="clue",
            name="state",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="decision",
            name="chain",
            field=django.contrib.postgres.fields.ArrayField(
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
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="instruction",
            name="clue",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instructions",
                to="cases.clue",
                verbose_name="线索",
            ),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="outcome",
            field=models.CharField(
                choices=[("approve", "同意"), ("return", "退回"), ("forward", "转报")],
                max_length=8,
                verbose_name="意见",
            ),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="post",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="recordup",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="records_up",
                to="cases.case",
                verbose_name="案件",
            ),
        ),
        migrations.AddIndex(
            model_name="recordup",
            index=models.Index(fields=["office", "state", "-sent_on", "-id"], name="record_up_waiting"),
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
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="clue",
            constraint=models.CheckConstraint(
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
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case", None), ("clue__isnull", False)),
                    models.Q(("case__isnull", False), ("clue", None)),
                    _connector="OR",
                ),
                name="instruction_on_a_clue_or_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("clue", None)),
                    models.Q(("case", None), ("clue__isnull", False)),
                    _connector="OR",
                ),
                name="record_of_a_case_or_a_clue",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="commissions",
                to="cases.case",
                verbose_name="案件",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commission",
                to="cases.document",
                verbose_name="委托调查函",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="handler",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="受托承办人",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="委托人",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="to_office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="受托院",
            ),
        ),
        migrations.AddField(
            model_name="instructionleg",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="办理人",
            ),
        ),
        migrations.AddField(
            model_name="instructionleg",
            name="instruction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="legs",
                to="cases.instruction",
                verbose_name="请示",
            ),
        ),
        migrations.AddField(
            model_name="instructionleg",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="检察院",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="cases.case",
                verbose_name="案件",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="clue",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="cases.clue",
                verbose_name="线索",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="document",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="order",
                to="cases.document",
                verbose_name="文书",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="drafted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="拟稿人",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="finished_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="报告人",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="from_office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="原承办院",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="municipal",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="市级院",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="检察院",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="provincial",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="省级院",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="received_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签收人",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="target",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.document",
                verbose_name="所涉下级院文书",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="to_office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="承办院",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="order",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decision",
                to="cases.order",
                verbose_name="上级院决定",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("clue", None), ("order", None)),
                    models.Q(("case", None), ("clue__isnull", False), ("order", None)),
                    models.Q(("case", None), ("clue", None), ("order__isnull", False)),
                    _connector="OR",
                ),
                name="decision_on_a_case_a_clue_or_an_order",
            ),
        ),
        migrations.AddField(
            model_name="taskforce",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="task_forces",
                to="cases.case",
                verbose_name="案件",
            ),
        ),
        migrations.AddField(
            model_name="taskforce",
            name="lead",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.procuratorate",
                verbose_name="牵头院",
            ),
        ),
        migrations.AddField(
            model_name="taskforce",
            name="order",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="task_force",
                to="cases.order",
                verbose_name="调用决定",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="task_force",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="cases.taskforce",
                verbose_name="专案组",
            ),
        ),
        migrations.AddIndex(
            model_name="commission",
            index=models.Index(fields=["to_office", "-sent_at", "-id"], name="commission_to"),
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
        migrations.AddConstraint(
            model_name="instructionleg",
            constraint=models.UniqueConstraint(fields=("instruction", "office"), name="one_leg_of_an_office"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["office", "-drafted_at", "-id"], name="order_office"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["to_office", "-drafted_at", "-id"], name="order_to"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["from_office", "-drafted_at", "-id"], name="order_from"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("clue", None)),
                    models.Q(("case", None), ("clue__isnull", False)),
                    _connector="OR",
                ),
                name="order_on_a_case_or_a_clue",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["drafted", "dropped"]), ("document__isnull", False), _connector="OR"
                ),
                name="orders_in_force_are_in_writing",
            ),
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
        migrations.AddConstraint(
            model_name="taskforce",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="task_force_ends_after_start",
            ),
        ),
    ]
