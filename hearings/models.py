"""Public hearings: what for, who listened, what they said."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from audit.models import Stateful
from cases.models import Case, Decision
from hearings.flow import HEARING_FLOW, HearingState


class Purpose(models.TextChoices):
    """What a hearing is held for (guide on hearings, article 4)."""

    HARM = "harm", _("公共利益是否受损及其程度")
    TARGET = "target", _("监督对象或者监管职责存在争议")
    PERFORMED = "performed", _("行政机关是否全面履职")
    PLAN = "plan", _("整改方案是否可行")
    JOINT = "joint", _("需要多部门形成合力")
    EFFECT = "effect", _("评估整改效果")
    EXPLAIN = "explain", _("释法说理")
    SETTLE = "settle", _("民事公益诉讼和解、调解")
    PUBLIC = "public", _("涉众、新类型或社会影响较大")
    OTHER = "other", _("其他")


class Hearing(Stateful):
    """One hearing of a case."""

    state = models.CharField(
        _("状态"), max_length=24, choices=HearingState, default=HearingState.PLANNED, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="hearings", verbose_name=_("案件"))
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="hearing", verbose_name=_("批准")
    )
    purpose = models.CharField(_("听证事由"), max_length=12, choices=Purpose)
    public = models.BooleanField(_("公开听证"), default=True)
    closed_reason = models.CharField(_("不公开理由"), max_length=200, blank=True)
    held_on = models.DateField(_("听证日期"))
    place = models.CharField(_("地点"), max_length=120)
    co_organiser = models.CharField(_("联合举办单位"), max_length=100, blank=True)
    site_visit = models.CharField(_("实地察看"), max_length=200, blank=True)
    noticed_on = models.DateField(_("告知日期"), null=True)
    record = models.TextField(_("听证笔录"), blank=True)
    result = models.TextField(_("听证意见"), blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提请人")
    )
    planned_at = models.DateTimeField(_("提请时间"))

    SCOPE = Scope(
        view="hearing.view",
        roots=("case",),
        granted="case",
        agency="case__respondents__agency__group",
        agency_when=(("noticed_on__isnull", False),),
    )

    class Meta:
        verbose_name = _("听证")
        ordering = ["-held_on", "-id"]
        triggers = [pgtrigger.FSM(name="hearing_flow", field="state", transitions=HEARING_FLOW.transitions())]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.held_on}"


class OfficerKind(models.TextChoices):
    """Whom hearing officers are usually invited from."""

    DEPUTY = "deputy", _("人大代表")
    CPPCC = "cppcc", _("政协委员")
    EXPERT = "expert", _("专家学者")
    MEDIATOR = "mediator", _("人民调解员")
    ADVISER = "adviser", _("特约检察员")
    OTHER = "other", _("其他")


class HearingOfficer(models.Model):
    """A citizen who listens at a hearing and gives an opinion."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="officers", verbose_name=_("听证"))
    name = models.CharField(_("姓名"), max_length=40)
    kind = models.CharField(_("身份"), max_length=12, choices=OfficerKind)
    supports = models.BooleanField(_("同意检察机关拟处理意见"), null=True)
    opinion = models.TextField(_("评议意见"), blank=True)

    class Meta:
        verbose_name = _("听证员")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="officer_once", fields=["hearing", "name"])]

    def __str__(self) -> str:
        return self.name
