"""The first page of a procuratorate's day: what is due, what waits for me, what others owe, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Text, day
from cases import inbox
from cases.models import Decision, Instruction
from deadlines import selectors as deadlines
from deadlines.flow import State
from deadlines.models import Deadline, Notice, NoticeKind
from desk import between_rows, my_cases, work_rows
from desk.my_admin import Administrator as Administrator
from desk.my_admin import administrator
from desk.my_cases import MyCases
from desk.work_rows import Todo

SHOWN, NEWS, OWED, YEAR = 8, 5, 4, timedelta(days=365)


@dataclass(frozen=True)
class Awaited:
    """Something that somebody else has to do."""

    who: str
    what: Text
    about: str
    url: str
    on: datetime | None = None
    clock: Deadline | None = None
    reminded: int = 0


@dataclass(frozen=True)
class Kept:
    """How many statutory limits an office kept within the last twelve months."""

    met: int
    missed: int

    @property
    def rate(self) -> float:
        """In percent."""
        return round(100 * self.met / (self.met + self.missed), 1)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The same as a bar."""
        return [
            {"label": _("按期"), "count": self.met, "tone": "ok"},
            {"label": _("逾期"), "count": self.missed, "tone": "late"},
        ]


@dataclass(frozen=True)
class MyWork:
    """The whole page."""

    decides: bool
    inbox: list[Todo]
    todos: list[Todo]
    more: int
    due_today: int
    cases: MyCases
    awaited: list[Awaited]
    news: Sequence[Notice]
    unread: int
    kept: Kept | None
    registers: bool

    @property
    def waiting(self) -> int:
        """How many things wait for the person."""
        return len(self.inbox) + len(self.todos) + self.more


def home(*, by: User, at: datetime) -> MyWork | Administrator:
    """The page of a person of a procuratorate; administrators get one without any case."""
    if not access.holds(by, "case.view", at=at):
        return administrator(by.posts_on(day(at)), by=by, at=at)
    return _my_work(by, at)


def _my_work(by: User, at: datetime) -> MyWork:
    decides = inbox.decides_somewhere(by, at=at)
    clocks = work_rows.by_deadline(by=by, at=at)
    reports = [] if decides else work_rows.to_judge(by=by, at=at)
    ordered = work_rows.to_execute(by=by, at=at)
    between = [*between_rows.to_take_in(by=by, at=at), *between_rows.to_investigate(by=by, at=at)]
    todos = work_rows.in_order([*clocks, *reports, *ordered, *between], today=day(at))
    unread = deadlines.notices_of(by).filter(read_at=None, kind=NoticeKind.PROGRESS)
    news = list(unread[:NEWS])
    return MyWork(
        decides=decides,
        inbox=_inbox(by, at) if decides else [],
        todos=todos[:SHOWN],
        more=len(todos) - len(todos[:SHOWN]),
        due_today=sum(todo.due == day(at) for todo in [*clocks, *ordered]),
        cases=my_cases.my_cases(by=by, at=at),
        awaited=[*_asked(by), *_owed(by, at)],
        news=news,
        unread=len(news) if len(news) < NEWS else unread.count(),
        kept=_kept(by, at),
        registers=access.holds(by, "clue.register", at=at),
    )


def _inbox(by: User, at: datetime) -> list[Todo]:
    """What waits for the person's opinion: requests of the own office, questions and reports from below."""
    found = [*work_rows.to_decide(by=by, at=at), *between_rows.to_answer(by=by, at=at)]
    return sorted(found, key=lambda todo: todo.on)


def _asked(by: User) -> list[Awaited]:
    """What the person has put before others: requests for decisions, questions to offices above."""
    requests = Decision.objects.filter(requested_by=by, state="pending").select_related(
        "case", "clue", "deadline", "order__case", "order__clue"
    )
    questions = Instruction.objects.filter(asked_by=by, state="asked", kind="question")
    questions = questions.select_related("clue", "case", "waits_at", "asked_of")
    found = [
        Awaited(
            row.waits_for_label,
            row.label,
            row.about,
            reverse("decision", args=[row.pk]),
            on=row.requested_at,
        )
        for row in requests.order_by("requested_at")[:OWED]
    ]
    return found + [
        Awaited(
            str(row.waits_at or row.asked_of),
            _("办理请示"),
            str(row.subject),
            reverse("instruction", args=[row.pk]),
            on=row.asked_at,
        )
        for row in questions.order_by("asked_at")[:OWED]
    ]


def _owed(by: User, at: datetime) -> list[Awaited]:
    """What agencies owe in the person's cases, the nearest first."""
    rows = deadlines.visible(by, at=at).filter(
        duty_user=by, duty_group__isnull=False, ended_on=None, state=State.OPEN
    )
    rows = rows.annotate(reminded=Count("reminders")).order_by("due_on", "id")
    return [_debt(row, row.reminded) for row in rows[:OWED]]


def _debt(row: Deadline, reminded: int) -> Awaited:
    who, _dot, what = row.title.partition(" · ")
    return Awaited(who, what, str(row.home), row.home_url, clock=row, reminded=reminded)


def _kept(by: User, at: datetime) -> Kept | None:
    """The statutory limits of the person's office that ended within a year, or ran out and still wait."""
    offices = [post.office_id for post in by.posts_on(day(at)) if post.office_id]
    today = day(at)
    own = Deadline.objects.filter(duty_office__in=offices, internal=False).filter(deadlines.owed_by_office())
    late = Q(state=State.MISSED, ended_on__gt=today - YEAR) | Q(state=State.OPEN, due_on__lt=today)
    found = own.aggregate(
        met=Count("id", filter=Q(state=State.MET, ended_on__gt=today - YEAR)), missed=Count("id", filter=late)
    )
    return Kept(**found) if found["met"] + found["missed"] else None
