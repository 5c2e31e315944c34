"""Consultations and who is invited.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from audit.together import Together


class Migration(migrations.Migration):
    replaces = [("consultations", "0001_start")]

    initial = True

    dependencies = [
        ("accounts", "0005_seal_phones"),
        ("agencies", "0003_bases_and_addresses_of_invitations"),
        ("cases", "0011_accepted_in_part"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Consultation",
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
                                choices=[("called", "已召集"), ("concluded", "已结束")],
                                default="called",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consultations",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[("meeting", "磋商座谈会"), ("letter", "事实确认书")],
                                max_length=8,
                                verbose_name="形式",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="磋商日期")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                        ("agenda", models.TextField(verbose_name="磋商事项")),
                        ("minutes", models.TextField(blank=True, verbose_name="会议记录")),
                        ("agreed", models.TextField(blank=True, verbose_name="磋商意见")),
                        (
                            "called_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="召集人",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="召集时间")),
                    ],
                    options={
                        "verbose_name": "磋商",
                        "ordering": ["-held_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "concluded"), _negated=True),
                                    models.Q(("minutes", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="concluded_consultations_have_minutes",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitees",
                                to="consultations.consultation",
                                verbose_name="磋商",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("agency", "行政机关"),
                                    ("enterprise", "企业"),
                                    ("platform", "平台"),
                                    ("association", "行业协会"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                                verbose_name="行政机关",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="单位")),
                        ("attended", models.BooleanField(null=True, verbose_name="到会")),
                        ("position", models.TextField(blank=True, verbose_name="意见")),
                    ],
                    options={
                        "verbose_name": "受邀单位",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("consultation", "name"), name="invited_once")
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consultation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="consultation_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{called:concluded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="c5a388d900e470d9c8e89b0a56b91dfd63e74db3",
                            operation="UPDATE",
                            pgid="pgtrigger_consultation_flow_4fa3f",
                            table="consultations_consultation",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
