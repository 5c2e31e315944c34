"""Hearings and their hearing officers.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from audit.together import Together


class Migration(migrations.Migration):
    replaces = [("hearings", "0001_start")]

    initial = True

    dependencies = [
        ("accounts", "0005_seal_phones"),
        ("cases", "0011_accepted_in_part"),
        # nothing of it is used: whoever has only a part of the old history of evidence is refused here
        ("evidence", "0005_files_of_drafts_are_checked"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Hearing",
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
                                choices=[("planned", "待举行"), ("concluded", "已举行")],
                                default="planned",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hearings",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hearing",
                                to="cases.decision",
                                verbose_name="批准",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("harm", "公共利益是否受损及其程度"),
                                    ("target", "监督对象或者监管职责存在争议"),
                                    ("performed", "行政机关是否全面履职"),
                                    ("plan", "整改方案是否可行"),
                                    ("joint", "需要多部门形成合力"),
                                    ("effect", "评估整改效果"),
                                    ("explain", "释法说理"),
                                    ("settle", "民事公益诉讼和解、调解"),
                                    ("public", "涉众、新类型或社会影响较大"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="听证事由",
                            ),
                        ),
                        ("public", models.BooleanField(default=True, verbose_name="公开听证")),
                        (
                            "closed_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="不公开理由"),
                        ),
                        ("held_on", models.DateField(verbose_name="听证日期")),
                        ("place", models.CharField(max_length=120, verbose_name="地点")),
                        (
                            "co_organiser",
                            models.CharField(blank=True, max_length=100, verbose_name="联合举办单位"),
                        ),
                        ("site_visit", models.CharField(blank=True, max_length=200, verbose_name="实地察看")),
                        ("noticed_on", models.DateField(null=True, verbose_name="告知日期")),
                        ("record", models.TextField(blank=True, verbose_name="听证笔录")),
                        ("result", models.TextField(blank=True, verbose_name="听证意见")),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提请人",
                            ),
                        ),
                        ("planned_at", models.DateTimeField(verbose_name="提请时间")),
                    ],
                    options={
                        "verbose_name": "听证",
                        "ordering": ["-held_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="HearingOfficer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "hearing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="officers",
                                to="hearings.hearing",
                                verbose_name="听证",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("deputy", "人大代表"),
                                    ("cppcc", "政协委员"),
                                    ("expert", "专家学者"),
                                    ("mediator", "人民调解员"),
                                    ("adviser", "特约检察员"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="身份",
                            ),
                        ),
                        ("supports", models.BooleanField(null=True, verbose_name="同意检察机关拟处理意见")),
                        ("opinion", models.TextField(blank=True, verbose_name="评议意见")),
                    ],
                    options={
                        "verbose_name": "听证员",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("hearing", "name"), name="officer_once")
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hearing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="hearing_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{planned:concluded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="b67109347958b6895bbb7b02cb498187ddd99ef1",
                            operation="UPDATE",
                            pgid="pgtrigger_hearing_flow_2cc8c",
                            table="hearings_hearing",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
