"""Agencies that must act, what the law makes their duty, and the enterprises they supervise."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from accounts.models import Procuratorate


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

    SCOPE = Scope(view="agency.view", agency="group")

    class Meta:
        verbose_name = _("行政机关")
        ordering = ["area__code", "name"]

    def __str__(self) -> str:
        return self.short_name


class Duty(models.Model):
    """What an agency must do by law, with the text that says so (rule 72)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="duties", verbose_name=_("行政机关"))
    matter = models.CharField(_("监管事项"), max_length=200)
    basis = models.CharField(_("法律依据"), max_length=300)
    source = models.CharField(_("职责来源"), max_length=100, blank=True, help_text=_("权力清单、三定方案等"))

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
    """An enterprise met in cases: how large it is and how much personal data it handles."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    sector = models.CharField(_("行业"), max_length=60)
    area = models.ForeignKey(
        Procuratorate, models.PROTECT, related_name="enterprises", verbose_name=_("所在地检察院")
    )
    scale = models.CharField(_("经营规模"), max_length=8, choices=ScaleClass)
    personal_data_volume = models.PositiveIntegerField(_("个人信息处理量（万条）"), null=True, blank=True)

    class Meta:
        verbose_name = _("企业")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
