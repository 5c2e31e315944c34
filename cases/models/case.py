"""A case, the people on it, and the steps that other rooms hold open."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from accounts.access import Scope
from accounts.models import Procuratorate
from audit.models import Stateful
from cases.flow import CASE_FLOW, CaseState
from cases.models.clue import Clue
from cases.models.places import SCOPE_COLUMNS, InOffice, indexes
from cases.statutory import ClosureGround, Field, Outcome, Track


class Case(InOffice, Stateful):
    """One public-interest case from filing to its end."""

    state = models.CharField(
        _("阶段"), max_length=24, choices=CaseState, default=CaseState.FILED, editable=False
    )
    clue = models.ForeignKey(Clue, models.PROTECT, null=True, related_name="cases", verbose_name=_("线索"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name=_("上级院案件")
    )
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="handed_over", verbose_name=_("移送起诉的原案")
    )
    number = models.CharField(_("案号"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("案件名称"), max_length=120)
    track = models.CharField(_("案件类型"), max_length=16, choices=Track)
    field = models.CharField(_("领域"), max_length=20, choices=Field)
    other_fields = ArrayField(
        models.CharField(max_length=20, choices=Field),
        default=list,
        blank=True,
        verbose_name=_("涉及的其他领域"),
    )
    preventive = models.BooleanField(_("预防性"), default=False)
    facts = models.TextField(_("案件事实"))
    basis = models.TextField(_("法律依据"), blank=True)
    plan = models.TextField(_("调查方案"), blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("承办检察官")
    )
    filed_on = models.DateField(_("立案日期"))
    ended_on = models.DateField(_("办结日期"), null=True, editable=False)
    closure_ground = models.CharField(_("终结理由"), max_length=12, choices=ClosureGround, blank=True)

    SCOPE = Scope(view="case.view", roots=("",), granted="")

    class Meta:
        verbose_name = _("案件")
        default_permissions = ()
        permissions = [("as_assigned", "handles this case"), ("as_member", "is lent to this case")]
        indexes = [
            *indexes("case", "filed_on"),
            models.Index(fields=["handler", "state"], name="case_handler"),
            models.Index(fields=["office", "state", "-filed_on", "-id"], name="case_office_state"),
        ]
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(
                name="case_ends_after_filing", condition=Q(ended_on=None) | Q(ended_on__gte=F("filed_on"))
            ),
        ]
        triggers = [pgtrigger.FSM(name="case_flow", field="state", transitions=CASE_FLOW.transitions())]

    def __str__(self) -> str:
        return self.title

    def team_on(self, on: date) -> int:
        """How many people of procuratorates work on the case that day, its handler included (rule 36)."""
        lent = {member.user_id for member in self.members.all() if member.on_day(on)}
        return len(lent | {self.handler_id})

    @property
    def announced_until(self) -> date | None:
        """The last day of the public announcement (rule 91), as its clock says; None before it was made.

        A case of which only the suit was handed over was announced by the office that had it first.
        """
        if self.origin is not None:
            return self.origin.announced_until
        return max((clock.due_on for clock in self.deadlines.all() if clock.rule == "T15"), default=None)


class CaseUserGrant(InOffice, UserObjectPermissionBase):
    """What one person is given on one case, and for how long.

    It says where the case is, so that what a person sees by post already is not looked up once more by grant.
    """

    content_object = models.ForeignKey(Case, models.CASCADE, related_name="grants", verbose_name=_("案件"))
    starts_at = models.DateTimeField(_("自"))
    ends_at = models.DateTimeField(_("至"), null=True)

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("案件授权")
        indexes = [
            models.Index(
                fields=["user", "content_object"],
                include=["permission", "starts_at", "ends_at", *SCOPE_COLUMNS],
                name="grant_of_user",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.content_object}"


class Member(models.Model):
    """Somebody who works on the case beside its handler: of the own office, or lent by another (task force)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="members", verbose_name=_("案件"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("人员")
    )
    office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("派出院"))
    duty = models.CharField(_("分工"), max_length=60)
    order = models.CharField(_("调用决定"), max_length=80, blank=True)
    task_force = models.ForeignKey(
        "TaskForce", models.PROTECT, null=True, related_name="members", verbose_name=_("专案组")
    )
    starts_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"), null=True, blank=True)

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("办案组成员")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="member_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(name="member_once", fields=["case", "user", "starts_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.duty}"

    def on_day(self, on: date) -> bool:
        """Whether the person works on the case that day; the last day still counts."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class StepKind(models.TextChoices):
    """What rooms above the case may hold open on it."""

    CONSULTATION = "consultation", _("磋商")
    HEARING = "hearing", _("听证")


class Step(models.Model):
    """Something under way on a case in a room above it; the case waits until it is closed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps", verbose_name=_("案件"))
    kind = models.CharField(_("事项"), max_length=16, choices=StepKind)
    opened_at = models.DateTimeField(_("开始时间"))
    closed_at = models.DateTimeField(_("结束时间"), null=True)
    outcome = models.CharField(_("结果"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("办案环节")
        constraints = [
            models.UniqueConstraint(
                name="one_open_step_of_a_kind", fields=["case", "kind"], condition=Q(closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Lawsuit(models.Model):
    """The suit a case ended in: what is asked of the court, and what the court said."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="lawsuit", verbose_name=_("案件"))
    court = models.CharField(_("受诉法院"), max_length=80)
    claims = models.TextField(_("诉讼请求"))
    decided_on = models.DateField(_("决定起诉日"))
    delivered_on = models.DateField(_("起诉书送达法院日"), null=True)
    court_number = models.CharField(_("法院案号"), max_length=60, blank=True)
    outcome = models.CharField(_("裁判结果"), max_length=12, choices=Outcome, blank=True)
    judged_on = models.DateField(_("裁判日期"), null=True)
    judgment_received_on = models.DateField(_("收到裁判日"), null=True)

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("诉讼")

    def __str__(self) -> str:
        return f"{self.case} {self.court}"
