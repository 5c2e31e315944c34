"""Offices, people and their posts.

One file instead of a history, and old names among what it needs: see docs/adr/0020-one-migration-before-the-first-release.md.
"""

import datetime

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.sealing
from audit.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_start"),
        ("accounts", "0002_secrecy_and_delegation"),
        ("accounts", "0003_home_office_and_second_factor"),
        ("accounts", "0004_phones_sealed"),
        ("accounts", "0005_seal_phones"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Procuratorate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="区划代码")),
                        ("name", models.CharField(max_length=80, verbose_name="名称")),
                        ("short_name", models.CharField(max_length=40, verbose_name="简称")),
                        (
                            "mark",
                            models.CharField(
                                help_text="文号开头的院简称，如“义”", max_length=12, verbose_name="文书简称"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("county", "基层院"),
                                    ("municipal", "市级院"),
                                    ("provincial", "省级院"),
                                    ("supreme", "最高检"),
                                ],
                                max_length=12,
                                verbose_name="层级",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="accounts.procuratorate",
                                verbose_name="上级院",
                            ),
                        ),
                        (
                            "second_factor",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                editable=False,
                                help_text="未列明的职务按全站设置",
                                verbose_name="须二次验证的职务",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检察院",
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", "supreme"), ("parent", None)),
                                    models.Q(
                                        models.Q(("level", "supreme"), _negated=True),
                                        ("parent__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_the_supreme_has_no_parent",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "first_name",
                            models.CharField(blank=True, max_length=150, verbose_name="first name"),
                        ),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("phone", accounts.sealing.Sealed(blank=True, max_length=20, verbose_name="电话")),
                        ("demo", models.BooleanField(default=False, verbose_name="演示账号")),
                        (
                            "sessions",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="会话版本"),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="accounts.procuratorate",
                                verbose_name="所在检察院",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "用户",
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Post",
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
                                related_name="posts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("handler", "承办检察官"),
                                    ("assistant", "检察官助理"),
                                    ("clerk", "书记员"),
                                    ("head", "部门负责人"),
                                    ("chief", "检察长"),
                                    ("casemgr", "案件管理员"),
                                    ("sysadmin", "系统管理员"),
                                    ("secadmin", "安全管理员"),
                                    ("auditor", "审计管理员"),
                                    ("liaison", "联络员"),
                                    ("leader", "分管领导"),
                                ],
                                max_length=12,
                                verbose_name="职务",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="accounts.procuratorate",
                                verbose_name="检察院",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="auth.group",
                                verbose_name="机关",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="任职日")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="止任日")),
                        (
                            "clearance",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "一般"), (1, "工作秘密"), (2, "秘密"), (3, "机密")],
                                db_default=1,
                                default=1,
                                verbose_name="涉密等级",
                            ),
                        ),
                        (
                            "acting_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="代行何人职务",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任职",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("group__isnull", False),
                                        ("office", None),
                                        ("post__in", ("liaison", "leader")),
                                    ),
                                    models.Q(
                                        models.Q(("post__in", ("liaison", "leader")), _negated=True),
                                        ("group", None),
                                        ("office__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="agency_posts_in_a_group_others_in_an_office",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    (
                                        "ends_on__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("starts_on"),
                                            "-",
                                            models.Value(datetime.timedelta(days=1)),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="post_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(
                                fields=("user", "post", "office", "group", "starts_on"),
                                name="post_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
