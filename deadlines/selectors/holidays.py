"""Questions for the pages about holidays: which years are known, what a year looks like, what a notice would do."""

import calendar as months
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from chinese_calendar import constants
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import day
from deadlines import calendar as counting
from deadlines import limits
from deadlines.calendar import SATURDAY, Calendar
from deadlines.holiday_table import CHINESE
from deadlines.holiday_text import CalendarDay
from deadlines.models import Deadline, HolidayNotice
from deadlines.selectors.calendar import Moved, Plan, packaged_year, plan

FIRST_YEAR = 2004
YEARS_BACK = 6
TITLES, GROUPS = 20, 40


@dataclass(frozen=True)
class Year:
    """One year of the list: the notice that holds, entered here or known from the package, or none."""

    year: int
    notice: HolidayNotice | None
    packaged: bool

    @property
    def known(self) -> bool:
        """Whether last days in that year can be rolled."""
        return self.packaged or self.notice is not None


class Cell(NamedTuple):
    """One day in a little month: its mark is 休, 班 or nothing."""

    date: date
    mark: str = ""
    is_rest: bool = False
    name: str = ""


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven cells, Monday first; days of other months are empty."""

    first: date
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class YearPicture:
    """One year: where its days come from, its twelve months, and the notices that were entered for it."""

    line: Year
    months: list[Month]
    notices: list[HolidayNotice]
    days: list[CalendarDay]


@dataclass(frozen=True)
class Stretch:
    """Days in a row of which the same is to be said: what they are, and what they were when that differs."""

    first: date
    last: date
    name: str
    after: str
    before: str = ""
    is_rest: bool = False

    @property
    def number(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Shift:
    """So many deadlines of one limit that go from one day to another."""

    limit: str
    before: date
    after: date
    number: int


@dataclass(frozen=True)
class NoticePreview:
    """What entering a notice would do, for the person who is about to."""

    plan: Plan
    days: list[Stretch]
    differences: list[Stretch]
    shifts: list[Shift]
    more: int
    shifted: int
    made_certain: int
    restarted: int
    titles: list[tuple[Deadline, Moved]]
    visible: int

    @property
    def total(self) -> int:
        """How many deadlines it touches."""
        return len(self.plan.moved)

    @property
    def hidden(self) -> int:
        """How many of them the person may not see one by one."""
        return self.total - self.visible


def may_have_notice(year: int, today: date) -> bool:
    """Whether a notice of that year can be entered: from the first year that is known to the year after next."""
    return FIRST_YEAR <= year <= today.year + 2


def holiday_years(today: date) -> list[Year]:
    """Next year, this one and those before, newest first, and every other year with a notice of its own."""
    held = _held()
    years = {*range(today.year - YEARS_BACK, today.year + 2), *held}
    return [_line(year, held) for year in sorted(years, reverse=True)]


def holiday_year(year: int) -> YearPicture:
    """A year with its marks, for everybody who may look at the calendar."""
    held = _held()
    days = [*_days_of(year, held), *_days_of(year + 1, held)]
    marks = {row.date: row for row in days}
    shown = [Month(date(year, number, 1), _weeks(year, number, marks)) for number in range(1, 13)]
    notices = list(HolidayNotice.objects.filter(year=year).select_related("entered_by").order_by("-id"))
    return YearPicture(_line(year, held), shown, notices, _days_of(year, held))


def holiday_days(year: int) -> list[CalendarDay]:
    """The days of the notice that holds for that year now, in order; none when it is missing."""
    return _days_of(year, _held())


def preview_notice(days: Iterable[CalendarDay], *, year: int, by: User, at: datetime) -> NoticePreview:
    """What entering these days as the year's notice would do; the person sees titles only of what they may see."""
    kept = list(days)
    planned = plan(kept, year=year)
    shifted = [row for row in planned.moved if row.shifted]
    certain = sum(row.made_certain for row in planned.moved)
    counted = Counter((row.due, _limit_name(row)) for row in shifted)
    shifts = [Shift(name, *due, number) for (due, name), number in sorted(counted.items())]
    titles, visible = _titles(planned.moved, by, at)
    return NoticePreview(
        plan=planned,
        days=_stretches(map(_said, kept)),
        differences=_stretches(_differences(planned)),
        shifts=shifts[:GROUPS],
        more=max(len(shifts) - GROUPS, 0),
        shifted=len(shifted),
        made_certain=certain,
        restarted=len(planned.moved) - len(shifted) - certain,
        titles=titles,
        visible=visible,
    )


