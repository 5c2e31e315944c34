"""Questions about clocks and notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import day
from deadlines import calendar as counting
from deadlines import ledger, limits
from deadlines.calendar import Calendar, Counted, Day
from deadlines.flow import RUNNING, State
from deadlines.models import Deadline, Event, Holiday, Notice, SweepRun

BOARD_LIMIT = 200
SWEEP_PERIOD = timedelta(seconds=60)


# ---- the calendar ------------------------------------------------------------------------------------------------


def calendar() -> Calendar:
    """The packaged calendar with the database's rows laid over it."""
    return counting.packaged().with_rows(Holiday.objects.all())


def missing_years(today: date) -> list[int]:
    """This year and the next, if their notice is unknown."""
    known = calendar().years
    return [year for year in (today.year, today.year + 1) if year not in known]


@dataclass(frozen=True)
class Preview:
    """What a limit would come to."""

    limit: limits.Limit
    counted: Counted


def preview(rule: str, start: date) -> Preview:
    """Count a limit without starting it. UnknownLimit for an unknown rule, ValueError for one of no fixed length."""
    limit = limits.find(rule, limits.rules_on(start))
    if limit.length is None:
        raise ValueError(rule)
    counted = counting.count(
        start,
        limit.length,
        limit.unit,
        calendar(),
        direction=limit.direction,
        article=limit.article,
        trigger=str(limit.trigger),
    )
    return Preview(limit, counted)


@dataclass(frozen=True)
class Moved:
    """An open deadline whose last day a calendar change moves."""

    deadline: Deadline
    before: date
    after: date


def moved_by(rows: Sequence[Day], *, at: datetime) -> list[Moved]:
    """The running deadlines that these calendar rows would move, or whose date they would make certain."""
    if not rows:
        return []
    after = calendar().with_rows(rows)
    first, last = min(row.date for row in rows), max(row.date for row in rows)
    near = Q(due_on__range=(first - timedelta(days=20), last + timedelta(days=20))) | Q(uncertain=True)
    found = Deadline.objects.filter(near, state__in=RUNNING).prefetch_related("events")
    moved = []
    for deadline in found:
        counted = ledger.due(deadline.events.all(), deadline.limit, after)
        if counted.due != deadline.due_on or counted.uncertain != deadline.uncertain:
            moved.append(Moved(deadline, deadline.due_on, counted.due))
    return moved


