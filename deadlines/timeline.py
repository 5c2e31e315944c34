"""The clocks of a case on one common time axis: where each bar, mark and line goes, in per cent of the axis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deadlines.calendar import ONE_DAY
from deadlines.flow import State
from deadlines.picture import Clock

PAST, AHEAD = timedelta(days=240), timedelta(days=400)  # further than that is cut off, and the row says so
SHARED = timedelta(days=366)  # up to that length what ended stands on the axis of what runs
SHOWN, MOST_TICKS = 8, 6
EDGE = 6.0  # per cent from either edge within which a centred word would be cut off
MONDAY = 0


@dataclass(frozen=True)
class Tick:
    """A day named on the axis; `minor` ones are left unnamed where there is little room."""

    x: float
    text: str
    anchor: str
    minor: bool


@dataclass(frozen=True)
class Piece:
    """One stretch of a bar: left (still to come), run, extended, paused or over (overdue)."""

    kind: str
    x: float
    width: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return round(self.x + self.width, 2)


@dataclass(frozen=True)
class Axis:
    """The days between which everything is drawn."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, in per cent; what lies outside is put on the edge."""
        whole = max((self.last - self.first).days, 1)
        return round(min(max((day - self.first).days / whole, 0), 1) * 100, 2)

    def mark(self, day: date) -> float | None:
        """Where a day is marked; None when it lies outside."""
        return self.at(day) if self.first <= day <= self.last else None

    def piece(self, kind: str, start: date, end: date) -> Iterator[Piece]:
        """The part of a stretch that lies on the axis; nothing of one that has no length or lies outside."""
        x, until = self.at(start), self.at(end)
        if until > x:
            yield Piece(kind, x, round(until - x, 2))


@dataclass(frozen=True)
class Course:
    """One row: a clock, its bar, and the lines that tie it to the rows above and below."""

    clock: Clock
    pieces: tuple[Piece, ...]
    start: float | None
    due: float | None
    cut: bool  # it began before the axis does
    up: float | None = None  # where the clock that it follows ends, one row above
    down: float | None = None  # where the clock of the row below begins, with the end of this one


@dataclass(frozen=True)
class Chart:
    """Rows on one axis."""

    axis: Axis
    ticks: tuple[Tick, ...]
    today: Tick | None
    courses: tuple[Course, ...]

    @property
    def kinds(self) -> set[str]:
        """What occurs in it, for the key beneath: kinds of pieces, and of clocks."""
        clocks = [course.clock for course in self.courses]
        found = {piece.kind for course in self.courses for piece in course.pieces}
        found |= {"internal"} if any(clock.internal for clock in clocks) else set()
        return found | ({"ahead"} if any(clock.ahead for clock in clocks) else set())


@dataclass(frozen=True)
class Timeline:
    """The clocks of a case: the nearest ones that run, and folded under them further ones and those that ended."""

    running: Chart | None
    folded: Chart | None

    def __bool__(self) -> bool:
        return bool(self.running or self.folded)

    @property
    def clocks(self) -> list[Clock]:
        """Every clock in it, as drawn from top to bottom."""
        charts = [chart for chart in (self.running, self.folded) if chart]
        return [course.clock for chart in charts for course in chart.courses]


def draw(clocks: Iterable[Clock], today: date) -> Timeline:
    """The time-line of these clocks, in the order given; a clock stands under the one that it follows."""
    rows = list(clocks)
    running = _in_order([clock for clock in rows if clock.ended is None])
    rest = [*running[SHOWN:], *(clock for clock in rows if clock.ended is not None)]
    running = running[:SHOWN]
    whole = _axis(rows, today) if rows else None
    if running and whole and whole.last - whole.first <= SHARED:
        return Timeline(_chart(running, whole, today), _chart(rest, whole, today))
    return Timeline(
        _chart(running, _near(_axis(running, today), today), today) if running else None,
        _chart(rest, _axis(rest, today), today) if rest else None,
    )


def _axis(clocks: Sequence[Clock], today: date) -> Axis:
    """From the first start to the last end, to today when something still runs."""
    now = [today] if any(clock.ended is None for clock in clocks) else []
    ends = [day for clock in clocks for day in (clock.due, clock.ended) if day]
    return Axis(min([*now, *(clock.start for clock in clocks)]), max([*now, *ends]))


