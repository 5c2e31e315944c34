"""What an agency must put right, how it is measured, and what the agency reports."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from agencies.models import Enterprise
from audit.models import Stateful
from cases.flow import OBLIGATION_FLOW, SUBMISSION_FLOW, ObligationState, SubmissionState
from cases.models.case import Case
from cases.models.respondent import Respondent
from cases.statutory import Measure
from deadlines.models import Deadline


class Obligation(Stateful):
    """One thing an agency is to put right, by a day, with a verdict of its own."""

    state = models.CharField(
        _("状态"), max_length=24, choices=ObligationState, default=ObligationState.OPEN, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="obligations", verbose_name=_("案件"))
    respondent = models.ForeignKey(
        Respondent, models.CASCADE, related_name="obligations", verbose_name=_("责任机关")
    )
    measure = models.CharField(_("整改措施"), max_length=200)
    category = models.CharField(_("措施类别"), max_length=20, choices=Measure)
    due_on = models.DateField(_("完成期限"))
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations",
        verbose_name=_("落实企业"),
        help_text=_("由企业落实的，责任机关督促并报送"),
    )
    clock = models.ForeignKey(
        Deadline,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="obligations",
        verbose_name=_("期限"),
    )

    SCOPE = Scope(view="obligation.view", roots=("case",), granted="case", agency="respondent__agency__group")

    class Meta:
        verbose_name = _("整改事项")
        ordering = ["respondent", "id"]
        indexes = [models.Index(fields=["case", "state"], name="obligation_case_state")]
        triggers = [
            pgtrigger.FSM(name="obligation_flow", field="state", transitions=OBLIGATION_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return self.measure


class Indicator(models.Model):
    """A figure by which an obligation is measured, from a baseline to a target."""

    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="indicators", verbose_name=_("整改事项")
    )
    name = models.CharField(_("指标名称"), max_length=60)
    unit = models.CharField(_("单位"), max_length=12)
    baseline = models.DecimalField(_("基线值"), max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("目标值"), max_digits=12, decimal_places=2)

    SCOPE = Scope(
        view="obligation.view",
        roots=("obligation__case",),
        granted="obligation__case",
        agency="obligation__respondent__agency__group",
    )

    class Meta:
        verbose_name = _("指标")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def falling(self) -> bool:
        """Whether less is better: the target lies below the baseline."""
        return self.baseline is not None and self.target < self.baseline

    def reached_by(self, value: Decimal) -> bool:
        """Whether a figure is as good as the target or better."""
        return value <= self.target if self.falling else value >= self.target


class Submission(Stateful):
    """One report of an agency on one obligation. Its files are kept as evidence."""

    state = models.CharField(
        _("状态"), max_length=24, choices=SubmissionState, default=SubmissionState.SENT, editable=False
    )
    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="submissions", verbose_name=_("整改事项")
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="submissions", verbose_name=_("案件"))
    text = models.TextField(_("整改情况"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("拟稿人")
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人")
    )
    sent_at = models.DateTimeField(_("提交时间"))
    accepted_part = models.TextField(_("已到位的部分"), blank=True, db_default="")
    reasons = models.TextField(_("核验意见"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核验人")
    )
    judged_at = models.DateTimeField(_("核验时间"), null=True)

    SCOPE = Scope(
        view="submission.view",
        roots=("case",),
        granted="case",
        agency="obligation__respondent__agency__group",
        lent="sharings__respondent__agency__group",
    )

    class Meta:
        verbose_name = _("整改报告")
        ordering = ["-sent_at", "-id"]
        triggers = [
            pgtrigger.FSM(name="submission_flow", field="state", transitions=SUBMISSION_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.sent_at:%Y-%m-%d}"


class Sharing(models.Model):
    """One report that another agency of the same case may read, by its handler's leave; gone when that is taken back."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="sharings", verbose_name=_("整改报告")
    )
    respondent = models.ForeignKey(
        Respondent, models.CASCADE, related_name="shared_with_it", verbose_name=_("共享给")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("共享人")
    )
    at = models.DateTimeField(_("共享时间"))

    SCOPE = Scope(view="submission.share", roots=("submission__case",), granted="submission__case")

    class Meta:
        verbose_name = _("材料共享")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="shared_once", fields=["submission", "respondent"])]

    def __str__(self) -> str:
        return f"{self.submission_id} → {self.respondent}"


class IndicatorValue(models.Model):
    """What a figure was on a day, and who says so."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values", verbose_name=_("指标"))
    on = models.DateField(_("日期"))
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2)
    source = models.CharField(_("数据来源"), max_length=100, blank=True)
    submission = models.ForeignKey(
        Submission, models.SET_NULL, null=True, related_name="indicator_values", verbose_name=_("整改报告")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    SCOPE = Scope(
        view="obligation.view",
        roots=("indicator__obligation__case",),
        granted="indicator__obligation__case",
        agency="indicator__obligation__respondent__agency__group",
    )

    class Meta:
        verbose_name = _("指标值")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(name="one_value_a_day", fields=["indicator", "on", "submission"]),
            models.UniqueConstraint(
                name="one_checked_value_a_day",
                fields=["indicator", "on"],
                condition=models.Q(submission=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.on} {self.value}"
