"""The board: running clocks in somebody's view, by nearness, one page of one tab at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import paging
from accounts.models import User
from audit.flow import Text, day
from deadlines import calendar as counting
from deadlines.flow import State
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event, HolidayNotice, Reminder
from deadlines.selectors import chased, kinds
from deadlines.selectors import wanted as asking
from deadlines.selectors.wanted import Wanted

WEEK = timedelta(days=7)
OVERDUE, TODAY, SOON, LATER, PAUSED, OVER = "overdue", "today", "week", "later", "paused", "over"
NAMED = 3


@dataclass(frozen=True)
class Tab:
    """One part of the board, and how many clocks stand in it."""

    key: str
    title: Text
    count: int

    @property
    def size(self) -> str:
        """How many, as one says it: beyond the cap nobody counts."""
        return f"{paging.CAP}+" if self.count > paging.CAP else str(self.count)


@dataclass(frozen=True)
class Row:
    """One clock as the board shows it: how often its people were reminded and when last, why it stands still."""

    deadline: Deadline
    reminded: str
    doubt: str
    still: str

    @property
    def about(self) -> str:
        """The part of its title before the limit's name: the agency it speaks of."""
        return self.deadline.heading.rpartition(" · ")[0]


@dataclass(frozen=True)
class Line:
    """Clocks of one limit that end in one case on one day: five agencies are one line."""

    rows: Sequence[Row]

    @property
    def first(self) -> Deadline:
        """The clock that stands for all."""
        return self.rows[0].deadline

    @property
    def heading(self) -> str:
        """What it is about."""
        if len(self.rows) == 1:
            return self.first.heading
        agencies = _("、").join(row.about for row in self.rows[:NAMED] if row.about)
        if len(self.rows) > NAMED:
            agencies = _("%(names)s等%(n)d家") % {"names": agencies, "n": len(self.rows)}
        return f"{self.first.limit.name} · {agencies}"


