"""Everything that is to be put right in one case: each agency with its obligations, what is most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _l

from accounts import access
from accounts.models import User
from agencies.models import Agency
from audit.flow import day
from cases.flow import ENDED, CaseState
from cases.models import Case, Obligation
from desk import rectification, site_checks
from desk.case_list import PARTS
from desk.rectification import WAITING, Sent, Task
from desk.site_checks import Check

SHOWS = (
    ("", _l("全部")),
    ("submitted", _l("待核验")),
    ("late", _l("已逾期")),
    ("waiting", _l("整改中")),
    ("done", _l("已验收")),
)
RIGHTS = ("obligation.judge", "obligation.set", "site_check.enter")
TO_JUDGE, LATE, WAITS, PAUSED, OVER = range(5)


@dataclass(frozen=True)
class Line:
    """One obligation: where it stands, how much of its time has run, what was last said about it."""

    task: Task
    today: date
    live: bool
    checks: tuple[Check, ...]
    may_judge: bool

    @property
    def obligation(self) -> Obligation:
        """The row itself."""
        return self.task.obligation

    @property
    def runs(self) -> bool:
        """Whether its time runs: the agency owes a report, and nothing stands still."""
        return self.live and self.obligation.state in WAITING and not self.task.paused

    @property
    def late(self) -> bool:
        """Whether its day has passed and the agency still owes a report."""
        return self.runs and self.obligation.due_on < self.today

    @property
    def order(self) -> tuple[int, date]:
        """What comes first: what waits for a verdict, what is late, what is due next, what stands still, what is done."""
        due = self.obligation.due_on
        if self.obligation.state == "submitted":
            return TO_JUDGE, due
        if self.obligation.state == "accepted":
            return OVER, due
        return (LATE if self.late else WAITS if self.runs else PAUSED), due

    @property
    def whole(self) -> int:
        """The days from the day on which its time began to its last day."""
        clock = self.obligation.clock
        return max((self.obligation.due_on - clock.started_on).days, 1) if clock else 1

    @property
    def run(self) -> int:
        """How many of those days have gone by."""
        left = (self.obligation.due_on - self.today).days
        return min(max(self.whole - left, 0), self.whole)

    @property
    def last(self) -> Sent | None:
        """The newest report."""
        return self.task.sent[0] if self.task.sent else None

    @property
    def verdict(self) -> Sent | None:
        """The newest report that was judged."""
        return next((sent for sent in self.task.sent if sent.submission.judged_at), None)

    @property
    def check(self) -> Check | None:
        """The newest look on the spot."""
        return self.checks[0] if self.checks else None

    @property
    def to_judge(self) -> bool:
        """Whether this person gives a verdict now."""
        return self.may_judge and self.obligation.state == "submitted"

    def fits(self, show: str) -> bool:
        """Whether it belongs to what the page is narrowed to."""
        state = self.obligation.state
        return {
            "submitted": state == "submitted",
            "late": self.late,
            "waiting": state in WAITING,
            "done": state == "accepted",
        }.get(show, True)


@dataclass(frozen=True)
class Group:
    """One agency with its obligations."""

    agency: Agency
    lines: list[Line]
    parts: list[dict[str, Any]]
    done: int
    all: int


@dataclass(frozen=True)
class Board:
    """The whole of a case."""

    case: Case
    groups: list[Group]
    whole_checks: list[Check]
    shows: list[dict[str, Any]]
    may_set: bool
    may_check: bool

    @property
    def figures(self) -> bool:
        """Whether something is measured."""
        return any(line.task.figures for group in self.groups for line in group.lines)


def board(case_id: int, *, show: str = "", by: User, at: datetime) -> Board:
    """What must be put right in a case that this person may see; Unseen (404) for others.

    `show` narrows it to one of SHOWS; anything else shows all.
    """
    access.take(by, "case.view", Case, case_id, at=at)
    case = Case.objects.select_related("office", "handler").get(pk=case_id)
    rights = access.may(by, RIGHTS, case, at=at)
    rows = Obligation.objects.filter(case=case)
    tasks = rectification.load(rows.select_related("case", "clock", "enterprise", "respondent__agency"))
    checks = site_checks.checks(case=case, by=by, at=at)
    lines = sorted(
        _lines(case, tasks, checks, rights["obligation.judge"], day(at)), key=lambda row: row.order
    )
    open_still = case.state not in ENDED
    accepted = any(line.obligation.state == "accepted" for line in lines)
    return Board(
        case,
        _groups(lines, show),
        [check for check in checks if check.row.obligation_id is None],
        [_show(name, label, lines, show) for name, label in SHOWS],
        may_set=open_still and case.track == "administrative" and rights["obligation.set"],
        may_check=site_checks.possible(case, accepted=accepted, rights=rights),
    )


def _lines(
    case: Case, tasks: Iterable[Task], checks: Iterable[Check], may_judge: bool, today: date
) -> Iterable[Line]:
    live = case.state not in ENDED and case.state != CaseState.SUSPENDED
    looked: dict[int, list[Check]] = {}
    for check in checks:
        looked.setdefault(check.row.obligation_id or 0, []).append(check)
    for task in tasks:
        yield Line(task, today, live, tuple(looked.get(task.obligation.pk, ())), may_judge)


def _groups(lines: Iterable[Line], show: str) -> list[Group]:
    """By agency, in the order of what is most urgent in each."""
    found: dict[Agency, list[Line]] = {}
    for line in lines:
        found.setdefault(line.obligation.respondent.agency, []).append(line)
    groups = [
        _group(agency, rows, [line for line in rows if line.fits(show)]) for agency, rows in found.items()
    ]
    return [group for group in groups if group.lines]


def _group(agency: Agency, rows: list[Line], shown: list[Line]) -> Group:
    states = [line.obligation.state for line in rows]
    parts = [{"label": label, "count": states.count(state), "tone": tone} for state, label, tone in PARTS]
    return Group(agency, shown, parts, states.count("accepted"), len(rows))


def _show(name: str, label: object, lines: Iterable[Line], now: str) -> dict[str, Any]:
    count = sum(line.fits(name) for line in lines)
    known = {name for name, _label in SHOWS}
    return {"name": name, "label": label, "count": count, "now": name == (now if now in known else "")}