def _near(axis: Axis, today: date) -> Axis:
    """The axis cut to what can be read around today."""
    return Axis(max(axis.first, today - PAST), min(axis.last, today + AHEAD))


def _in_order(clocks: Sequence[Clock]) -> list[Clock]:
    """Each clock right under the one it follows, the others as they come."""
    here = {clock.deadline.pk for clock in clocks}
    after: dict[int | None, list[Clock]] = {}
    for clock in clocks:
        before = clock.deadline.follows_id
        after.setdefault(before if before in here else None, []).append(clock)
    return list(_with_followers(after.get(None, []), after))


def _with_followers(clocks: Iterable[Clock], after: dict[int | None, list[Clock]]) -> Iterator[Clock]:
    for clock in clocks:
        yield clock
        yield from _with_followers(after.get(clock.deadline.pk, []), after)


def _chart(clocks: Sequence[Clock], axis: Axis, today: date) -> Chart | None:
    if not clocks:
        return None
    x = axis.mark(today)
    now = None if x is None else Tick(x, _("今天"), _anchor(x), False)
    rows = []
    for number, clock in enumerate(clocks):
        above = clocks[number - 1] if number else None
        below = clocks[number + 1] if number + 1 < len(clocks) else None
        rows.append(_course(clock, axis, today, above, below))
    return Chart(axis, tuple(_ticks(axis, today)), now, tuple(rows))


def _course(clock: Clock, axis: Axis, today: date, above: Clock | None, below: Clock | None) -> Course:
    tied_up = above is not None and clock.deadline.follows_id == above.deadline.pk
    tied_down = below is not None and below.deadline.follows_id == clock.deadline.pk
    return Course(
        clock=clock,
        pieces=tuple(_pieces(clock, axis, today)),
        start=axis.mark(clock.start),
        due=axis.mark(clock.due),
        cut=clock.start < axis.first,
        up=axis.mark(clock.start) if tied_up else None,
        down=axis.mark(below.start) if below is not None and tied_down else None,
    )


def _pieces(clock: Clock, axis: Axis, today: date) -> Iterator[Piece]:
    """From the back to the front: the whole length, what has run, the extension, the pauses, the days of delay."""
    now = max(clock.ended or today, clock.start)
    yield from axis.piece("left", clock.start, clock.due)
    yield from axis.piece("run", clock.start, min(now, clock.due))
    yield from axis.piece("extended", clock.original, clock.due)
    for pause in clock.pauses:
        yield from axis.piece("paused", pause.start, pause.end or now)
    if not clock.deadline.waited and clock.deadline.state not in (State.SUSPENDED, State.CANCELLED):
        yield from axis.piece("over", clock.due, now)


def _ticks(axis: Axis, today: date) -> Iterator[Tick]:
    named = list(_days(axis))
    for number, day in enumerate(named):
        x = axis.at(day)
        short = (axis.last - axis.first).days <= 45
        words = _("n月j日") if short else _month_words(day, number == 0, today)
        yield Tick(x, date_format(day, words), _anchor(x), number % 2 == 1)


def _month_words(day: date, first: bool, today: date) -> str:
    """A month's name; with its year where that begins or is not this one."""
    with_year = day.month == 1 or (first and day.year != today.year)
    return _("Y年n月") if with_year else _("n月")


def _days(axis: Axis) -> Iterator[date]:
    """The days to name: every other day, Mondays, or firsts of months so that there are not too many."""
    span = (axis.last - axis.first).days
    if span <= 45:
        step = 2 if span <= 10 else 7
        first = axis.first if span <= 10 else axis.first + (MONDAY - axis.first.weekday()) % 7 * ONE_DAY
        yield from (first + number * step * ONE_DAY for number in range((axis.last - first).days // step + 1))
        return
    firsts = list(_firsts(axis))
    step = next((n for n in (1, 2, 3, 6, 12, 24) if len(firsts) / n <= MOST_TICKS), 60)
    yield from (day for day in firsts if (day.year * 12 + day.month - 1) % step == 0)


def _firsts(axis: Axis) -> Iterator[date]:
    year, month = axis.first.year, axis.first.month
    while (day := date(year, month, 1)) <= axis.last:
        if day >= axis.first:
            yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _anchor(x: float) -> str:
    if x < EDGE:
        return "start"
    return "end" if x > 100 - EDGE else "middle"
