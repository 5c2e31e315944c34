"""Questions about clocks and notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.models import User
from audit.flow import day
from deadlines import calendar as counting
from deadlines import ledger, limits, picture
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


def clocks(deadlines: Iterable[Deadline], *, today: date) -> list[picture.Clock]:
    """Pictures of these deadlines (with their events prefetched)."""
    now = calendar()
    return [picture.draw(deadline, now, today) for deadline in deadlines]


def clocks_of_case(case_id: int, *, by: User, at: datetime) -> list[picture.Clock]:
    """The clocks of one case that this person may see, running ones first, the nearest before."""
    rows = access.allowed(by, "deadline.view", Deadline, at=at).filter(case=case_id)
    found = list(rows.prefetch_related(_events()))
    found.sort(
        key=lambda row: (not row.running, row.due_on if row.running else date.max - (row.due_on - date.min))
    )
    return clocks(found, today=day(at))


def clocks_of_clue(clue_id: int, *, by: User, at: datetime) -> list[picture.Clock]:
    """The clocks of one clue that this person may see, running ones first, the nearest before."""
    rows = access.allowed(by, "deadline.view", Deadline, at=at).filter(clue=clue_id)
    found = sorted(rows.prefetch_related(_events()), key=lambda row: (not row.running, row.due_on))
    return clocks(found, today=day(at))


def clock(deadline_id: int, *, by: User, at: datetime) -> picture.Clock:
    """One clock, if the person may see it; an agency sees how its date was reached, not who wrote what."""
    access.take(by, "deadline.view", Deadline, deadline_id, at=at)
    rows = visible(by, at=at).filter(pk=deadline_id)
    found = clocks(rows.prefetch_related(_events()), today=day(at))[0]
    if access.is_agency_person(by, day(at)):
        return replace(found, portal=True, history=())
    return found


def visible(by: User, *, at: datetime) -> QuerySet[Deadline]:
    """Every deadline that the person may see, with what a list shows of it."""
    return access.allowed(by, "deadline.view", Deadline, at=at).select_related(
        "case", "clue", "duty_user", "duty_office"
    )


def due_for(by: User, *, at: datetime, days: int = 15) -> QuerySet[Deadline]:
    """The running clocks whose act this person (or the person's agency) owes within some days, nearest first."""
    rows = Deadline.objects.filter(
        ended_on=None, state=State.OPEN, due_on__lte=day(at) + timedelta(days=days)
    )
    groups = access.agency_groups(by, day(at))
    own = rows.filter(duty_group__in=groups) if groups else rows.filter(duty_user=by, duty_group=None)
    return own.select_related("case", "clue").order_by("due_on", "id")


@dataclass(frozen=True)
class Group:
    """One part of the board."""

    key: str
    title: str
    tone: str
    deadlines: list[Deadline]

    @property
    def size(self) -> str:
        """How many there are, as a card says it."""
        return ngettext("%(n)d 项", "%(n)d 项", len(self.deadlines)) % {"n": len(self.deadlines)}


@dataclass(frozen=True)
class Board:
    """The running clocks in somebody's view, in groups by nearness."""

    groups: tuple[Group, ...]
    warnings: tuple[str, ...]
    portal: bool
    capped: bool

    def _count(self, key: str) -> int:
        return sum(len(group.deadlines) for group in self.groups if group.key == key)

    @property
    def total(self) -> int:
        """How many are shown."""
        return sum(len(group.deadlines) for group in self.groups)

    @property
    def late(self) -> int:
        """How many are overdue."""
        return self._count("overdue")

    @property
    def due_today(self) -> int:
        """How many end today."""
        return self._count("today")

    @property
    def week(self) -> int:
        """How many end within seven days."""
        return self._count("week")


def board(by: User, *, at: datetime, mine: bool = False, rule: str = "") -> Board:
    """The running clocks in the person's view, as overdue, today, this week, later and standing still."""
    today = day(at)
    rows = visible(by, at=at).filter(ended_on=None)
    if mine:
        rows = rows.filter(Q(duty_user=by) | Q(duty_group__in=access.agency_groups(by, today)))
    if rule:
        rows = rows.filter(rule=rule)
    listed = list(rows.order_by("due_on", "id")[: BOARD_LIMIT + 1])
    found: dict[str, list[Deadline]] = {
        "overdue": [],
        "today": [],
        "week": [],
        "later": [],
        "over": [],
        "paused": [],
    }
    for deadline in listed[:BOARD_LIMIT]:
        found[_group(deadline, today)].append(deadline)
    groups = tuple(Group(key, *_heading(key), rows) for key, rows in found.items())
    portal = access.is_agency_person(by, today)
    return Board(groups, () if portal else _calendar_warnings(today), portal, len(listed) > BOARD_LIMIT)


def _heading(key: str) -> tuple[str, str]:
    return {
        "overdue": (_("已逾期"), "late"),
        "today": (_("今天届满"), "late"),
        "week": (_("七天内"), "warn"),
        "later": (_("以后"), ""),
        "over": (_("等候期已满"), ""),
        "paused": (_("停止计算"), ""),
    }[key]


def _calendar_warnings(today: date) -> tuple[str, ...]:
    """Years whose notice is missing; the coming year is worth a word only when its dates draw near."""
    missing = [year for year in missing_years(today) if year == today.year or today.month >= 10]
    text = _("%(year)d年的放假安排尚未录入，届满日在该年的期限可能顺延，标为“待定”。")
    return tuple(text % {"year": year} for year in missing)


def countable() -> list[str]:
    """The limits that have a length, for the preview."""
    return [limit.id for rules in limits.RULE_SETS for limit in rules.limits.values() if limit.length]


def rules_in_use() -> list[tuple[str, str]]:
    """The limits to filter by: id and name."""
    return [
        (limit.id, str(limit.name))
        for limit in limits.RULE_SETS[-1].limits.values()
        if limit.ladder != "silent"
    ]


def _group(deadline: Deadline, today: date) -> str:
    if deadline.state == State.SUSPENDED:
        return "paused"
    left = (deadline.due_on - today).days
    if left < 0:
        return "over" if deadline.waited else "overdue"
    return "today" if left == 0 else "week" if left <= 7 else "later"


def _events() -> "Prefetch[str]":
    return Prefetch("events", queryset=Event.objects.select_related("by").order_by("id"))


# ---- notices, heartbeat ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What a person was told."""

    notices: QuerySet[Notice]
    unread: int
    portal: bool


def told(by: User, *, at: datetime) -> Told:
    """A person's notices, and where the person works."""
    return Told(notices_of(by), unread_count(by), access.is_agency_person(by, day(at)))


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    return Notice.objects.filter(user=user).order_by("-created_at", "-id")


def unread_count(user: User) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(user=user, read_at=None).count()


def last_sweep() -> datetime | None:
    """When the last sweep that ended did so: the heartbeat of the chase."""
    done = SweepRun.objects.filter(kind="sweep", finished_at__isnull=False).order_by("-finished_at")
    return done.values_list("finished_at", flat=True).first()


def chase_is_dead(*, at: datetime) -> bool:
    """Whether no sweep has ended for three periods."""
    last = last_sweep()
    return last is None or at - last > 3 * SWEEP_PERIOD
