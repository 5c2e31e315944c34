"""Who must act, what was found on the spot, which enterprises are in it, and how far a suit would stand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from agencies.models import Agency, Duty, Enterprise
from cases.models.case import Case, Step
from cases.models.clue import Clue
from cases.models.obligation import Obligation
from cases.statutory import CheckKind, CheckResult, Element, InvolvementRole, Part, Standing


class DutyMatter(models.Model):
    """One matter of a case for which it must be known who must act (rules 69, 72)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="duty_matters", verbose_name=_("案件"))
    name = models.CharField(_("监管事项"), max_length=200)
    settled_on = models.DateField(_("确认日期"), null=True)
    settled_in = models.ForeignKey(
        Step, models.PROTECT, null=True, related_name="duty_matters", verbose_name=_("确认于磋商")
    )
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("监管事项")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="matter_once_in_a_case", fields=["case", "name"])]

    def __str__(self) -> str:
        return self.name


class DutyShare(models.Model):
    """What one agency has to do in one matter, by which law, and what it says itself."""

    matter = models.ForeignKey(DutyMatter, models.CASCADE, related_name="shares", verbose_name=_("监管事项"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="duty_shares", verbose_name=_("行政机关"))
    part = models.CharField(_("职责"), max_length=12, choices=Part)
    duty = models.ForeignKey(
        Duty, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("登记的职责")
    )
    basis = models.CharField(_("法律依据"), max_length=300, blank=True)
    source = models.CharField(_("职责来源"), max_length=100, blank=True)
    position = models.CharField(_("机关意见"), max_length=300, blank=True)

    SCOPE = Scope(view="case.view", roots=("matter__case",), granted="matter__case")

    class Meta:
        verbose_name = _("职责分工")
        ordering = ["matter", "id"]
        constraints = [models.UniqueConstraint(name="agency_once_in_a_matter", fields=["matter", "agency"])]

    def __str__(self) -> str:
        return f"{self.agency} {self.matter}"


class SiteCheck(models.Model):
    """Somebody went and looked: whether a thing was put right, and after the end whether it stayed so (rule 77)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="site_checks", verbose_name=_("案件"))
    obligation = models.ForeignKey(
        Obligation, models.CASCADE, null=True, related_name="site_checks", verbose_name=_("整改事项")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=CheckKind)
    on = models.DateField(_("核查日期"))
    place = models.CharField(_("地点"), max_length=120)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("核查人员"))
    others = models.CharField(_("其他参加人员"), max_length=200, blank=True)
    findings = models.TextField(_("核查情况"))
    result = models.CharField(_("核查结论"), max_length=12, choices=CheckResult)
    clue = models.ForeignKey(
        Clue, models.PROTECT, null=True, related_name="+", verbose_name=_("由此登记的线索")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    entered_at = models.DateTimeField(_("登记时间"))

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("现场核查")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="relapse_is_found_by_looking_back", condition=Q(clue=None) | Q(kind="look_back")
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Involvement(models.Model):
    """An enterprise that a case has to do with."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="involvements", verbose_name=_("案件"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="involvements", verbose_name=_("企业")
    )
    role = models.CharField(_("在案中的身份"), max_length=12, choices=InvolvementRole)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("涉案企业")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="enterprise_once_in_a_case", fields=["case", "enterprise"])
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_role_display()}"


class Proof(models.Model):
    """How far one element of a suit is proved, and why the handler thinks so (rule 71)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="proofs", verbose_name=_("案件"))
    element = models.CharField(_("证明要素"), max_length=8, choices=Element)
    standing = models.CharField(_("证明程度"), max_length=8, choices=Standing, default=Standing.MISSING)
    reasons = models.TextField(_("说明"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("认定人")
    )
    judged_at = models.DateTimeField(_("认定时间"))

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("证明程度")
        ordering = ["case", "id"]
        constraints = [models.UniqueConstraint(name="element_once_in_a_case", fields=["case", "element"])]

    def __str__(self) -> str:
        return f"{self.get_element_display()} {self.get_standing_display()}"
