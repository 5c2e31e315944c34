"""What an office sends to those above it: questions and reports, level by level, and papers for the record."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from accounts.models import Procuratorate
from audit.flow import Text, official
from audit.models import Stateful
from cases.between import INSTRUCTION_FLOW, RECORD_FLOW, InstructionKind, InstructionState, RecordState
from cases.models.case import Case
from cases.models.clue import Clue
from cases.models.document import Document


class Instruction(Stateful):
    """A question to an office above, which waits for its answer, or a report; it goes up level by level (rule 104).

    `asked_of` is whom it is meant for in the end, `waits_at` the office whose turn it is (none once it was answered).
    """

    state = models.CharField(
        _("状态"), max_length=24, choices=InstructionState, default=InstructionState.ASKED, editable=False
    )
    kind = models.CharField(
        _("种类"),
        max_length=12,
        choices=InstructionKind,
        default=InstructionKind.QUESTION,
        db_default=InstructionKind.QUESTION,
    )
    clue = models.ForeignKey(
        Clue, models.PROTECT, null=True, related_name="instructions", verbose_name=_("线索")
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="instructions", verbose_name=_("案件")
    )
    asked_of = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("请示对象"))
    waits_at = models.ForeignKey(
        Procuratorate, models.PROTECT, null=True, related_name="+", verbose_name=_("待办院")
    )
    question = models.TextField(_("请示事项"))
    own_opinion = models.TextField(_("本院意见"))
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="instruction", verbose_name=_("文书")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("请示人")
    )
    asked_at = models.DateTimeField(_("请示时间"))
    agreed = models.BooleanField(_("同意"), null=True)
    answer = models.TextField(_("答复"), blank=True)
    answer_document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="answered", verbose_name=_("批复")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("答复人")
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    SCOPE = Scope(view="case.view", roots=("clue", "case"), granted="case")

    class Meta:
        verbose_name = _("请示")
        constraints = [
            models.CheckConstraint(
                name="instruction_on_a_clue_or_a_case",
                condition=Q(clue__isnull=False, case=None) | Q(clue=None, case__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="instruction_flow", field="state", transitions=INSTRUCTION_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return self.question[:40]

    @property
    def word(self) -> str:
        """What it is, in the language of the file."""
        return official(InstructionKind(self.kind).label)

    @property
    def asks(self) -> bool:
        """Whether it is a question, which waits for its answer, and no mere report."""
        return self.kind == InstructionKind.QUESTION

    @property
    def state_label(self) -> Text:
        """Where it stands, as people say it of a question or of a report."""
        if self.state == InstructionState.ASKED:
            return _("待答复") if self.asks else _("待阅")
        if not self.asks:
            return _("已阅")
        return _("同意") if self.agreed else _("不同意")

    @property
    def subject(self) -> Case | Clue:
        """The clue or case that it is about."""
        found = self.case or self.clue
        assert found is not None
        return found


class LegOutcome(models.TextChoices):
    """What one level did with a question: sent it on upward with an opinion of its own, or answered it."""

    FORWARDED = "forwarded", _("转报上级院")
    ANSWERED = "answered", _("答复")


class InstructionLeg(models.Model):
    """One level on the way up: when it came in, what that office thought of it, and what it did."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="legs", verbose_name=_("请示"))
    office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("检察院"))
    received_at = models.DateTimeField(_("收到时间"))
    outcome = models.CharField(_("处理"), max_length=12, choices=LegOutcome, blank=True)
    opinion = models.TextField(_("意见"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人")
    )
    at = models.DateTimeField(_("办理时间"), null=True)

    class Meta:
        verbose_name = _("层报环节")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="one_leg_of_an_office", fields=["instruction", "office"])]

    def __str__(self) -> str:
        return f"{self.office} {self.get_outcome_display()}"


class RecordUp(Stateful):
    """A paper, or a major clue, recorded with the office above after the fact (rules 25, 46, 58, 75, 78)."""

    state = models.CharField(
        _("状态"), max_length=24, choices=RecordState, default=RecordState.SENT, editable=False
    )
    case = models.ForeignKey(
        Case, models.CASCADE, null=True, related_name="records_up", verbose_name=_("案件")
    )
    clue = models.ForeignKey(
        Clue, models.CASCADE, null=True, related_name="records_up", verbose_name=_("线索")
    )
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="record_up", verbose_name=_("文书")
    )
    office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("备案院"))
    sent_on = models.DateField(_("报备日期"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("报备人")
    )
    received_on = models.DateField(_("接收日期"), null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("接收人")
    )
    remark = models.TextField(_("审查意见"), blank=True)

    SCOPE = Scope(view="case.view", roots=("case", "clue"), granted="case", shared=("office",))

    class Meta:
        verbose_name = _("备案")
        indexes = [models.Index(fields=["office", "state", "-sent_on", "-id"], name="record_up_waiting")]
        constraints = [
            models.CheckConstraint(
                name="record_of_a_case_or_a_clue",
                condition=Q(case__isnull=False, clue=None) | Q(case=None, clue__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="record_up_flow", field="state", transitions=RECORD_FLOW.transitions())
        ]

    def __str__(self) -> str:
        return str(self.document)
