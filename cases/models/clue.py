"""Clues, and what goes upward about them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from accounts.sealing import Sealed
from audit.models import Stateful
from cases.flow import CLUE_FLOW, ClueState
from cases.models.places import InOffice, indexes
from cases.statutory import Field, Source


class Clue(InOffice, Stateful):
    """Something that may have harmed the public interest, registered and evaluated (rules 24-31)."""

    state = models.CharField(
        _("状态"), max_length=24, choices=ClueState, default=ClueState.REGISTERED, editable=False
    )
    number = models.CharField(_("线索编号"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("线索名称"), max_length=120)
    source = models.CharField(_("线索来源"), max_length=16, choices=Source)
    source_note = models.CharField(_("来源说明"), max_length=200, blank=True)
    giver = Sealed(_("线索提供人"), max_length=60, blank=True)
    giver_contact = Sealed(_("提供人联系方式"), max_length=60, blank=True, default="", db_default="")
    field = models.CharField(_("领域"), max_length=20, choices=Field)
    place = models.CharField(_("发生地"), max_length=100, blank=True)
    facts = models.TextField(_("线索事实"), max_length=8000)
    suspected = models.CharField(_("涉嫌违法的单位或个人"), max_length=200, blank=True)
    criminal_ref = models.CharField(_("关联刑事案件"), max_length=80, blank=True)
    major = models.BooleanField(_("重大线索"), default=False)
    received_on = models.DateField(_("收到日期"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("承办检察官")
    )
    truth = models.TextField(_("真实性"), blank=True)
    checkability = models.TextField(_("可查性"), blank=True)
    risk = models.TextField(_("风险与必要性"), blank=True)
    opinion = models.TextField(_("评估意见"), blank=True)
    evaluated_on = models.DateField(_("评估日期"), null=True)

    SCOPE = Scope(view="clue.view", roots=("",))

    class Meta:
        verbose_name = _("线索")
        indexes = indexes("clue", "received_on")
        constraints = [
            models.CheckConstraint(name="clue_state_known", condition=Q(state__in=ClueState.values)),
        ]
        triggers = [pgtrigger.FSM(name="clue_flow", field="state", transitions=CLUE_FLOW.transitions())]

    def __str__(self) -> str:
        return self.title


class ReportUp(models.Model):
    """A clue sent to the procuratorate above, which receives it as a clue of its own (rule 26)."""

    clue = models.OneToOneField(Clue, models.PROTECT, related_name="report_up", verbose_name=_("线索"))
    received = models.OneToOneField(
        Clue, models.PROTECT, related_name="reported_from", verbose_name=_("上级院线索")
    )
    opinion = models.TextField(_("报请意见"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("报请人")
    )
    sent_at = models.DateTimeField(_("报请时间"))

    SCOPE = Scope(view="clue.view", roots=("clue", "received"))

    class Meta:
        verbose_name = _("层报")

    def __str__(self) -> str:
        return str(self.clue)
