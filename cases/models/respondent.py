"""One agency within a case: what it was recommended, when it was served, what it replied."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from agencies.models import Agency
from audit.models import Stateful
from cases.flow import OBJECTION_FLOW, RESPONDENT_FLOW, ObjectionState, RespondentState
from cases.models.case import Case
from cases.models.document import Document
from cases.statutory import Failing, ServiceMethod


class Respondent(Stateful):
    """An agency as a party to a case, with a small flow of its own."""

    state = models.CharField(
        _("状态"), max_length=24, choices=RespondentState, default=RespondentState.NAMED, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="respondents", verbose_name=_("案件"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="respondents", verbose_name=_("行政机关"))
    served_on = models.DateField(_("检察建议送达日"), null=True, editable=False)
    failing = models.CharField(_("未依法履职情形"), max_length=12, choices=Failing, blank=True)
    verdict = models.TextField(_("认定理由"), blank=True)

    SCOPE = Scope(view="respondent.view", roots=("case",), granted="case", agency="agency__group")

    class Meta:
        verbose_name = _("被监督机关")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="agency_once_in_a_case", fields=["case", "agency"]),
            models.CheckConstraint(
                name="served_respondents_have_a_day",
                condition=~Q(state__in=["served", "replied"]) | Q(served_on__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="respondent_flow", field="state", transitions=RESPONDENT_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def due_on(self) -> date | None:
        """The last day to perform and reply (interpretation 21), as its clock says; None before service."""
        if "clock_due_on" in self.__dict__:  # read with the row, by who reads many
            found: date | None = self.__dict__["clock_due_on"]
            return found
        days = [clock.due_on for clock in self.deadlines.all() if clock.rule in ("T08", "T09")]
        return max(days, default=None)


class Recommendation(models.Model):
    """A recommendation to one agency with its eight contents (rule 75). It counts once it was served."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="recommendations", verbose_name=_("案件"))
    respondent = models.OneToOneField(
        Respondent, models.CASCADE, related_name="recommendation", verbose_name=_("被监督机关")
    )
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="recommendation", verbose_name=_("文书")
    )
    urgent = models.BooleanField(_("紧急情形"), default=False)
    origin = models.TextField(_("案件来源"))
    harm = models.TextField(_("公益受侵害的事实"))
    failure = models.TextField(_("不依法履职的事实和理由"))
    basis = models.TextField(_("法律依据"))
    requests = models.TextField(_("建议的具体内容"))
    other = models.TextField(_("其他需要说明的事项"), blank=True)
    issued_on = models.DateField(_("签发日期"))

    SCOPE = Scope(
        view="recommendation.view",
        roots=("case",),
        granted="case",
        agency="respondent__agency__group",
        agency_when=(("respondent__served_on__isnull", False),),
    )

    class Meta:
        verbose_name = _("检察建议")

    def __str__(self) -> str:
        return str(self.document)


class Service(models.Model):
    """A paper served on an agency, with the day and how it is proved (rule 76)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="services", verbose_name=_("文书"))
    respondent = models.ForeignKey(
        Respondent, models.CASCADE, related_name="services", verbose_name=_("受送达机关")
    )
    method = models.CharField(_("送达方式"), max_length=12, choices=ServiceMethod)
    served_on = models.DateField(_("送达日期"))
    recipient = models.CharField(_("签收人"), max_length=40, blank=True)
    note = models.CharField(_("送达说明"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"))

    SCOPE = Scope(
        view="respondent.view",
        roots=("respondent__case",),
        granted="respondent__case",
        agency="respondent__agency__group",
    )

    class Meta:
        verbose_name = _("送达回证")
        constraints = [models.UniqueConstraint(name="paper_served_once", fields=["document", "respondent"])]

    def __str__(self) -> str:
        return f"{self.document} {self.served_on}"


class Reply(models.Model):
    """An agency's written reply to a recommendation (interpretation 21)."""

    respondent = models.ForeignKey(
        Respondent, models.CASCADE, related_name="replies", verbose_name=_("被监督机关")
    )
    text = models.TextField(_("回复内容"))
    received_on = models.DateField(_("收到日期"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("拟稿人")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人")
    )
    at = models.DateTimeField(_("提交时间"))

    SCOPE = Scope(
        view="respondent.view",
        roots=("respondent__case",),
        granted="respondent__case",
        agency="respondent__agency__group",
    )

    class Meta:
        verbose_name = _("书面回复")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.respondent} {self.received_on}"


class Objection(Stateful):
    """What an agency holds against a recommendation, or against one thing it is asked to put right."""

    state = models.CharField(
        _("状态"), max_length=24, choices=ObjectionState, default=ObjectionState.RAISED, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="objections", verbose_name=_("案件"))
    respondent = models.ForeignKey(
        Respondent, models.CASCADE, related_name="objections", verbose_name=_("被监督机关")
    )
    obligation = models.ForeignKey(
        "Obligation", models.CASCADE, null=True, related_name="objections", verbose_name=_("整改事项")
    )
    text = models.TextField(_("异议内容"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("拟稿人")
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    raised_at = models.DateTimeField(_("提出时间"))
    answer = models.TextField(_("复核意见"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    answered_at = models.DateTimeField(_("复核时间"), null=True)

    SCOPE = Scope(view="respondent.view", roots=("case",), granted="case", agency="respondent__agency__group")

    class Meta:
        verbose_name = _("异议")
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="answered_objections_have_an_answer", condition=Q(state="raised") | ~Q(answer="")
            )
        ]
        triggers = [
            pgtrigger.FSM(name="objection_flow", field="state", transitions=OBJECTION_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return f"{self.respondent} {self.raised_at:%Y-%m-%d}"
