"""Questions about the calendar: rest days, years whose notice is missing, and what a year's notice would move."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from deadlines import calendar as counting
from deadlines import ledger
from deadlines.calendar import ONE_DAY, SATURDAY, Calendar, Counted, Day
from deadlines.flow import RUNNING, State
from deadlines.holiday_text import DECEMBER, CalendarDay
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event, Holiday, HolidayNotice

MARGIN = timedelta(days=40)
BATCH = 2000


def calendar() -> Calendar:
    """The packaged calendar with the database's rows laid over it."""
    years = HolidayNotice.objects.values_list("year", flat=True)
    return counting.packaged().with_rows(Holiday.objects.all(), years)


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
    waits: bool
    duty_user: int | None
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
    count = _Recount(before, after)
    ids = list(_near(before, after, year).order_by("id").values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        rows = Deadline.objects.filter(pk__in=ids[first : first + BATCH], state__in=RUNNING).order_by("id")
        if lock:
            rows = rows.select_for_update(of=("self",))
        for deadline in rows.prefetch_related("events", "follows__events"):
            if moved := count.moved(deadline):
                yield moved


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
        self._known: dict[tuple[object, ...], Counted] = {}

    def moved(self, deadline: Deadline) -> Moved | None:
        """What changes for this deadline; None when nothing does."""
        counted = self._due(deadline, self._lines(deadline), self.after)
        now = (deadline.started_on, deadline.due_on, deadline.uncertain)
        then = (counted.start, counted.due, counted.uncertain)
        if now == then:
            return None
        leader = deadline.follows
        return Moved(
            deadline.pk, deadline.rule, deadline.rule_set, deadline.state, deadline.round, deadline.backward,
            leader is not None and leader.state == State.SUSPENDED, deadline.duty_user_id,
            started=(now[0], then[0]), due=(now[1], then[1]), uncertain=(now[2], then[2]),
        )  # fmt: skip

    def _lines(self, deadline: Deadline) -> list[Event]:
        """Its ledger; one that began at another's end begins at that one's end under the other calendar."""
        lines = list(deadline.events.all())
        leader = deadline.follows
        if leader is not None:
            now = self._due(leader, list(leader.events.all()), self.before).due
            then = self._due(leader, self._lines(leader), self.after).due
            if now != then and deadline.started_on == now:
                lines.append(Event(kind=Kind.CARRIED, on=then, article=deadline.article))
        return lines

    def _due(self, deadline: Deadline, lines: list[Event], calendar: Calendar) -> Counted:
        key = (
            calendar is self.after, deadline.rule, deadline.rule_set,
            *((line.kind, line.on, line.until, line.months, line.days, line.article) for line in lines),
        )  # fmt: skip
        if key not in self._known:
            self._known[key] = ledger.due(lines, deadline.limit, calendar)
        return self._known[key]
