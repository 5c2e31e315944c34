"""Agencies that must act, what the law makes their duty, and the enterprises and associations they supervise."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from accounts.models import AGENCY_POSTS, Procuratorate


class AgencyKind(models.TextChoices):
    """The line of government an agency belongs to."""

    CAC = "cac", _("网信")
    POST = "post", _("邮政管理")
    POLICE = "police", _("公安")
    SAMR = "samr", _("市场监管")
    MARKET = "market", _("市场发展")
    ENVIRONMENT = "environment", _("生态环境")
    RESOURCES = "resources", _("自然资源")
    AGRICULTURE = "agriculture", _("农业农村")
    EMERGENCY = "emergency", _("应急管理")
    HOUSING = "housing", _("住房城建")
    WATER = "water", _("水利")
    HEALTH = "health", _("卫生健康")
    TRANSPORT = "transport", _("交通运输")
    CULTURE = "culture", _("文化文物")
    GOVERNMENT = "government", _("人民政府")
    OTHER = "other", _("其他")


class Agency(models.Model):
    """One agency. Its people hold posts in its group; what they see is what is asked of that group."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    short_name = models.CharField(_("简称"), max_length=40)
    kind = models.CharField(_("系统"), max_length=16, choices=AgencyKind)
    area = models.ForeignKey(
        Procuratorate, models.PROTECT, related_name="agencies", verbose_name=_("对应检察院")
    )
    group = models.OneToOneField(Group, models.PROTECT, related_name="agency", verbose_name=_("人员组"))
    address = models.CharField(_("地址"), max_length=200, blank=True)
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name=_("上级主管部门"),
    )
    leader_confirms = models.BooleanField(
        _("由分管领导确认后报送"), default=True, help_text=_("没有在任的分管领导时，联络员可以直接报送")
    )

    SCOPE = Scope(view="agency.view", agency="group", area="area")

    class Meta:
        verbose_name = _("行政机关")
        ordering = ["area__code", "name"]

    def __str__(self) -> str:
        return self.short_name


class DutySource(models.TextChoices):
    """Where it is written that a duty is an agency's (rule 72): law first, lists of powers for reference."""

    STATUTE = "statute", _("法律法规规章")
    POWER_LIST = "power_list", _("权力清单")
    RESPONSIBILITY_LIST = "responsibility_list", _("责任清单")
    THREE_FIXES = "three_fixes", _("三定方案")
    OTHER = "other", _("其他文件")


class Duty(models.Model):
    """What an agency must do by law, with the text that says so (rule 72)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="duties", verbose_name=_("行政机关"))
    matter = models.CharField(_("监管事项"), max_length=200)
    basis = models.CharField(_("法律依据"), max_length=300, blank=True)
    source_kind = models.CharField(
        _("来源类别"),
        max_length=20,
        choices=DutySource,
        default=DutySource.STATUTE,
        db_default=DutySource.STATUTE,
    )
    source = models.CharField(
        _("职责来源"), max_length=100, blank=True, help_text=_("文件名称，如某市权力清单")
    )

    SCOPE = Scope(view="agency.view", agency="agency__group", area="agency__area")

    class Meta:
        verbose_name = _("监管职责")
        ordering = ["agency", "id"]

    def __str__(self) -> str:
        return self.matter


class ScaleClass(models.TextChoices):
    """The size classes of enterprises in official statistics."""

    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")


class Enterprise(models.Model):
    """An enterprise met in cases: how large it is, how much personal data it handles and how it is protected."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True)
    sector = models.CharField(_("行业"), max_length=60)
    area = models.ForeignKey(
        Procuratorate, models.PROTECT, related_name="enterprises", verbose_name=_("所在地检察院")
    )
    scale = models.CharField(_("经营规模"), max_length=8, choices=ScaleClass)
    personal_data_volume = models.PositiveIntegerField(_("个人信息处理量（万条）"), null=True, blank=True)
    protection_level = models.PositiveSmallIntegerField(
        _("网络安全等级保护"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("已定级备案的级别，一至五级"),
    )
    systems = models.CharField(_("处理个人信息的系统"), max_length=300, blank=True)
    supervisor = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("行业主管部门"),
    )

    SCOPE = Scope(view="enterprise.view", area="area")

    class Meta:
        verbose_name = _("企业")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="protection_levels_one_to_five",
                condition=Q(protection_level=None) | Q(protection_level__range=(1, 5)),
            )
        ]

    def __str__(self) -> str:
        return self.name


class IncidentKind(models.TextChoices):
    """How personal data got out of an enterprise."""

    INTRUSION = "intrusion", _("网络入侵、木马")
    BREAK_IN = "break_in", _("潜入场所植入远控")
    INSIDER = "insider", _("内部人员泄露")
    FORMER_STAFF = "former_staff", _("离职账号")
    FALSE_HIRE = "false_hire", _("虚假应聘")
    PHOTOGRAPHED = "photographed", _("偷拍、抄录")
    EXPOSED = "exposed", _("未加密或者公开暴露")
    OTHER = "other", _("其他")


class Incident(models.Model):
    """A leak at an enterprise: when, how, how much."""

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, related_name="incidents", verbose_name=_("企业")
    )
    on = models.DateField(_("发生日期"))
    kind = models.CharField(_("方式"), max_length=16, choices=IncidentKind)
    records = models.PositiveIntegerField(_("涉及个人信息（条）"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    entered_at = models.DateTimeField(_("登记时间"))

    SCOPE = Scope(view="enterprise.view", area="enterprise__area")

    class Meta:
        verbose_name = _("信息泄露事件")
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.on}"


class Association(models.Model):
    """An association of a trade, which draws up rules for its members."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    sector = models.CharField(_("行业"), max_length=60)
    area = models.ForeignKey(
        Procuratorate, models.PROTECT, related_name="associations", verbose_name=_("所在地检察院")
    )
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    guided_by = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="associations",
        verbose_name=_("业务指导单位"),
    )
    members = models.PositiveIntegerField(_("会员数"), null=True, blank=True)
    rules = models.CharField(_("自律规范"), max_length=300, blank=True)

    SCOPE = Scope(view="enterprise.view", area="area")

    class Meta:
        verbose_name = _("行业协会")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link by which one person joins an agency's people; only its digest is kept, and it works once."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="invitations", verbose_name=_("行政机关"))
    post = models.CharField(
        _("职务"), max_length=12, choices=[(post.value, post.label) for post in AGENCY_POSTS]
    )
    name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("邮箱"), max_length=200, blank=True)
    digest = models.CharField(_("链接摘要值"), max_length=64, unique=True, editable=False)
    ends_on = models.DateField(_("任职至"), null=True, blank=True)
    expires_at = models.DateTimeField(_("链接有效至"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("邀请人")
    )
    invited_at = models.DateTimeField(_("邀请时间"))
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="invitation",
        verbose_name=_("接受人"),
    )
    accepted_at = models.DateTimeField(_("接受时间"), null=True)
    revoked_at = models.DateTimeField(_("撤回时间"), null=True)

    SCOPE = Scope(view="agency.invite", area="agency__area")

    class Meta:
        verbose_name = _("邀请")
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="invitations_end_once", condition=Q(accepted_at=None) | Q(revoked_at=None)
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_was_sent", condition=Q(expires_at__gt=F("invited_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.name}"
