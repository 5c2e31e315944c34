"""The record, what must leave the house, and requests that were answered.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from audit.together import Together


class Migration(migrations.Migration):
    replaces = [("audit", "0001_start")]

    initial = True

    dependencies = [
        ("accounts", "0005_seal_phones"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="记录时间")),
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
                        ("action", models.CharField(max_length=64, verbose_name="操作")),
                        ("label", models.CharField(max_length=200, verbose_name="事项")),
                        ("subject_type", models.CharField(max_length=48, verbose_name="对象类型")),
                        ("subject_id", models.BigIntegerField(verbose_name="对象")),
                        ("case_ref", models.BigIntegerField(null=True, verbose_name="案件")),
                        ("clue_ref", models.BigIntegerField(null=True, verbose_name="线索")),
                        ("from_state", models.CharField(blank=True, max_length=24, verbose_name="原状态")),
                        ("to_state", models.CharField(blank=True, max_length=24, verbose_name="新状态")),
                        ("note", models.TextField(blank=True, verbose_name="说明")),
                        ("data", models.JSONField(default=dict, verbose_name="内容")),
                    ],
                    options={
                        "verbose_name": "记录",
                        "indexes": [
                            models.Index(fields=["case_ref", "-at", "-id"], name="entry_case"),
                            models.Index(fields=["clue_ref", "-at", "-id"], name="entry_clue"),
                            models.Index(fields=["by", "-at"], name="entry_by"),
                            models.Index(fields=["subject_type", "subject_id"], name="entry_subject"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outbox",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200, unique=True, verbose_name="唯一键")),
                        ("topic", models.CharField(max_length=40, verbose_name="主题")),
                        ("payload", models.JSONField(verbose_name="内容")),
                        ("created_at", models.DateTimeField(verbose_name="产生时间")),
                        ("not_before", models.DateTimeField(verbose_name="最早发送")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数")),
                        ("locked_until", models.DateTimeField(null=True, verbose_name="占用至")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="发送时间")),
                        ("parked_at", models.DateTimeField(null=True, verbose_name="搁置时间")),
                        ("last_error", models.CharField(blank=True, max_length=500, verbose_name="最近错误")),
                    ],
                    options={
                        "verbose_name": "待发消息",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("parked_at__isnull", True), ("sent_at__isnull", True)),
                                fields=["not_before", "id"],
                                name="outbox_unsent",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Idempotency",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="用户",
                            ),
                        ),
                        ("key", models.CharField(max_length=100, verbose_name="键")),
                        ("path", models.CharField(max_length=300, verbose_name="路径")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="内容摘要")),
                        ("status", models.PositiveSmallIntegerField(null=True, verbose_name="应答状态")),
                        ("headers", models.JSONField(default=dict, verbose_name="应答头")),
                        ("body", models.TextField(blank=True, verbose_name="应答内容")),
                        (
                            "created",
                            models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="时间"),
                        ),
                    ],
                    options={
                        "verbose_name": "已答请求",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "key"), name="idempotency_once")
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="entry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="entry_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="77a36a6359cf9485348899afec195f5e20fddbaa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_entry_append_only_04ad0",
                            table="audit_entry",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