def _held() -> dict[int, HolidayNotice]:
    """The notice that holds for each year: the last one entered."""
    rows = HolidayNotice.objects.select_related("entered_by").defer("text").order_by("id")
    return {row.year: row for row in rows}


def _line(year: int, held: dict[int, HolidayNotice]) -> Year:
    return Year(year, held.get(year), year in counting.packaged().years)


def _days_of(year: int, held: dict[int, HolidayNotice]) -> list[CalendarDay]:
    if year in held:
        rows = held[year].days
        return [CalendarDay(date.fromisoformat(on), is_rest, name) for on, is_rest, name in rows]
    named = {True: constants.holidays, False: constants.workdays}
    found = [
        CalendarDay(on, is_rest, CHINESE.get(name, name))
        for is_rest, days in named.items()
        for on, name in days.items()
        if packaged_year(on) == year
    ]
    return sorted(found, key=lambda row: row.date)


def _weeks(year: int, number: int, marks: dict[date, CalendarDay]) -> list[list[Cell | None]]:
    weeks = months.Calendar().monthdatescalendar(year, number)
    return [[_cell(on, marks) if on.month == number else None for on in week] for week in weeks]


def _cell(on: date, marks: dict[date, CalendarDay]) -> Cell:
    row = marks.get(on)
    if row is None:
        return Cell(on)
    return Cell(on, _("休") if row.is_rest else _("班"), row.is_rest, row.name)


def _said(row: CalendarDay) -> Stretch:
    return Stretch(row.date, row.date, row.name, _("休") if row.is_rest else _("班"), is_rest=row.is_rest)


def _differences(planned: Plan) -> Iterator[Stretch]:
    before, after = planned.before, planned.after
    for row in planned.rows:
        if before.is_rest(row.date) != after.is_rest(row.date):
            yield Stretch(row.date, row.date, row.name, _state(row.date, after), _state(row.date, before))


def _stretches(days: Iterable[Stretch]) -> list[Stretch]:
    """The same, with days in a row put together."""
    found: list[Stretch] = []
    for one in days:
        before = found[-1] if found else None
        if (
            before
            and replace(before, first=one.first, last=one.last) == one
            and _next(before.last, one.first)
        ):
            found[-1] = replace(before, last=one.last)
        else:
            found.append(one)
    return found


def _next(day: date, other: date) -> bool:
    return day + counting.ONE_DAY == other


def _state(on: date, calendar: Calendar) -> str:
    if on.weekday() >= SATURDAY:
        return _("周末休息") if calendar.is_rest(on) else _("调休上班")
    return _("放假") if calendar.is_rest(on) else _("工作日")


def _limit_name(row: Moved) -> str:
    return str(limits.find(row.rule, limits.rule_set(row.rule_set)).name)


def _titles(moved: list[Moved], by: User, at: datetime) -> tuple[list[tuple[Deadline, Moved]], int]:
    """The nearest of the deadlines that the person may see, and how many they are."""
    mine = access.allowed(by, "deadline.view", Deadline, at=at)
    known = {row.pk: row for row in moved}
    keys, seen = list(known), list[int]()
    for first in range(0, len(keys), 10_000):
        seen += mine.filter(pk__in=keys[first : first + 10_000]).values_list("pk", flat=True)
    nearest = sorted(seen, key=lambda pk: (abs((known[pk].due[1] - day(at)).days), pk))[:TITLES]
    rows = mine.filter(pk__in=nearest).select_related("case", "clue").order_by("due_on", "id")
    return [(row, known[row.pk]) for row in rows], len(seen)