# ---- clocks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Segment:
    """One stretch of a clock's bar, in percent of its width."""

    kind: str
    start: date
    end: date
    percent: float


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stood still."""

    start: date
    end: date | None
    text: str
    source: str


@dataclass(frozen=True)
class Clock:
    """One deadline as a picture: the bar, the dates, the articles, and how its date was reached."""

    deadline: Deadline
    title: str
    article: str
    start: date
    due: date
    today: date
    length: str
    start_text: str
    internal: bool
    ended: date | None
    warning: str
    segments: tuple[Segment, ...]
    pauses: tuple[Pause, ...]
    steps: tuple[counting.Step, ...]
    history: tuple[Event, ...]


def clocks(deadlines: Iterable[Deadline], *, today: date) -> list[Clock]:
    """Pictures of these deadlines (with their events prefetched)."""
    now = calendar()
    return [_clock(deadline, now, today) for deadline in deadlines]


def clocks_of_case(case_id: int, *, by: User, at: datetime) -> list[Clock]:
    """The clocks of one case that this person may see, running ones first, the nearest before."""
    rows = access.allowed(by, "deadline.view", Deadline, at=at).filter(case=case_id)
    found = list(rows.prefetch_related(_events()))
    found.sort(key=lambda row: (not row.running, row.due_on if row.running else date.max - (row.due_on - date.min)))
    return clocks(found, today=day(at))


def clock(deadline_id: int, *, by: User, at: datetime) -> Clock:
    """One clock, if the person may see it."""
    access.take(by, "deadline.view", Deadline, deadline_id, at=at)
    rows = visible(by, at=at).filter(pk=deadline_id)
    return clocks(rows.prefetch_related(_events()), today=day(at))[0]


def visible(by: User, *, at: datetime) -> QuerySet[Deadline]:
    """Every deadline that the person may see, with what a list shows of it."""
    return access.allowed(by, "deadline.view", Deadline, at=at).select_related("case", "clue", "duty_user", "duty_office")


def due_for(by: User, *, at: datetime, days: int = 15) -> QuerySet[Deadline]:
    """The running clocks whose act this person (or the person's agency) owes within some days, nearest first."""
    rows = Deadline.objects.filter(ended_on=None, state=State.OPEN, due_on__lte=day(at) + timedelta(days=days))
    groups = access.agency_groups(by, day(at))
    own = rows.filter(duty_group__in=groups) if groups else rows.filter(duty_user=by, duty_group=None)
    return own.select_related("case", "clue").order_by("due_on", "id")


@dataclass(frozen=True)
class Group:
    """One part of the board."""

    key: str
    title: str
    deadlines: list[Deadline]


def board(by: User, *, at: datetime, mine: bool = False, rule: str = "") -> list[Group]:
    """The running clocks in the person's view, as overdue, today, this week, later and standing still."""
    rows = visible(by, at=at).filter(ended_on=None)
    if mine:
        rows = rows.filter(Q(duty_user=by) | Q(duty_group__in=access.agency_groups(by, day(at))))
    if rule:
        rows = rows.filter(rule=rule)
    today = day(at)
    found: dict[str, list[Deadline]] = {"overdue": [], "today": [], "week": [], "later": [], "paused": []}
    for deadline in rows.order_by("due_on", "id")[:BOARD_LIMIT]:
        found[_group(deadline, today)].append(deadline)
    titles = {
        "overdue": _("已逾期"),
        "today": _("今天届满"),
        "week": _("七天内"),
        "later": _("以后"),
        "paused": _("停止计算"),
    }
    return [Group(key, titles[key], rows) for key, rows in found.items()]


def countable() -> list[str]:
    """The limits that have a length, for the preview."""
    return [limit.id for rules in limits.RULE_SETS for limit in rules.limits.values() if limit.length]


def rules_in_use() -> list[tuple[str, str]]:
    """The limits to filter by: id and name."""
    return [(limit.id, str(limit.name)) for limit in limits.RULE_SETS[-1].limits.values() if limit.ladder != "silent"]


def _group(deadline: Deadline, today: date) -> str:
    if deadline.state == State.SUSPENDED:
        return "paused"
    left = (deadline.due_on - today).days
    if left < 0:
        return "overdue"
    return "today" if left == 0 else "week" if left <= 7 else "later"


def _events() -> "Prefetch[str]":
    return Prefetch("events", queryset=Event.objects.select_related("by").order_by("id"))


def _clock(deadline: Deadline, now: Calendar, today: date) -> Clock:
    limit = deadline.limit
    events = list(deadline.events.all())
    counted = ledger.due(events, limit, now)
    spans = ledger.spans(events)
    length = counting.say_length(limit.length, limit.unit) if limit.length else _("约定日期")
    pauses = tuple(Pause(span.start, span.until, _pause_text(span), span.article) for span in spans)
    return Clock(
        deadline=deadline,
        title=deadline.title,
        article=limit.article,
        start=deadline.started_on,
        due=deadline.due_on,
        today=today,
        length=length,
        start_text=str(limit.trigger),
        internal=deadline.internal,
        ended=deadline.ended_on,
        warning=counted.warning,
        segments=tuple(_segments(deadline, spans, today)),
        pauses=pauses,
        steps=counted.steps,
        history=tuple(events),
    )


def _pause_text(span: ledger.Span) -> str:
    return _("中止审查") if span.article == limits.SUSPENSION else _("鉴定等期间扣除")


def _segments(deadline: Deadline, spans: list[ledger.Span], today: date) -> list[Segment]:
    """The bar from its first to its last day: elapsed, paused and left, as parts of a hundred."""
    first, last = sorted((deadline.started_on, deadline.due_on))
    now = deadline.ended_on or today
    last = max(last, min(now, deadline.ended_on or now))
    cuts = {first, last, min(max(now, first), last)}
    for span in spans:
        cuts |= {min(max(edge, first), last) for edge in (span.start, span.until or now)}
    edges, whole = sorted(cuts), max((last - first).days, 1)
    return [
        Segment(_kind(start, spans, now), start, end, round(100 * (end - start).days / whole, 2))
        for start, end in zip(edges, edges[1:], strict=False)
    ]


def _kind(start: date, spans: list[ledger.Span], now: date) -> str:
    if any(span.start <= start < (span.until or now) for span in spans):
        return "paused"
    return "elapsed" if start < now else "left"


# ---- notices, heartbeat ------------------------------------------------------------------------------------------


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    return Notice.objects.filter(user=user).order_by("-created_at", "-id")


def unread_count(user: User) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(user=user, read_at=None).count()


def last_sweep() -> datetime | None:
    """When the last sweep that ended did so: the heartbeat of the chase."""
    return SweepRun.objects.filter(kind="sweep").aggregate(last=Max("finished_at"))["last"]


def chase_is_dead(*, at: datetime) -> bool:
    """Whether no sweep has ended for three periods."""
    last = last_sweep()
    return last is None or at - last > 3 * SWEEP_PERIOD
