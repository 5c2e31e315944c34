"""What an agency's draft holds is checked like evidence. Only columns with defaults, and indexes on tables that stay small."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0004_files_verified_longest_ago_first"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "拟稿文件的预览",
                "ordering": ["incoming", "page"],
            },
        ),
        migrations.AddField(
            model_name="incoming",
            name="attempts",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="检查次数"),
        ),
        migrations.AddField(
            model_name="incoming",
            name="check_after",
            field=models.DateTimeField(null=True, verbose_name="下次检查"),
        ),
        migrations.AddField(
            model_name="incoming",
            name="checked_at",
            field=models.DateTimeField(null=True, verbose_name="检查时间"),
        ),
        migrations.AddField(
            model_name="incoming",
            name="findings",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="检查结果",
            ),
        ),
        migrations.AddField(
            model_name="incoming",
            name="scanned",
            field=models.BooleanField(db_default=False, default=False, verbose_name="已查杀病毒"),
        ),
        migrations.AddField(
            model_name="incoming",
            name="state",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="file",
            name="findings",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="检查结果",
            ),
        ),
        migrations.AlterField(
            model_name="file",
            name="state",
            field=models.CharField(
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
        migrations.AddIndex(
            model_name="incoming",
            index=models.Index(
                condition=models.Q(
                    ("completed_at__isnull", False), ("draft__isnull", False), ("state", "pending")
                ),
                fields=["check_after", "id"],
                name="incoming_waits",
            ),
        ),
        migrations.AddField(
            model_name="incomingpreview",
            name="incoming",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="previews",
                to="evidence.incoming",
                verbose_name="上传中的文件",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingpreview",
            constraint=models.UniqueConstraint(
                fields=("incoming", "page"), name="incoming_preview_once_a_page"
            ),
        ),
    ]
