"""Questions about the calendar: rest days, years whose notice is missing, and what a year's notice would move."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from deadlines import calendar as counting
from deadlines import ledger, limits
from deadlines.calendar import ONE_DAY, SATURDAY, Calendar, Counted, Day
from deadlines.flow import RUNNING, State
from deadlines.holiday_text import DECEMBER, CalendarDay
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event, Holiday, HolidayNotice

MARGIN = timedelta(days=40)
BATCH = 2000
LINE = ("kind", "on", "until", "months", "days", "article")


class _Kept(NamedTuple):
    date: date
    is_rest: bool


def calendar() -> Calendar:
    """The packaged calendar with the database's rows laid over it; read at once, for every page with a clock asks."""
    rows = HolidayNotice.objects.order_by("year").values_list("year", "holidays__date", "holidays__is_rest")
    found: list[tuple[int, date | None, bool | None]] = list(rows)  # a year may be known and have no such day
    days = [_Kept(on, bool(is_rest)) for _year, on, is_rest in found if on is not None]
    return counting.packaged().with_rows(days, {year for year, _on, _rest in found})


def missing_years(today: date) -> list[int]:
    """This year and the next, if their notice is unknown."""
    known = calendar().years
    return [year for year in (today.year, today.year + 1) if year not in known]


@dataclass(frozen=True, slots=True)
class Moved:
    """A running deadline that a notice touches: its start, its last day and whether that is uncertain, before and after."""

    pk: int
    rule: str
    rule_set: str
    state: str
    round: int
    backward: bool
    duty_user: int | None
    waits: bool
    started: tuple[date, date]
    due: tuple[date, date]
    uncertain: tuple[bool, bool]

    @property
    def shifted(self) -> bool:
        """Whether its last day is another one."""
        return self.due[0] != self.due[1]

    @property
    def made_certain(self) -> bool:
        """Whether its last day stays and is no longer uncertain."""
        return not self.shifted and self.uncertain[0] and not self.uncertain[1]


@dataclass(frozen=True)
class Plan:
    """What entering a notice would write: the rows of the calendar, and the deadlines that go with them."""

    year: int
    rows: list[CalendarDay]
    before: Calendar
    after: Calendar
    moved: list[Moved]

    @property
    def digest(self) -> str:
        """The same for the same plan, and for no other: what was previewed is what is applied."""
        said = hashlib.sha256(repr((self.year, self.rows)).encode())
        for row in self.moved:
            said.update(repr((row.pk, row.started, row.due, row.uncertain)).encode())
        return said.hexdigest()


def plan(days: Iterable[CalendarDay], *, year: int, lock: bool = False) -> Plan:
    """What the notice of that year with these days would write; the deadlines are locked for that when asked."""
    before = calendar()
    rows = settled(days, year, before)
    after = before.with_rows(rows, [year])
    return Plan(year, rows, before, after, list(_moved(before, after, year, lock)))


def settled(days: Iterable[CalendarDay], year: int, before: Calendar) -> list[CalendarDay]:
    """The rows of a notice, which holds for its whole year: what it no longer names is an ordinary day again."""
    rows = {day.date: day for day in days}
    owners = dict(Holiday.objects.values_list("date", "notice__year"))
    for day in before.rest | before.work:
        if owners.get(day, packaged_year(day)) == year:
            rows.setdefault(day, CalendarDay(day, day.weekday() >= SATURDAY))
    return [rows[day] for day in sorted(rows)]


def moved_by(days: Iterable[Day], *, year: int) -> list[Moved]:
    """The running deadlines that a notice for that year would move, or whose date it would make certain."""
    return plan([CalendarDay(day.date, day.is_rest) for day in days], year=year).moved


def packaged_year(day: date) -> int:
    """The year whose notice named that day in the package: in December only the next New Year's holiday is."""
    return day.year + (day.month == DECEMBER)


