"""Counting time limits: pure functions of a start, a length and a calendar of rest days.

The starting day is not counted; months end on the corresponding day or the month's last; when the last day is a rest
day the limit ends on the first day after it; a make-up workday is a workday. A backward limit moves earlier.
A year whose holiday notice is unknown is never guessed at: the result says so.
"""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Protocol

from chinese_calendar import constants
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FIRST_DAY = "民事诉讼法第八十五条、民法典第二百零一条"
MONTH_END = "民法典第二百零二条"
LAST_DAY = "民事诉讼法第八十五条、民法典第二百零三条"
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Step:
    """One sentence of how a date was reached, with the article behind it and the day it led to."""

    text: str
    article: str
    date: date

    @property
    def source(self) -> str:
        """The article, under the name that pages use."""
        return self.article


@dataclass(frozen=True)
class Counted:
    """A counted limit: where it began, where it would end, where it ends, and why."""

    start: date
    raw_end: date
    due: date
    steps: tuple[Step, ...] = ()
    uncertain: bool = False
    warning: str = ""

    def then(self, text: str, article: str, day: date) -> "Counted":
        """The same count, gone one step further: its (so far unrolled) end is now `day`."""
        return replace(self, raw_end=day, due=day, steps=(*self.steps, Step(text, article, day)))


class Day(Protocol):
    """One exception day, as a database row tells it."""

    @property
    def date(self) -> date: ...
    @property
    def is_rest(self) -> bool: ...


@dataclass(frozen=True)
class Calendar:
    """Exceptions to the week (rest days and make-up workdays) and the years whose notice is known."""

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = field(default_factory=frozenset)

    def is_rest(self, day: date) -> bool:
        """Whether people rest on that day."""
        return day in self.rest or (day.weekday() >= SATURDAY and day not in self.work)

    def knows(self, day: date) -> bool:
        """Whether the notice for that day's year is in."""
        return day.year in self.years

    def with_rows(self, rows: Iterable[Day], years: Iterable[int] = ()) -> "Calendar":
        """This calendar with rows laid over it; `years` are those whose notice is in."""
        kept = list(rows)
        rest = {row.date for row in kept if row.is_rest}
        work = {row.date for row in kept if not row.is_rest}
        return Calendar(
            (self.rest - work) | rest,
            (self.work - rest) | work,
            self.years | set(years),
        )

    def workday(self, day: date, step: timedelta) -> date:
        """That day, or the nearest workday in the direction of `step`."""
        while self.is_rest(day):
            day += step
        return day


@cache
def packaged() -> Calendar:
    """The calendar that the kept package brings: State Council notices of all years it knows."""
    rest, work = frozenset(constants.holidays), frozenset(constants.workdays)
    return Calendar(rest, work, frozenset(day.year for day in rest))


def add_months(start: date, number: int) -> tuple[date, bool]:
    """The corresponding day `number` months on, and whether the month was too short to have one."""
    index = start.year * 12 + start.month - 1 + number
    year, month = divmod(index, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)), start.day > last


def count(
    start: date,
    length: int,
    unit: str,
    calendar: Calendar,
    *,
    direction: str = "forward",
    article: str = "",
    trigger: str = "",
) -> Counted:
    """Count a limit from its starting day to its end."""
    return roll(end_of(begin(start, trigger), length, unit, article, direction), calendar, direction)


def begin(start: date, trigger: str = "") -> Counted:
    """A count that has only its starting day, which is not itself counted."""
    values = {"day": say(start), "trigger": trigger or _("期间开始")}
    text = _("%(day)s%(trigger)s，当日不计入") % values
    return Counted(start, start, start, (Step(text, FIRST_DAY, start),))


def end_of(counted: Counted, length: int, unit: str, article: str, direction: str = "forward") -> Counted:
    """The count with its length added; the end is not rolled yet."""
    if unit == "month":
        return _months_on(counted, length, article)
    if direction == "backward":
        end = counted.start - length * ONE_DAY
        text = _("向前计%(length)s，最迟为%(day)s") % {"length": say_length(length, unit), "day": say(end)}
        return counted.then(text, article, end)
    end = counted.raw_end + length * ONE_DAY
    text = _("自次日起计%(length)s，至%(day)s届满") % {"length": say_length(length, unit), "day": say(end)}
    return counted.then(text, article, end)


def roll(counted: Counted, calendar: Calendar, direction: str = "forward") -> Counted:
    """The finished count: its last day moved off rest days, or marked when the calendar does not reach that far."""
    back = direction == "backward"
    day, step = counted.raw_end, -ONE_DAY if back else ONE_DAY
    while calendar.knows(day) and calendar.is_rest(day):
        day += step
    if not calendar.knows(day):
        return _doubtful(counted, day)
    if day != counted.raw_end:
        values = {"last": say(counted.raw_end), "day": say(day)}
        text = _("%(last)s是休息日，提前至%(day)s") if back else _("%(last)s是休息日，顺延至%(day)s")
        return replace(counted, due=day, steps=(*counted.steps, Step(text % values, LAST_DAY, day)))
    if day in calendar.work and day.weekday() >= SATURDAY:
        text = _("%(day)s虽逢周末，但为调休上班日，不顺延") % {"day": say(day)}
        return replace(counted, due=day, steps=(*counted.steps, Step(text, LAST_DAY, day)))
    return replace(counted, due=day)


def say(day: date) -> str:
    """A date as people write it."""
    return date_format(day, _("Y年n月j日"))


def say_length(length: int, unit: str) -> str:
    """A length as the law writes it."""
    if unit == "month":
        return ngettext("%(number)d个月", "%(number)d个月", length) % {"number": length}
    return ngettext("%(number)d日", "%(number)d日", length) % {"number": length}


def _months_on(counted: Counted, length: int, article: str) -> Counted:
    end, short = add_months(counted.start, length)
    values = {"length": say_length(length, "month"), "day": say(end)}
    if not short:
        return counted.then(_("自次日起计%(length)s，对应日为%(day)s") % values, article, end)
    counted = counted.then(_("自次日起计%(length)s") % values, article, end)
    return counted.then(_("该月没有对应日，以月末日%(day)s为届满日") % values, MONTH_END, end)


def _doubtful(counted: Counted, day: date) -> Counted:
    text = _("%(year)d年的放假安排尚未录入，末日是否顺延无法确定，暂按%(day)s提示") % {
        "year": day.year,
        "day": say(day),
    }
    step = Step(text, LAST_DAY, day)
    return replace(counted, due=day, steps=(*counted.steps, step), uncertain=True, warning=text)
