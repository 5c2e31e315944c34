"""The cases a person works on, each with how far its agencies are, what comes next and when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.models import PostName, User
from audit.flow import day
from cases import children
from cases import selectors as cases
from cases.flow import ENDED, OF_THE_STEP, CaseState, ObligationState
from cases.models import Case, Decision
from deadlines import selectors as deadlines
from deadlines.flow import State
from deadlines.models import Deadline
from desk.children import matters

SHOWN = 8
OF_THE_OFFICE = (PostName.HEAD, PostName.CHIEF, PostName.CASEMGR, PostName.CLERK)
TONES = {
    ObligationState.ACCEPTED: "ok",
    ObligationState.SUBMITTED: "info",
    ObligationState.RETURNED: "late",
    ObligationState.OPEN: "plain",
}


@dataclass(frozen=True)
class CaseRow:
    """One line of the table."""

    case: Case
    parts: list[dict[str, Any]]
    next: str
    clock: Deadline | None


@dataclass(frozen=True)
class MyCases:
    """The table: whose cases they are, the nearest first, and how many there are in all."""

    own: bool
    rows: list[CaseRow]
    total: int


def my_cases(*, by: User, at: datetime) -> MyCases:
    """The running cases of the person, or of their office for those who keep or watch over all of them."""
    offices = [post.office_id for post in by.posts_on(day(at)) if post.post in OF_THE_OFFICE]
    own = not offices
    rows = (
        access.allowed(by, "case.work", Case, at=at)
        if own
        else cases.cases(by=by, at=at).filter(office__in=offices)
    )
    running = rows.exclude(state__in=ENDED)
    shown = list(_with_due(running)[:SHOWN])
    states = cases.progress(case.pk for case in shown)
    pending = Decision.objects.filter(case__in=shown, state="pending", deadline=None)
    asked = {decision.case_id: decision for decision in pending}
    clocks = Deadline.objects.in_bulk([case.next_clock for case in shown if case.next_clock])  # type: ignore[attr-defined]
    found = [_row(case, states.get(case.pk, {}), asked.get(case.pk), clocks) for case in shown]
    return MyCases(own, found, matters(shown) if len(shown) < SHOWN else children.counted(running))


def _with_due(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Beside each case its nearest clock that somebody must keep: a court's or the public's time is no duty."""
    clocks = Deadline.objects.filter(case=OuterRef("pk"), ended_on=None, state=State.OPEN)
    kept = clocks.exclude(deadlines.waited()).exclude(rule=OF_THE_STEP)
    nearest = kept.order_by("due_on", "internal", "id")
    return (
        rows.select_related("office", "handler")
        .annotate(
            next_due=Subquery(nearest.values("due_on")[:1]),
            next_clock=Subquery(nearest.values("pk")[:1]),
        )
        .order_by(F("next_due").asc(nulls_last=True), "-id")
    )


def _row(
    case: Any, states: Mapping[str, int], pending: Decision | None, clocks: Mapping[int, Deadline]
) -> CaseRow:
    parts = [
        {"label": ObligationState(state).label, "count": states[state], "tone": tone}
        for state, tone in TONES.items()
        if states.get(state)
    ]
    return CaseRow(case, parts, _next(case, states, pending), clocks.get(case.next_clock))


def _next(case: Case, states: Mapping[str, int], pending: Decision | None) -> str:
    """What comes next, in words; the page of the case says what is missing for it."""
    if pending is not None:
        return _("等待审批：%(label)s") % {"label": pending.label}
    if submitted := states.get(ObligationState.SUBMITTED, 0):
        return ngettext("核验 %(n)d 项整改", "核验 %(n)d 项整改", submitted) % {"n": submitted}
    if case.state == CaseState.RECTIFYING:
        left = sum(count for state, count in states.items() if state != ObligationState.ACCEPTED)
        return _("等待行政机关整改") if left else _("审查整改效果")
    if case.state == CaseState.INVESTIGATING and case.track == "civil":
        return _("发布诉前公告")
    return str(NEXT[CaseState(case.state)]())


NEXT = {
    CaseState.FILED: lambda: _("开展调查"),
    CaseState.INVESTIGATING: lambda: _("召开磋商或者提出检察建议"),
    CaseState.CONSULTING: lambda: _("记录磋商，确定整改事项"),
    CaseState.RECOMMENDED: lambda: _("送达检察建议"),
    CaseState.SUSPENDED: lambda: _("客观原因消除后恢复审查"),
    CaseState.ANNOUNCED: lambda: _("公告期满后审查起诉"),
    CaseState.REVIEWING: lambda: _("召开听证，或者终结、起诉"),
    CaseState.HEARING: lambda: _("举行听证，听取意见"),
    CaseState.SUED: lambda: _("等待裁判"),
    CaseState.JUDGED: lambda: _("终结案件"),
    CaseState.WITHDRAWN: lambda: _("终结案件"),
}
