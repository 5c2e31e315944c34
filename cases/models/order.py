"""Written orders of an office about the matters of one below it, task forces, and commissions to investigate elsewhere."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from accounts.models import Procuratorate
from audit.models import Stateful
from cases.between import COMMISSION_FLOW, ORDER_FLOW, CommissionState, OrderKind, OrderState
from cases.models.case import Case
from cases.models.clue import Clue
from cases.models.document import Document
from cases.models.places import InOffice
from deadlines.models import Deadline

SEEN_BELOW = (OrderState.ISSUED, OrderState.RECEIVED, OrderState.DONE)


class Order(InOffice, Stateful):
    """One written decision of `office` about a clue or case of another office, or of its own to hand down (rules 10, 11, 17, 18).

    `from_office` had the matter when it was drafted; `to_office` is who must act on it. `handler` is whom the order
    names for the matter, `given` the clue that an office which goes on with its own case hands down, `clock` the day
    by which the result is to be reported.
    """

    state = models.CharField(
        _("状态"), max_length=24, choices=OrderState, default=OrderState.DRAFTED, editable=False
    )
    kind = models.CharField(_("种类"), max_length=16, choices=OrderKind)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="orders", verbose_name=_("案件"))
    clue = models.ForeignKey(Clue, models.PROTECT, null=True, related_name="orders", verbose_name=_("线索"))
    from_office = models.ForeignKey(
        Procuratorate, models.PROTECT, related_name="+", verbose_name=_("原承办院")
    )
    to_office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("承办院"))
    target = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", verbose_name=_("所涉下级院文书")
    )
    reason = models.TextField(_("理由和依据"))
    demands = models.TextField(_("工作要求"), blank=True)
    report_by = models.DateField(_("报告期限"), null=True, blank=True)
    data = models.JSONField(_("其他内容"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="order", verbose_name=_("文书")
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("承办检察官")
    )
    given = models.OneToOneField(
        Clue, models.PROTECT, null=True, related_name="given_by", verbose_name=_("交办的线索")
    )
    clock = models.ForeignKey(
        Deadline, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("报告时钟")
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("拟稿人")
    )
    drafted_at = models.DateTimeField(_("拟稿时间"))
    issued_on = models.DateField(_("签发日期"), null=True, editable=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("签收人")
    )
    received_at = models.DateTimeField(_("签收时间"), null=True)
    objection = models.TextField(_("不同意见"), blank=True)
    result = models.TextField(_("办理结果"), blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("报告人")
    )
    finished_at = models.DateTimeField(_("报告时间"), null=True)

    SCOPE = Scope(
        view="order.view",
        roots=("",),
        shared=("from_office", "to_office"),
        shared_when=(("state__in", SEEN_BELOW),),
    )

    class Meta:
        verbose_name = _("上级院决定")
        indexes = [
            models.Index(fields=["office", "-drafted_at", "-id"], name="order_office"),
            models.Index(fields=["to_office", "-drafted_at", "-id"], name="order_to"),
            models.Index(fields=["from_office", "-drafted_at", "-id"], name="order_from"),
        ]
        constraints = [
            models.CheckConstraint(
                name="order_on_a_case_or_a_clue",
                condition=Q(case__isnull=False, clue=None) | Q(case=None, clue__isnull=False),
            ),
            models.CheckConstraint(
                name="orders_in_force_are_in_writing",
                condition=Q(state__in=[OrderState.DRAFTED, OrderState.DROPPED]) | Q(document__isnull=False),
            ),
        ]
        triggers = [pgtrigger.FSM(name="order_flow", field="state", transitions=ORDER_FLOW.transitions())]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject.title}"

    @property
    def subject(self) -> Case | Clue:
        """The clue or case that it is about."""
        found = self.case or self.clue
        assert found is not None
        return found


class TaskForce(models.Model):
    """People of several offices who work on one case for a time, under one lead (rules 6, 11)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="task_forces", verbose_name=_("案件"))
    name = models.CharField(_("名称"), max_length=80)
    lead = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("牵头院"))
    order = models.OneToOneField(
        Order, models.PROTECT, null=True, related_name="task_force", verbose_name=_("调用决定")
    )
    starts_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("专案组")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="task_force_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Commission(Stateful):
    """A letter that asks another office to investigate something where it is (rule 43)."""

    state = models.CharField(
        _("状态"), max_length=24, choices=CommissionState, default=CommissionState.SENT, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="commissions", verbose_name=_("案件"))
    to_office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("受托院"))
    matters = models.TextField(_("委托调查事项"))
    demands = models.TextField(_("调查要求"), blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="commission", verbose_name=_("委托调查函")
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("委托人")
    )
    sent_at = models.DateTimeField(_("委托时间"))
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("受托承办人")
    )
    received_on = models.DateField(_("收到日期"), null=True)
    result = models.TextField(_("调查结果"), blank=True)
    finished_on = models.DateField(_("反馈日期"), null=True)

    SCOPE = Scope(view="commission.view", roots=("case",), granted="case", shared=("to_office",))

    class Meta:
        verbose_name = _("委托调查")
        ordering = ["-id"]
        indexes = [models.Index(fields=["to_office", "-sent_at", "-id"], name="commission_to")]
        triggers = [
            pgtrigger.FSM(name="commission_flow", field="state", transitions=COMMISSION_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return f"{self.to_office} {self.matters[:30]}"