def _moved(before: Calendar, after: Calendar, year: int, lock: bool) -> Iterator[Moved]:
    """Read as plain values, many at a time: of a million running clocks a tenth may lie in one year."""
    count = _Recount(before, after)
    ids = list(_near(before, after, year).order_by("id").values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        if lock:
            locked = Deadline.objects.select_for_update().filter(pk__in=part, state__in=RUNNING)
            part = list(locked.order_by("id").values_list("pk", flat=True))
        known = _ledgers(part)
        yield from filter(None, (count.moved(known[pk], known) for pk in part))


class _Clock(NamedTuple):
    """What counting needs of a deadline; `lines` is its ledger as values."""

    pk: int
    rule: str
    rule_set: str
    state: str
    round: int
    backward: bool
    duty_user: int | None
    started_on: date
    due_on: date
    uncertain: bool
    follows: int | None
    lines: tuple[tuple[Any, ...], ...]


def _ledgers(ids: list[int]) -> dict[int, _Clock]:
    """These deadlines and those that they follow, with their ledgers."""
    found: dict[int, _Clock] = {}
    while ids:
        lines: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        events = Event.objects.filter(deadline__in=ids).order_by("id")
        for pk, *line in events.values_list("deadline", *LINE):
            lines[pk].append(tuple(line))
        rows = Deadline.objects.filter(pk__in=ids).order_by().values_list(*_Clock._fields[:-1])
        found |= {row[0]: _Clock._make((*row, tuple(lines[row[0]]))) for row in rows}
        ids = list({row.follows for row in found.values() if row.follows} - set(found))
    return found


def _near(before: Calendar, after: Calendar, year: int) -> QuerySet[Deadline]:
    """The running deadlines whose end, or whose start at another's end, lies where the two calendars differ.

    One that stood still may have rolled before that, so it is counted wherever it ends later.
    """
    forward, backward = (_ends(before, after, year, way) for way in ("forward", "backward"))
    stood = Event.objects.filter(kind__in=(Kind.EXCLUDED, Kind.SUSPENDED)).values("deadline")
    near = (
        Q(pk__in=stood, due_on__gte=date(year - 1, DECEMBER, 1))
        | Q(backward=False, due_on__in=forward)
        | Q(backward=True, due_on__in=backward)
        | Q(follows__isnull=False, started_on__in=forward)
        | Q(uncertain=True, due_on__year=year)
    )
    return Deadline.objects.filter(near, state__in=RUNNING)


def _ends(before: Calendar, after: Calendar, year: int, direction: str) -> set[date]:
    """The last days, as they stand now, of limits that the other calendar would end otherwise."""
    first, last = date(year - 1, DECEMBER, 1) - MARGIN, date(year, DECEMBER, 31) + MARGIN
    days = (first + number * ONE_DAY for number in range((last - first).days + 1))
    ends = set()
    for day in days:
        now, then = (counting.roll(Counted(day, day, day), one, direction) for one in (before, after))
        if (now.due, now.uncertain) != (then.due, then.uncertain):
            ends.add(now.due)
    return ends


class _Recount:
    """Counts deadlines under two calendars; equal ledgers are counted once, for there are many of a kind."""

    def __init__(self, before: Calendar, after: Calendar) -> None:
        self.before, self.after = before, after
        self._known: dict[tuple[Any, ...], Counted] = {}

    def moved(self, clock: _Clock, known: dict[int, _Clock]) -> Moved | None:
        """What changes for this deadline; None when nothing does."""
        counted = self._due(clock, self._lines(clock, known), self.after)
        now = (clock.started_on, clock.due_on, clock.uncertain)
        then = (counted.start, counted.due, counted.uncertain)
        if now == then:
            return None
        leader = known[clock.follows] if clock.follows else None
        return Moved(
            *clock[:7], waits=leader is not None and leader.state == State.SUSPENDED,
            started=(now[0], then[0]), due=(now[1], then[1]), uncertain=(now[2], then[2]),
        )  # fmt: skip

    def _lines(self, clock: _Clock, known: dict[int, _Clock]) -> tuple[tuple[Any, ...], ...]:
        """Its ledger; one that began at another's end begins at that one's end under the other calendar."""
        if clock.follows is None:
            return clock.lines
        leader = known[clock.follows]
        now = self._due(leader, leader.lines, self.before).due
        then = self._due(leader, self._lines(leader, known), self.after).due
        if now == then or clock.started_on != now:
            return clock.lines
        return (*clock.lines, (Kind.CARRIED, then, None, None, None, ""))

    def _due(self, clock: _Clock, lines: tuple[tuple[Any, ...], ...], calendar: Calendar) -> Counted:
        key = (calendar is self.after, clock.rule, clock.rule_set, lines)
        if key not in self._known:
            limit = limits.find(clock.rule, limits.rule_set(clock.rule_set))
            events = [Event(**dict(zip(LINE, line, strict=True))) for line in lines]
            self._known[key] = ledger.due(events, limit, calendar)
        return self._known[key]
