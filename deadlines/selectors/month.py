"""The month calendar: which deadlines end on which day, beside rest days, make-up workdays and festivals."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import day
from deadlines.calendar import Calendar
from deadlines.flow import State
from deadlines.models import Deadline
from deadlines.selectors import wanted as asking
from deadlines.selectors.board import unknown
from deadlines.selectors.calendar import calendar
from deadlines.selectors.holidays import holiday_days
from deadlines.selectors.wanted import Wanted

SHOWN, READ = 3, 12
FIRST_YEAR, LAST_YEAR = 2000, 2100
SOON = timedelta(days=7)
DECEMBER = 12
LATE, NEAR, AGENCY, INTERNAL, WAITED, DOUBT = "late", "soon", "agency", "internal", "waited", "doubt"


@dataclass(frozen=True)
class Sign:
    """One thing to know of a deadline, as one character and in words."""

    letter: str
    word: str
    tone: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing that ends on a day, of one agency or of several: how pressing it is and what kind it is."""

    deadline: Deadline
    number: int
    tone: str
    signs: tuple[Sign, ...]

    @property
    def name(self) -> str:
        """What ends, shortly: the agreed matter itself, or the limit."""
        limit = self.deadline.limit
        return self.deadline.heading.rpartition(" · ")[2] if limit.agreed else str(limit.name)

    @property
    def agencies(self) -> str:
        """How many agencies it is about, when they are several."""
        return _("%(n)d家机关") % {"n": self.number} if self.number > 1 else ""


@dataclass(frozen=True)
class Day:
    """One day: what kind of day it is, what ends on it, and how much more."""

    date: date
    inside: bool
    today: bool
    rest: bool
    mark: str
    festival: str
    entries: tuple[Entry, ...]
    more: int


@dataclass(frozen=True)
class Month:
    """A month as weeks from Monday to Sunday."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    number: int
    warning: str

    @property
    def before(self) -> date | None:
        """The month before; None where the calendar begins."""
        first = (self.first - timedelta(days=1)).replace(day=1)
        return first if first.year >= FIRST_YEAR else None

    @property
    def after(self) -> date | None:
        """The month after; None where the calendar ends."""
        first = (self.first + timedelta(days=32)).replace(day=1)
        return first if first.year <= LAST_YEAR else None


def month(by: User, wanted: Wanted | None, *, first: date, at: datetime) -> Month:
    """The month that begins on `first`, with the wanted running clocks that the person may see.

    A clock that stands still is in no day: its last day is not known. Nothing is wanted when what was asked makes
    no sense.
    """
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    parts = asking.parts(by, wanted, at=at) if wanted else []
    held = _by_day(parts, first, last, day(at))
    now, names = calendar(), _festivals(first)
    drawn = tuple(tuple(_day(on, first, held, now, names, day(at)) for on in week) for week in weeks)
    number = sum(one.more + sum(entry.number for entry in one.entries) for week in drawn for one in week)
    return Month(first, drawn, number, _warning(first.year))


def month_of(said: str, today: date) -> date | None:
    """The first day of the month that was asked for, as in 2026-12; this month when none was; None for nonsense."""
    if not said:
        return today.replace(day=1)
    year, _dash, number = said.partition("-")
    if not (said.isascii() and len(year) == 4 and year.isdigit() and len(number) == 2 and number.isdigit()):
        return None
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(number) <= DECEMBER):
        return None
    return date(int(year), int(number), 1)


def _by_day(
    parts: Sequence[QuerySet[Deadline]], first: date, last: date, today: date
) -> dict[date, tuple[tuple[Entry, ...], int]]:
    """For each day the first few clocks that end on it, the law's before internal targets, and how many more do."""
    if not parts:
        return {}
    one, *others = (
        part.filter(state=State.OPEN, due_on__range=(first, last)).order_by().values("pk") for part in parts
    )
    rows = Deadline.objects.filter(pk__in=one.union(*others) if others else one).select_related(
        "case", "clue", "follows"
    )
    rows = rows.annotate(
        place=Window(RowNumber(), partition_by=F("due_on"), order_by=("internal", "id")),
        number=Window(Count("pk"), partition_by=F("due_on")),
    )
    days: dict[date, list[Deadline]] = {}
    for row in rows.filter(place__lte=READ).order_by("due_on", "place"):
        days.setdefault(row.due_on, []).append(row)
    return {on: _entries(held, today) for on, held in days.items()}


def _entries(held: list[Any], today: date) -> tuple[tuple[Entry, ...], int]:
    groups: dict[tuple[object, ...], list[Deadline]] = {}
    for row in held:
        alone = row.pk if row.limit.agreed else 0
        groups.setdefault((row.case_id, row.clue_id, row.rule, alone), []).append(row)
    shown = list(groups.values())[:SHOWN]
    return tuple(_entry(rows, today) for rows in shown), held[0].number - sum(map(len, shown))


def key(*, portal: bool) -> list[Sign]:
    """The signs that one may meet: to an agency its own duties are no sign."""
    return [sign for name, sign in signs().items() if not portal or name in (LATE, NEAR, DOUBT)]


def signs() -> dict[str, Sign]:
    """Every sign of the calendar."""
    return {
        LATE: Sign(_("逾"), _("已逾期"), LATE),
        NEAR: Sign(_("近"), _("七天内届满"), NEAR),
        AGENCY: Sign(_("机"), _("被监督机关办理")),
        INTERNAL: Sign(_("内"), _("内部目标")),
        WAITED: Sign(_("候"), _("等候期")),
        DOUBT: Sign(_("待"), _("届满日待定"), NEAR),
    }


def _entry(rows: list[Deadline], today: date) -> Entry:
    deadline, found = rows[0], []
    if deadline.overdue_on(today):
        found.append(LATE)
    elif today <= deadline.due_on <= today + SOON and not deadline.internal:
        found.append(NEAR)
    if deadline.waited:
        found.append(WAITED)
    elif deadline.duty_group_id:
        found.append(AGENCY)
    elif deadline.internal:
        found.append(INTERNAL)
    if deadline.uncertain:
        found.append(DOUBT)
    tone = next((name for name in (LATE, NEAR, INTERNAL) if name in found), "")
    return Entry(deadline, len(rows), tone, tuple(signs()[name] for name in found))


def _day(
    on: date,
    first: date,
    held: dict[date, tuple[tuple[Entry, ...], int]],
    now: Calendar,
    names: dict[date, str],
    today: date,
) -> Day:
    inside, rest = on.month == first.month, now.is_rest(on)
    mark = _("休") if rest else _("班") if on in now.work else ""
    entries, more = held.get(on, ((), 0))
    return Day(on, inside, on == today, rest, mark, names.get(on, ""), entries, more)


def _festivals(first: date) -> dict[date, str]:
    """The festival of each day of rest; the last days of December may belong to the next year's notice."""
    years = [first.year, first.year + 1] if first.month == DECEMBER else [first.year]
    return {row.date: row.name for year in years for row in holiday_days(year) if row.is_rest}


def _warning(year: int) -> str:
    if not unknown([year]):
        return ""
    text = _("%(year)d年的放假安排尚未录入，这里只按周末标“休”，届满日可能顺延。")
    return text % {"year": year}
