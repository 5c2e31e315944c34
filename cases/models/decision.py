"""A request that somebody decides, and the opinions given on it."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from audit.flow import Move, Text
from audit.models import Stateful
from cases.between import LETTERS, ORDERS
from cases.flow import CASE_FLOW, CLUE_FLOW, DECISION_FLOW, PERMITS, DecisionState, Seat
from cases.models.case import Case
from cases.models.clue import Clue
from cases.models.order import Order
from cases.models.places import InOffice, indexes
from deadlines.models import Deadline


class Decision(InOffice, Stateful):
    """One move, more time for one clock, or an order, put before those who decide (rules 5, 7, 47). The last approval makes it so.

    It stands in the office whose people decide. `deadline` is the clock that is to be lengthened; `clock` is the target
    of the step that is next. `revision` counts the drafts: opinions on an earlier one are void.
    """

    state = models.CharField(
        _("状态"), max_length=24, choices=DecisionState, default=DecisionState.PENDING, editable=False
    )
    case = models.ForeignKey(
        Case, models.CASCADE, null=True, related_name="decisions", verbose_name=_("案件")
    )
    clue = models.ForeignKey(
        Clue, models.CASCADE, null=True, related_name="decisions", verbose_name=_("线索")
    )
    order = models.OneToOneField(
        Order, models.CASCADE, null=True, related_name="decision", verbose_name=_("上级院决定")
    )
    deadline = models.ForeignKey(
        Deadline,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="decisions",
        verbose_name=_("提请延长的期限"),
    )
    clock = models.ForeignKey(
        Deadline, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("审批期限")
    )
    move = models.CharField(_("事项"), max_length=24)
    draft = models.JSONField(_("拟稿"), default=dict, encoder=DjangoJSONEncoder)
    chain = ArrayField(models.CharField(max_length=12, choices=Seat), verbose_name=_("审批链"))
    step = models.PositiveSmallIntegerField(_("当前环节"), default=0)
    revision = models.PositiveSmallIntegerField(_("第几稿"), default=1, db_default=1)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提请人")
    )
    requested_at = models.DateTimeField(_("提请时间"))
    closed_at = models.DateTimeField(_("办结时间"), null=True)

    SCOPE = Scope(view="decision.view", roots=("",), granted="case")

    class Meta:
        verbose_name = _("审批")
        indexes = [
            *indexes("decision", "requested_at"),
            models.Index(fields=["office", "state", "-requested_at", "-id"], name="decision_office_state"),
            models.Index(fields=["state", "-requested_at", "-id"], name="decision_state"),
            models.Index(fields=["deadline"], name="decision_deadline", condition=Q(deadline__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="decision_on_a_case_a_clue_or_an_order",
                condition=Q(case__isnull=False, clue=None, order=None)
                | Q(case=None, clue__isnull=False, order=None)
                | Q(case=None, clue=None, order__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_pending_move_of_a_case",
                fields=["case"],
                condition=Q(state="pending", deadline=None),
            ),
            models.UniqueConstraint(
                name="one_pending_move_of_a_clue",
                fields=["clue"],
                condition=Q(state="pending", deadline=None),
            ),
            models.UniqueConstraint(
                name="one_pending_request_on_a_deadline", fields=["deadline"], condition=Q(state="pending")
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="decision_flow", field="state", transitions=DECISION_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.pk}"

    @property
    def subject(self) -> Case | Clue:
        """The case or the clue that the request is about; an order is about one of another office."""
        found = self.case or self.clue or (self.order.subject if self.order else None)
        assert found is not None
        return found

    @property
    def label(self) -> Text:
        """What is asked for, as the flow table calls it."""
        if self.deadline is not None:
            template: Any = PERMITS[self.move].label
            return format_lazy(template, name=self.deadline.limit.name)
        if self.order is not None:
            return ORDERS[self.move].label
        if self.move in LETTERS:
            return LETTERS[self.move].label
        flow = CASE_FLOW if self.case_id else CLUE_FLOW
        return flow.named(self.move).label

    @property
    def title(self) -> str:
        """What is asked for, and of which case or clue."""
        return f"{self.label}：{self.about}"

    @property
    def about(self) -> str:
        """Of which case or clue; of which agency, when it is about that one's clock."""
        agency = self.deadline.title.rpartition(" · ")[0] if self.deadline is not None else ""
        return f"{agency} · {self.subject.title}" if agency else self.subject.title

    @property
    def article(self) -> Text:
        """The article under which it is decided."""
        if self.deadline_id:
            return PERMITS[self.move].article
        if self.order_id:
            return ORDERS[self.move].article
        if self.move in LETTERS:
            return LETTERS[self.move].article
        flow = CASE_FLOW if self.case_id else CLUE_FLOW
        return flow.named(self.move).article

    @property
    def step_of_flow(self) -> Move | None:
        """The move of the flow table that it is about; None for more time, an order or a letter."""
        flow = CASE_FLOW if self.case_id else CLUE_FLOW
        about_a_step = not (self.deadline_id or self.order_id) and self.move in flow
        return flow.named(self.move) if about_a_step else None

    @property
    def holds_steps(self) -> bool:
        """Whether no other step is taken before it is decided; more time for a clock keeps nobody from working."""
        return self.state == DecisionState.PENDING and self.deadline_id is None

    @property
    def waits_for(self) -> str:
        """The seat whose opinion is next; empty when the request is closed."""
        return self.chain[self.step] if self.state == DecisionState.PENDING else ""

    @property
    def waits_for_label(self) -> str:
        """That seat as people call it."""
        return str(Seat(self.waits_for).label) if self.waits_for else ""


class OpinionOutcome(models.TextChoices):
    """What a decider says."""

    APPROVE = "approve", _("同意")
    RETURN = "return", _("退回")
    FORWARD = "forward", _("转报")


class Opinion(models.Model):
    """What one decider said at one step of the chain, on one draft; on a draft that was changed since it is void.

    `acting_for` is whose place the decider took by delegation; a committee's opinion says in which meeting.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="opinions", verbose_name=_("审批"))
    post = models.CharField(_("职务"), max_length=12, choices=Seat)
    outcome = models.CharField(_("意见"), max_length=8, choices=OpinionOutcome)
    text = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("审批人")
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("代行何人职务")
    )
    meeting = models.CharField(_("检委会会议"), max_length=60, blank=True)
    revision = models.PositiveSmallIntegerField(_("第几稿"), default=1, db_default=1)
    voided_at = models.DateTimeField(_("失效时间"), null=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("审批意见")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.by} {self.get_outcome_display()}"

    @property
    def signed(self) -> str:
        """Who said it and as what; by delegation with both names, the committee's with its meeting."""
        post = Seat(self.post).label
        if self.post == Seat.COMMITTEE:
            words = {"post": post, "meeting": self.meeting, "by": self.by}
            return _g("%(post)s（%(meeting)s），%(by)s登记") % words
        if self.acting_for is not None:
            return _g("%(who)s（%(post)s），由%(by)s代行") % {
                "who": self.acting_for,
                "post": post,
                "by": self.by,
            }
        return _g("%(by)s（%(post)s）") % {"by": self.by, "post": post}
