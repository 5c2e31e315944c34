"""The list of cases: one page of what somebody may see, with how far each is and what is due next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts import access, paging
from accounts.models import Level, Procuratorate, User
from audit.flow import day
from cases import children, in_view, selectors
from cases.flow import STAGES
from cases.models import Case
from deadlines import selectors as deadlines
from deadlines.flow import State
from deadlines.models import Deadline

PARTS = (
    ("accepted", _l("已验收"), "ok"),
    ("submitted", _l("待核验"), "warn"),
    ("open", _l("整改中"), "info"),
    ("partly", _l("部分验收"), "warn"),
    ("returned", _l("已退回"), "late"),
)
STATE_TONES = {
    "closed": "ok",
    "transferred": "plain",
    "revoked": "plain",
    "withdrawn": "plain",
    "suspended": "warn",
}


@dataclass(frozen=True)
class Line:
    """One case as the list shows it."""

    case: Case
    tone: str
    parts: list[dict[str, Any]]
    text: str
    clock: Deadline | None


@dataclass(frozen=True)
class CaseList:
    """One page of cases."""

    lines: list[Line]
    newer: str
    older: str
    total: str

    @property
    def nested(self) -> bool:
        """Whether a case of this page is part of another one, so that the total counts fewer."""
        return any(line.case.parent_id for line in self.lines)


def listed(*, by: User, at: datetime, wanted: dict[str, Any], older: str = "", newer: str = "") -> CaseList:
    """The page of cases that fit what is wanted, newest first."""
    access.demand(by, "case.view", at=at)
    rows = _narrowed(in_view.cases(by=by, at=at), wanted, by=by)
    page = paging.page(rows, "filed_on", older=older, newer=newer, count=_matters(rows, by, at))
    return CaseList(lines_of(page.rows), page.newer, page.older, page.total)


def _matters(rows: paging.Parts[Case], by: User, at: datetime) -> int:
    """How many matters these cases are; who sees one office alone, or more than anybody counts, need not look closer."""
    found = paging.counted(rows)
    alone = widest(by, at=at) is None and len(rows.querysets) == 1
    return found if alone or found > paging.CAP else found - paging.counted(children.nested(rows))


def lines_of(rows: Sequence[Case]) -> list[Line]:
    """These cases as the list shows them, in two queries."""
    counted, nearest = selectors.progress(case.pk for case in rows), _nearest(rows)
    return [_line(case, counted.get(case.pk, {}), nearest.get(case.pk)) for case in rows]


def widest(by: User, *, at: datetime) -> Procuratorate | None:
    """The person's own office below which others stand, the highest of several; None when there is none to choose from."""
    own = [post.office for post in by.posts_on(day(at)) if post.office and post.office.level != Level.COUNTY]
    return max(own, key=lambda office: list(Level).index(Level(office.level)), default=None)


def _narrowed(rows: paging.Parts[Case], wanted: dict[str, Any], *, by: User) -> paging.Parts[Case]:
    stages = {name: states for name, _label, states in STAGES}
    if wanted.get("stage"):
        rows = rows.filter(state__in=stages[wanted["stage"]])
    same = {name: wanted[name] for name in ("field", "track", "office") if wanted.get(name)}
    rows = rows.filter(**same)
    if wanted.get("mine"):
        rows = rows.filter(handler=by)
    if text := wanted.get("text"):
        rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text))
    return rows


def _nearest(cases: Iterable[Case]) -> dict[int, Deadline]:
    """Of each case the clock that runs out first and that somebody must keep."""
    rows = Deadline.objects.filter(
        case__in=[case.pk for case in cases], ended_on=None, state=State.OPEN, internal=False
    ).exclude(deadlines.waited())
    return {row.case_id: row for row in rows.order_by("-due_on", "-id") if row.case_id}


def _line(case: Case, counted: dict[str, int], clock: Deadline | None) -> Line:
    parts = [{"label": label, "count": counted.get(state, 0), "tone": tone} for state, label, tone in PARTS]
    whole = sum(counted.values())
    text = (
        _("%(done)d / %(all)d 项已验收") % {"done": counted.get("accepted", 0), "all": whole} if whole else ""
    )
    return Line(case, STATE_TONES.get(case.state, "info"), parts, text, clock)
