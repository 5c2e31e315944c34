"""Agencies and their duties, enterprises, associations, invitations.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("agencies", "0001_start"),
        ("agencies", "0002_registers_and_invitations"),
        ("agencies", "0003_bases_and_addresses_of_invitations"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0005_seal_phones"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Agency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                        ("short_name", models.CharField(max_length=40, verbose_name="简称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("cac", "网信"),
                                    ("post", "邮政管理"),
                                    ("police", "公安"),
                                    ("samr", "市场监管"),
                                    ("market", "市场发展"),
                                    ("environment", "生态环境"),
                                    ("resources", "自然资源"),
                                    ("agriculture", "农业农村"),
                                    ("emergency", "应急管理"),
                                    ("housing", "住房城建"),
                                    ("water", "水利"),
                                    ("health", "卫生健康"),
                                    ("transport", "交通运输"),
                                    ("culture", "文化文物"),
                                    ("government", "人民政府"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                                verbose_name="系统",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agencies",
                                to="accounts.procuratorate",
                                verbose_name="对应检察院",
                            ),
                        ),
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agency",
                                to="auth.group",
                                verbose_name="人员组",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                        (
                            "superior",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subordinates",
                                to="agencies.agency",
                                verbose_name="上级主管部门",
                            ),
                        ),
                        (
                            "leader_confirms",
                            models.BooleanField(
                                default=True,
                                help_text="没有在任的分管领导时，联络员可以直接报送",
                                verbose_name="由分管领导确认后报送",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "行政机关",
                        "ordering": ["area__code", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duties",
                                to="agencies.agency",
                                verbose_name="行政机关",
                            ),
                        ),
                        ("matter", models.CharField(max_length=200, verbose_name="监管事项")),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="法律依据")),
                        (
                            "source_kind",
                            models.CharField(
                                choices=[
                                    ("statute", "法律法规规章"),
                                    ("power_list", "权力清单"),
                                    ("responsibility_list", "责任清单"),
                                    ("three_fixes", "三定方案"),
                                    ("other", "其他文件"),
                                ],
                                db_default="statute",
                                default="statute",
                                max_length=20,
                                verbose_name="来源类别",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                help_text="文件名称，如某市权力清单",
                                max_length=100,
                                verbose_name="职责来源",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "监管职责",
                        "ordering": ["agency", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Enterprise",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                        (
                            "credit_code",
                            models.CharField(
                                blank=True,
                                max_length=18,
                                null=True,
                                unique=True,
                                verbose_name="统一社会信用代码",
                            ),
                        ),
                        ("sector", models.CharField(max_length=60, verbose_name="行业")),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enterprises",
                                to="accounts.procuratorate",
                                verbose_name="所在地检察院",
                            ),
                        ),
                        (
                            "scale",
                            models.CharField(
                                choices=[
                                    ("large", "大型"),
                                    ("medium", "中型"),
                                    ("small", "小型"),
                                    ("micro", "微型"),
                                ],
                                max_length=8,
                                verbose_name="经营规模",
                            ),
                        ),
                        (
                            "personal_data_volume",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="个人信息处理量（万条）"
                            ),
                        ),
                        (
                            "protection_level",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="已定级备案的级别，一至五级",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="网络安全等级保护",
                            ),
                        ),
                        (
                            "systems",
                            models.CharField(blank=True, max_length=300, verbose_name="处理个人信息的系统"),
                        ),
                        (
                            "supervisor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enterprises",
                                to="agencies.agency",
                                verbose_name="行业主管部门",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "企业",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("protection_level", None),
                                    ("protection_level__range", (1, 5)),
                                    _connector="OR",
                                ),
                                name="protection_levels_one_to_five",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="incidents",
                                to="agencies.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="发生日期")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("intrusion", "网络入侵、木马"),
                                    ("break_in", "潜入场所植入远控"),
                                    ("insider", "内部人员泄露"),
                                    ("former_staff", "离职账号"),
                                    ("false_hire", "虚假应聘"),
                                    ("photographed", "偷拍、抄录"),
                                    ("exposed", "未加密或者公开暴露"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "records",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="涉及个人信息（条）"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
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
                    ],
                    options={
                        "verbose_name": "信息泄露事件",
                        "ordering": ["-on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Association",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                        ("sector", models.CharField(max_length=60, verbose_name="行业")),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="associations",
                                to="accounts.procuratorate",
                                verbose_name="所在地检察院",
                            ),
                        ),
                        ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                        (
                            "guided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="associations",
                                to="agencies.agency",
                                verbose_name="业务指导单位",
                            ),
                        ),
                        (
                            "members",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="会员数"),
                        ),
                        ("rules", models.CharField(blank=True, max_length=300, verbose_name="自律规范")),
                    ],
                    options={
                        "verbose_name": "行业协会",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="agencies.agency",
                                verbose_name="行政机关",
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                choices=[("liaison", "联络员"), ("leader", "分管领导")],
                                max_length=12,
                                verbose_name="职务",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("email", models.EmailField(blank=True, max_length=200, verbose_name="邮箱")),
                        (
                            "digest",
                            models.CharField(
                                editable=False, max_length=64, unique=True, verbose_name="链接摘要值"
                            ),
                        ),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="任职至")),
                        ("expires_at", models.DateTimeField(verbose_name="链接有效至")),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="邀请人",
                            ),
                        ),
                        ("invited_at", models.DateTimeField(verbose_name="邀请时间")),
                        (
                            "accepted_by",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitation",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接受人",
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="接受时间")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                    ],
                    options={
                        "verbose_name": "邀请",
                        "ordering": ["-invited_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_at", None), ("revoked_at", None), _connector="OR"
                                ),
                                name="invitations_end_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                                name="invitation_expires_after_it_was_sent",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
