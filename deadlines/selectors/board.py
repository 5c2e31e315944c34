"""The board: running clocks in somebody's view, by nearness."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.models import User
from audit.flow import day
from deadlines.flow import State
from deadlines.models import Deadline
from deadlines.selectors.calendar import missing_years
from deadlines.selectors.clocks import visible

BOARD_LIMIT = 200


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


def _group(deadline: Deadline, today: date) -> str:
    if deadline.state == State.SUSPENDED:
        return "paused"
    left = (deadline.due_on - today).days
    if left < 0:
        return "over" if deadline.waited else "overdue"
    return "today" if left == 0 else "week" if left <= 7 else "later"
