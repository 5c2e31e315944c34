"""Clocks, what happened to them, who was reminded, and the days on which people rest."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from accounts.models import Procuratorate
from audit.models import Stateful
from deadlines import limits
from deadlines.flow import FLOW, RUNNING, State
from deadlines.ledger import Kind
from deadlines.limits import Limit

PERSON = settings.AUTH_USER_MODEL


class Deadline(Stateful):
    """One clock of a case or clue. `due_on` is what its events and the calendar give, kept for sorting."""

    SCOPE = Scope(
        "deadline.view", roots=("case", "clue"), granted="case", agency="duty_group",
        shared=("duty_office",), shared_when=(("rule", "T05"),),
    )  # fmt: skip

    rule = models.CharField(_("期限编号"), max_length=8)
    rule_set = models.CharField(_("规则版本"), max_length=20)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, related_name="deadlines", verbose_name=_("案件")
    )
    clue = models.ForeignKey(
        "cases.Clue",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="deadlines",
        verbose_name=_("线索"),
    )
    respondent = models.ForeignKey(
        "cases.Respondent",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="deadlines",
        verbose_name=_("被监督机关"),
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="followers",
        verbose_name=_("接续的期限"),
    )
    title = models.CharField(_("事项"), max_length=400)
    started_on = models.DateField(_("起算日"))
    due_on = models.DateField(_("届满日"))
    uncertain = models.BooleanField(_("放假安排未定"), default=False)
    backward = models.BooleanField(_("倒计"), default=False)
    internal = models.BooleanField(_("内部目标"), default=False)
    duty_office = models.ForeignKey(
        Procuratorate, models.PROTECT, related_name="deadlines", verbose_name=_("检察院")
    )
    duty_user = models.ForeignKey(
        PERSON, models.PROTECT, null=True, db_index=False, related_name="deadlines", verbose_name=_("承办人")
    )
    duty_group = models.ForeignKey(
        Group, models.PROTECT, null=True, db_index=False, related_name="deadlines", verbose_name=_("义务机关")
    )
    round = models.PositiveSmallIntegerField(_("催办轮次"), default=1)
    next_check = models.DateTimeField(_("下次催办"), null=True)
    ended_on = models.DateField(_("结束日"), null=True)
    created_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("期限")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["next_check", "id"], name="deadline_to_chase", condition=Q(state=State.OPEN)
            ),
            models.Index(
                fields=["duty_office", "due_on", "id"], name="deadline_office", condition=Q(ended_on=None)
            ),
            models.Index(
                fields=["duty_user", "due_on", "id"],
                name="deadline_of_user",
                condition=Q(ended_on=None, duty_user__isnull=False),
            ),
            models.Index(
                fields=["duty_group", "due_on", "id"],
                name="deadline_of_group",
                condition=Q(ended_on=None, duty_group__isnull=False),
            ),
            models.Index(fields=["clue"], name="deadline_clue", condition=Q(clue__isnull=False)),
            models.Index(
                fields=["respondent"], name="deadline_respondent", condition=Q(respondent__isnull=False)
            ),
            models.Index(fields=["duty_group"], name="deadline_owed", condition=Q(duty_group__isnull=False)),
            models.Index(fields=["follows"], name="deadline_follows", condition=Q(follows__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="deadline_of_a_case_or_a_clue",
                condition=Q(case__isnull=False, clue=None) | Q(case=None, clue__isnull=False),
            ),
            models.CheckConstraint(
                name="deadline_respondent_only_in_a_case",
                condition=Q(respondent=None) | Q(case__isnull=False),
            ),
            models.CheckConstraint(
                name="deadline_due_on_its_side_of_the_start",
                condition=Q(backward=False, due_on__gte=F("started_on"))
                | Q(backward=True, due_on__lte=F("started_on")),
            ),
            models.CheckConstraint(
                name="deadline_chased_only_while_open", condition=Q(next_check=None) | Q(state=State.OPEN)
            ),
            models.CheckConstraint(
                name="deadline_running_has_no_end", condition=Q(ended_on=None) | ~Q(state__in=sorted(RUNNING))
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="deadline_moves",
                field="state",
                transitions=FLOW.transitions(),
                condition=pgtrigger.AnyChange("state"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def limit(self) -> Limit:
        """The line of the table that this clock follows."""
        return limits.find(self.rule, limits.rule_set(self.rule_set))

    @property
    def heading(self) -> str:
        """What it is about in the reader's language; an agreed matter keeps the words it was agreed in."""
        if self.limit.agreed:
            return self.title
        about, dot, _name = self.title.rpartition(" · ")
        return f"{about}{dot}{self.limit.name}"

    @property
    def article(self) -> str:
        """The article that sets this limit."""
        return self.limit.article

    @property
    def home(self) -> models.Model:
        """The case or the clue it belongs to."""
        home = self.case or self.clue
        assert home is not None
        return home

    @property
    def home_url(self) -> str:
        """The page of that case or clue."""
        return f"/cases/{self.case_id}/" if self.case_id else f"/clues/{self.clue_id}/"

    @property
    def standing(self) -> bool:
        """Whether the clock stands still."""
        return self.state == State.SUSPENDED

    @property
    def running(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.state in RUNNING

    @property
    def waited(self) -> bool:
        """Whether nobody here owes anything by its end: one only waits for it, as for an announcement to end."""
        return self.limit.waited

    @property
    def put_off(self) -> bool:
        """Whether it begins at the end of one that stands still, so that nobody knows yet when."""
        return self.follows is not None and self.follows.standing

    def overdue_on(self, today: date) -> bool:
        """Whether its last day has passed and somebody is late; one that stands still, or is put off, never is."""
        return self.state == State.OPEN and self.due_on < today and not (self.waited or self.put_off)

    def get_state_display(self) -> str:
        """The state in words."""
        return str(State(self.state).label)


class Event(models.Model):
    """One line of a deadline's ledger. Never changed, never removed: a mistake is corrected by a later line."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="events", verbose_name=_("期限"))
    kind = models.CharField(_("事项"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("登记时间"))
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("操作人"))
    on = models.DateField(_("日期"))
    until = models.DateField(_("至"), null=True)
    months = models.SmallIntegerField(_("月数"), null=True)
    days = models.SmallIntegerField(_("天数"), null=True)
    article = models.CharField(_("依据"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    due_on = models.DateField(_("届满日"))

    class Meta:
        verbose_name = _("期限记录")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="event_span_has_days", condition=~Q(kind=Kind.EXCLUDED) | Q(until__gt=F("on"))
            ),
            models.UniqueConstraint(
                name="event_starts_once", fields=["deadline"], condition=Q(kind=Kind.STARTED)
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{Kind(self.kind).label} {self.on}"


class HolidayNotice(models.Model):
    """The State Council's notice for one year as it was entered. A changed notice is a further row; the last one holds."""

    year = models.PositiveSmallIntegerField(_("年份"))
    number = models.CharField(_("通知文号"), max_length=60)
    text = models.TextField(_("通知内容"), blank=True)
    days = models.JSONField(_("放假和调休日"), default=list)
    entered_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("录入人")
    )
    entered_at = models.DateTimeField(_("录入时间"))
    moved = models.PositiveIntegerField(_("变动的期限"), default=0)

    class Meta:
        verbose_name = _("放假安排通知")
        ordering = ["-year", "-id"]
        triggers = [pgtrigger.Protect(name="holiday_notice_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.year} {self.number}"


class Holiday(models.Model):
    """One exception to the week, laid over the packaged calendar: a rest day or a make-up workday."""

    date = models.DateField(_("日期"), unique=True)
    is_rest = models.BooleanField(_("休息"))
    name = models.CharField(_("名称"), max_length=40, blank=True)
    notice = models.ForeignKey(
        HolidayNotice, models.PROTECT, related_name="holidays", verbose_name=_("放假安排通知")
    )

    class Meta:
        verbose_name = _("放假安排")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class Reminder(models.Model):
    """One rung that reached one person. The unique row is what makes a rung be sent once."""

    deadline = models.ForeignKey(
        Deadline, models.CASCADE, db_index=False, related_name="reminders", verbose_name=_("期限")
    )
    round = models.PositiveSmallIntegerField(_("催办轮次"))
    rung = models.SmallIntegerField(_("距届满日"))
    recipient = models.ForeignKey(
        PERSON, models.CASCADE, db_index=False, related_name="+", verbose_name=_("接收人")
    )
    due_on = models.DateField(_("届满日"))
    created_at = models.DateTimeField(_("时间"))
    mail = models.CharField(_("所在邮件"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("催办")
        indexes = [models.Index(fields=["mail"], name="reminder_mail", condition=~Q(mail=""))]
        constraints = [
            models.UniqueConstraint(name="reminder_once", fields=["deadline", "round", "rung", "recipient"]),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.rung:+d}"


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    DEADLINE = "deadline", _("期限")
    TASK = "task", _("待办")
    PROGRESS = "progress", _("进展")
    ALARM = "alarm", _("系统告警")


class Notice(models.Model):
    """One message to one person inside the house; the key keeps it from coming twice."""

    user = models.ForeignKey(
        PERSON, models.CASCADE, db_index=False, related_name="notices", verbose_name=_("接收人")
    )
    key = models.CharField(_("唯一键"), max_length=200)
    kind = models.CharField(_("类别"), max_length=12, choices=NoticeKind, default=NoticeKind.PROGRESS)
    title = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("链接"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    class Meta:
        verbose_name = _("通知")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(name="notice_once", fields=["user", "key"])]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notice_of_user"),
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["url"], name="notice_about", condition=~Q(url="")),
        ]

    def __str__(self) -> str:
        return self.title


class ChaseMatter(models.TextChoices):
    """What a person may choose not to be reminded of. Everything else always comes (deadlines/ladder.py)."""

    EARLY_15 = "early15", _("法定、约定期限届满前15日")
    EARLY_7 = "early7", _("法定、约定期限届满前7日")
    EARLY_3 = "early3", _("法定、约定期限届满前3日")
    INTERNAL = "internal", _("内部目标的提醒")


class ChaseWay(models.TextChoices):
    """How a reminder comes."""

    BOTH = "both", _("站内通知和邮件")
    NOTICE = "notice", _("只要站内通知")
    NONE = "none", _("不提醒")


class ChaseChoice(models.Model):
    """One person's wish for one matter; without a row both ways are used."""

    user = models.ForeignKey(
        PERSON, models.CASCADE, db_index=False, related_name="chase_choices", verbose_name=_("人员")
    )
    matter = models.CharField(_("事项"), max_length=12, choices=ChaseMatter)
    way = models.CharField(_("方式"), max_length=8, choices=ChaseWay)

    class Meta:
        verbose_name = _("提醒设置")
        constraints = [models.UniqueConstraint(name="chase_choice_once", fields=["user", "matter"])]

    def __str__(self) -> str:
        return f"{self.matter} {self.way}"


class SweepRun(models.Model):
    """One round of the chase, from bell to end; the newest finished one is the heartbeat."""

    kind = models.CharField(_("类别"), max_length=12)
    started_at = models.DateTimeField(_("开始"))
    finished_at = models.DateTimeField(_("结束"), null=True)
    claimed = models.PositiveIntegerField(_("检查期限"), default=0)
    reminded = models.PositiveIntegerField(_("发出提醒"), default=0)
    aside = models.PositiveIntegerField(_("未能催办"), db_default=0, default=0)

    class Meta:
        verbose_name = _("催办轮次")
        indexes = [models.Index(fields=["kind", "-finished_at"], name="sweep_heartbeat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%F %T}"