@dataclass(frozen=True)
class Board:
    """One page of one tab, and how much stands in the others."""

    tabs: tuple[Tab, ...]
    tab: str
    lines: tuple[Line, ...]
    newer: str
    older: str
    warnings: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many clocks run, as far as they are counted."""
        return sum(tab.count for tab in self.tabs)

    def size(self, key: str) -> str:
        """How many stand in that tab, as one says it."""
        return next(tab.size for tab in self.tabs if tab.key == key)


def board(
    by: User, wanted: Wanted | None, *, at: datetime, tab: str = "", older: str = "", newer: str = ""
) -> Board:
    """The wanted running clocks in the person's view; without a tab asked for, the first that holds any.

    Nothing is wanted, and nothing found, when what was asked makes no sense.
    """
    today = day(at)
    parts = asking.parts(by, wanted, at=at) if wanted else []
    tabs = _counted(by, parts, today)
    shown = tab if tab in {one.key for one in tabs} else next((one.key for one in tabs if one.count), OVERDUE)
    narrow = _tabs(today)[shown]
    shown_with = ("case", "clue", "duty_user", "duty_office")
    rows = paging.Parts(tuple(part.filter(narrow).select_related(*shown_with) for part in parts))
    if shown == PAUSED:
        rows = rows.each(lambda part: part.annotate(paused_on=_paused_on()))
    page = paging.page(rows, "due_on", rising=True, older=older, newer=newer, count=0)
    lines = _lines(page.rows)
    return Board(tabs, shown, lines, page.newer, page.older, missing(today))


def titles() -> dict[str, Text]:
    """The tabs of the board, by key."""
    return {
        OVERDUE: _("已逾期"),
        TODAY: _("今天"),
        SOON: _("七天内"),
        LATER: _("以后"),
        PAUSED: _("停止计算"),
        OVER: _("等候期已满"),
    }


def missing(today: date) -> tuple[str, ...]:
    """Years whose notice is missing; the coming year is worth a word only when its dates draw near."""
    near = [today.year, today.year + 1] if today.month >= 10 else [today.year]
    years = unknown(near)
    text = _("%(year)d年的放假安排尚未录入，届满日在该年的期限可能顺延，标为“待定”。")
    return tuple(text % {"year": year} for year in years)


def unknown(years: Sequence[int]) -> list[int]:
    """Those of the years for which no notice is in."""
    open_years = [year for year in years if year not in counting.packaged().years]
    if not open_years:
        return []
    known = set(HolidayNotice.objects.filter(year__in=open_years).values_list("year", flat=True))
    return [year for year in open_years if year not in known]


def _tabs(today: date) -> dict[str, Q]:
    """Every running clock stands in exactly one tab. One only waits for some to end: nobody is late with those."""
    running, waited = Q(state=State.OPEN) & ~kinds.put_off(), kinds.waited()
    return {
        OVERDUE: running & Q(due_on__lt=today) & ~waited,
        TODAY: running & Q(due_on=today),
        SOON: running & Q(due_on__gt=today, due_on__lte=today + WEEK),
        LATER: running & Q(due_on__gt=today + WEEK),
        PAUSED: Q(state=State.SUSPENDED) | Q(state=State.OPEN) & kinds.put_off(),
        OVER: running & Q(due_on__lt=today) & waited,
    }


def _counted(by: User, parts: Sequence[QuerySet[Deadline]], today: date) -> tuple[Tab, ...]:
    """The tabs with how many stand in each, in one query; nobody counts beyond the cap."""
    if not parts:
        return tuple(Tab(key, title, 0) for key, title in titles().items())
    counts = {
        key: Func(_first(parts, narrow), function="CARDINALITY", output_field=IntegerField())
        for key, narrow in _tabs(today).items()
    }
    found = User.objects.filter(pk=by.pk).annotate(**counts).values_list(*counts).get()
    return tuple(Tab(key, titles()[key], count) for key, count in zip(counts, found, strict=True))


def _first(parts: Sequence[QuerySet[Deadline]], narrow: Q) -> ArraySubquery:
    """The numbers of the first clocks, one more than the cap at most."""
    first, *others = (part.filter(narrow).order_by().values("pk")[: paging.CAP + 1] for part in parts)
    return ArraySubquery(first.union(*others) if others else first)


def _paused_on() -> Subquery:
    """Since when a clock stands still: the last line of its ledger that stopped it."""
    stops = Event.objects.filter(deadline=OuterRef("pk"), kind__in=(Kind.SUSPENDED, Kind.EXCLUDED))
    return Subquery(stops.order_by("-id").values("on")[:1])


def _lines(deadlines: Sequence[Deadline]) -> tuple[Line, ...]:
    reminders = _reminders(deadlines)
    groups: dict[tuple[object, ...], list[Row]] = {}
    for deadline in deadlines:
        alone = deadline.pk if deadline.limit.agreed else 0
        key = (deadline.case_id, deadline.clue_id, deadline.rule, deadline.due_on, alone)
        row = Row(deadline, reminders.get(deadline.pk, ""), _doubt(deadline), _still(deadline))
        groups.setdefault(key, []).append(row)
    return tuple(Line(rows) for rows in groups.values())


def _reminders(deadlines: Sequence[Deadline]) -> dict[int, str]:
    """How often people were reminded of each clock, and by which rung last."""
    rounds = Reminder.objects.filter(deadline__in=deadlines).order_by("deadline", "round", "rung")
    found: dict[int, list[int]] = {}
    for pk, _round, rung in rounds.values_list("deadline_id", "round", "rung").distinct():
        found.setdefault(pk, []).append(rung)
    return {pk: _reminded(rungs) for pk, rungs in found.items()}


def _reminded(rungs: list[int]) -> str:
    values = {"n": len(rungs), "rung": chased.say(rungs[-1])}
    return ngettext("已催办 %(n)d 次（%(rung)s）", "已催办 %(n)d 次，最近为%(rung)s", len(rungs)) % values


def _doubt(deadline: Deadline) -> str:
    if not deadline.uncertain:
        return ""
    return _("%(year)d年放假安排尚未录入，可能顺延") % {"year": deadline.due_on.year}


def _still(deadline: Deadline) -> str:
    since: date | None = getattr(deadline, "paused_on", None)
    return _("自%(day)s起停止计算") % {"day": counting.say(since)} if since else ""
