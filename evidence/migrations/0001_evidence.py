"""Evidence and its custody, files on their way in, drafts, exports.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from audit.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("evidence", "0001_start"),
        ("evidence", "0002_uploads_in_parts_and_drafts"),
        ("evidence", "0003_when_files_were_verified"),
        ("evidence", "0004_files_verified_longest_ago_first"),
        ("evidence", "0005_files_of_drafts_are_checked"),
    ]

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
                    name="Export",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                        ("manifest", models.JSONField(verbose_name="清单")),
                        ("digest", models.CharField(max_length=64, verbose_name="清单摘要值")),
                        ("signature", models.CharField(max_length=200, verbose_name="签名")),
                        ("key_id", models.CharField(max_length=64, verbose_name="签名密钥")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="导出人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="导出时间")),
                    ],
                    options={
                        "verbose_name": "证据导出",
                        "ordering": ["-at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="cases.respondent",
                                verbose_name="提交机关",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="cases.submission",
                                verbose_name="整改报告",
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="cases.reply",
                                verbose_name="书面回复",
                            ),
                        ),
                        (
                            "site_check",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="cases.sitecheck",
                                verbose_name="现场核查",
                            ),
                        ),
                        (
                            "objection",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="cases.objection",
                                verbose_name="异议",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("documentary", "书证"),
                                    ("physical", "物证"),
                                    ("audiovisual", "视听资料"),
                                    ("electronic", "电子数据"),
                                    ("testimony", "证人证言"),
                                    ("statement", "当事人陈述"),
                                    ("appraisal", "鉴定意见"),
                                    ("expert", "专家意见"),
                                    ("inspection", "勘验笔录"),
                                ],
                                max_length=16,
                                verbose_name="证据种类",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="证据名称")),
                        ("source", models.CharField(max_length=200, verbose_name="证据来源")),
                        ("collected_on", models.DateField(verbose_name="取得日期")),
                        ("proves", models.CharField(blank=True, max_length=300, verbose_name="证明内容")),
                        (
                            "element",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("harm", "公益损害"),
                                    ("law", "法律适用"),
                                    ("duty", "监管职责"),
                                    ("failure", "未依法履职"),
                                    ("link", "因果关系"),
                                    ("none", "其他"),
                                ],
                                default="none",
                                max_length=8,
                                verbose_name="证明要素",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="登记时间")),
                    ],
                    options={
                        "verbose_name": "证据",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["case", "element"], name="evidence_case")],
                    },
                ),
                migrations.CreateModel(
                    name="File",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "待检"),
                                    ("clean", "已检"),
                                    ("refused", "已隔离"),
                                    ("altered", "与接收时不一致"),
                                ],
                                db_default="pending",
                                default="pending",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "findings",
                            models.JSONField(
                                blank=True,
                                db_default=models.Value([], models.JSONField()),
                                default=list,
                                verbose_name="检查结果",
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="检查时间")),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(
                                db_default=0, default=0, verbose_name="检查次数"
                            ),
                        ),
                        ("check_after", models.DateTimeField(null=True, verbose_name="下次检查")),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="evidence.item",
                                verbose_name="证据",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("key", models.CharField(max_length=100, unique=True, verbose_name="存储键")),
                        ("size", models.BigIntegerField(verbose_name="大小")),
                        ("media_type", models.CharField(max_length=100, verbose_name="类型")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("sm3", models.CharField(max_length=64, verbose_name="SM3")),
                        ("verified_at", models.DateTimeField(null=True, verbose_name="最近核验")),
                        ("verify_lease", models.DateTimeField(null=True, verbose_name="核验占用至")),
                        (
                            "revision",
                            models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="第几版"),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="evidence.file",
                                verbose_name="代替的文件",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                    ],
                    options={
                        "verbose_name": "证据文件",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "pending")),
                                fields=["check_after", "id"],
                                name="file_waits",
                            ),
                            models.Index(
                                models.OrderBy(models.F("verified_at"), nulls_first=True),
                                models.F("id"),
                                name="file_oldest_verified",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)), name="file_has_bytes"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sha256__length", 64), ("sm3__length", 64)),
                                name="file_hashes_are_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revision", 1), ("replaces__isnull", False), _connector="OR"
                                ),
                                name="later_versions_replace_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("page", models.PositiveSmallIntegerField(verbose_name="页")),
                        ("key", models.CharField(max_length=100, unique=True, verbose_name="存储键")),
                        ("width", models.PositiveIntegerField(verbose_name="宽")),
                        ("height", models.PositiveIntegerField(verbose_name="高")),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="previews",
                                to="evidence.file",
                                verbose_name="证据文件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "预览",
                        "ordering": ["file", "page"],
                        "constraints": [
                            models.UniqueConstraint(fields=("file", "page"), name="preview_once_a_page")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Custody",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody",
                                to="evidence.file",
                                verbose_name="证据文件",
                            ),
                        ),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    ("received", "接收"),
                                    ("viewed", "查看"),
                                    ("downloaded", "下载"),
                                    ("verified", "核验"),
                                    ("checked", "安全检查"),
                                    ("exported", "导出"),
                                ],
                                max_length=12,
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="经手人",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                    ],
                    options={
                        "verbose_name": "保管链",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
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
                                    ("writing", "拟稿中"),
                                    ("offered", "待领导确认"),
                                    ("sent", "已报送"),
                                    ("dropped", "已撤销"),
                                ],
                                default="writing",
                                editable=False,
                                max_length=24,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="agencies.agency",
                                verbose_name="行政机关",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("report", "整改报告"),
                                    ("reply", "书面回复"),
                                    ("objection", "异议"),
                                ],
                                max_length=12,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="cases.respondent",
                                verbose_name="被监督机关",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="cases.obligation",
                                verbose_name="整改事项",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="内容")),
                        ("values", models.JSONField(blank=True, default=dict, verbose_name="指标数值")),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="拟稿人",
                            ),
                        ),
                        ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                        (
                            "offered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="送审人",
                            ),
                        ),
                        ("offered_at", models.DateTimeField(null=True, verbose_name="送审时间")),
                        ("remark", models.TextField(blank=True, verbose_name="领导意见")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        (
                            "submission",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="cases.submission",
                                verbose_name="整改报告",
                            ),
                        ),
                        (
                            "reply",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="cases.reply",
                                verbose_name="书面回复",
                            ),
                        ),
                        (
                            "objection",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="cases.objection",
                                verbose_name="异议",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "拟稿",
                        "ordering": ["-saved_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["writing", "offered"])),
                                fields=("kind", "respondent", "obligation"),
                                name="one_draft_at_a_time",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "report"), _negated=True),
                                    ("obligation__isnull", False),
                                    _connector="OR",
                                ),
                                name="reports_are_on_an_obligation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    ("submission__isnull", False),
                                    ("reply__isnull", False),
                                    ("objection__isnull", False),
                                    _connector="OR",
                                ),
                                name="sent_drafts_became_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incoming",
                    fields=[
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "待检"),
                                    ("clean", "已检"),
                                    ("refused", "已隔离"),
                                    ("altered", "与接收时不一致"),
                                ],
                                db_default="pending",
                                default="pending",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "findings",
                            models.JSONField(
                                blank=True,
                                db_default=models.Value([], models.JSONField()),
                                default=list,
                                verbose_name="检查结果",
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="检查时间")),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(
                                db_default=0, default=0, verbose_name="检查次数"
                            ),
                        ),
                        ("check_after", models.DateTimeField(null=True, verbose_name="下次检查")),
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="incoming",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("size", models.BigIntegerField(verbose_name="大小")),
                        ("received", models.BigIntegerField(default=0, verbose_name="已收到")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                        ("sm3", models.CharField(blank=True, max_length=64, verbose_name="SM3")),
                        ("started_at", models.DateTimeField(verbose_name="开始时间")),
                        ("touched_at", models.DateTimeField(verbose_name="最近收到")),
                        ("completed_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                        (
                            "draft",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="files",
                                to="evidence.draft",
                                verbose_name="拟稿",
                            ),
                        ),
                        (
                            "scanned",
                            models.BooleanField(db_default=False, default=False, verbose_name="已查杀病毒"),
                        ),
                    ],
                    options={
                        "verbose_name": "上传中的文件",
                        "ordering": ["started_at"],
                        "indexes": [
                            models.Index(fields=["touched_at"], name="incoming_touched"),
                            models.Index(
                                condition=models.Q(
                                    ("completed_at__isnull", False),
                                    ("draft__isnull", False),
                                    ("state", "pending"),
                                ),
                                fields=["check_after", "id"],
                                name="incoming_waits",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)), name="incoming_has_bytes"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("received__gte", 0), ("received__lte", models.F("size"))),
                                name="incoming_never_more_than_said",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completed_at", None),
                                    models.Q(
                                        ("received", models.F("size")),
                                        ("sha256__length", 64),
                                        ("sm3__length", 64),
                                    ),
                                    _connector="OR",
                                ),
                                name="complete_incoming_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncomingPreview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("page", models.PositiveSmallIntegerField(verbose_name="页")),
                        ("key", models.CharField(max_length=100, unique=True, verbose_name="存储键")),
                        ("width", models.PositiveIntegerField(verbose_name="宽")),
                        ("height", models.PositiveIntegerField(verbose_name="高")),
                        (
                            "incoming",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="previews",
                                to="evidence.incoming",
                                verbose_name="上传中的文件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "拟稿文件的预览",
                        "ordering": ["incoming", "page"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incoming", "page"), name="incoming_preview_once_a_page"
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="file",
                    trigger=pgtrigger.compiler.Trigger(
                        name="file_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="02d99e6361a12ac27f011695db221b04ec44cbcc",
                            operation="DELETE",
                            pgid="pgtrigger_file_kept_7b729",
                            table="evidence_file",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="file",
                    trigger=pgtrigger.compiler.Trigger(
                        name="file_never_overwritten",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sm3" IS DISTINCT FROM (NEW."sm3"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="9f7c3901bb15f94fd6f13e170daa43d852af7a0d",
                            operation="UPDATE",
                            pgid="pgtrigger_file_never_overwritten_9d602",
                            table="evidence_file",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="custody",
                    trigger=pgtrigger.compiler.Trigger(
                        name="custody_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ac74b6b91827b8f16767dba64f47dc91dccc2ce0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_custody_append_only_1788c",
                            table="evidence_custody",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="draft",
                    trigger=pgtrigger.compiler.Trigger(
                        name="draft_flow",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{offered:dropped,offered:sent,offered:writing,writing:dropped,writing:offered,writing:sent}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="aa90399c665ad3054f466ba0a1df746ae9204918",
                            operation="UPDATE",
                            pgid="pgtrigger_draft_flow_2c65e",
                            table="evidence_draft",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
