"""What the pages about commissions to investigate elsewhere show: lists, one of them, and what waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day
from cases import guards, selectors
from cases.between import COMMISSION_FLOW, CommissionState
from cases.models import Case, Commission
from deadlines.models import Deadline

SHOWN = ("case__office", "to_office", "document", "sent_by", "handler")
VIEW, DO = "commission.view", "commission.do"
OPEN = (CommissionState.SENT, CommissionState.RECEIVED)


def listed(*, by: User, at: datetime) -> QuerySet[Commission]:
    """What the person's office asked others to investigate, and what others asked of it, newest first."""
    own = [post.office_id for post in by.posts_on(day(at)) if post.office_id]
    rows = access.allowed(by, VIEW, Commission, at=at)
    rows = rows.filter(Q(to_office__in=own) | Q(case__office__in=own))
    return _with_due(rows).select_related(*SHOWN).order_by("-sent_at", "-id")


def waiting(*, by: User, at: datetime) -> QuerySet[Commission]:
    """What the person's office has to take in, and what this person carries out."""
    rows = access.allowed(by, DO, Commission, at=at)
    mine = Q(state=CommissionState.SENT) | Q(state=CommissionState.RECEIVED, handler=by)
    return _with_due(rows.filter(mine)).select_related(*SHOWN).order_by("sent_at", "id")


def to_do(*, by: User, at: datetime) -> int:
    """How many wait for this person."""
    return waiting(by=by, at=at).count()


@dataclass(frozen=True)
class Line:
    """One commission as a line of the case's page."""

    pk: int
    to_office: str
    number: str
    state: str

    def get_state_display(self) -> str:
        """Where it stands, as people say it."""
        return str(CommissionState(self.state).label)


def of_case(case: Case) -> list[Line]:
    """What was asked of other offices on one case, newest first, as it was read with the case (selectors.case_whole)."""
    return [Line(**row) for row in getattr(case, "commissioned", ())]


@dataclass(frozen=True)
class CommissionPicture:
    """One commission as a person may see it; the case only for who may open it."""

    commission: Commission
    case_seen: bool
    receives: bool
    finishes: bool


def look(commission_id: int, *, by: User, at: datetime) -> CommissionPicture:
    """One commission, if the person may see it."""
    access.take(by, VIEW, Commission, commission_id, at=at)
    found = _with_due(Commission.objects.filter(pk=commission_id)).select_related(*SHOWN).get()
    does = access.can(by, DO, found, at=at)
    return CommissionPicture(
        commission=found,
        case_seen=access.can(by, "case.view", found.case, at=at),
        receives=does and found.state == CommissionState.SENT,
        finishes=does and found.state == CommissionState.RECEIVED,
    )


def to_send(case_id: int, *, by: User, at: datetime) -> Case:
    """The case on which a person is about to commission another office; 404, 403, or Refused."""
    access.take(by, "case.advance", Case, case_id, at=at)
    case = selectors.case(case_id, by=by, at=at)
    if reasons := missing(case):
        raise Refused(reasons)
    return case


def missing(case: Case) -> list[Reason]:
    """Why no office is commissioned on this case now."""
    return guards.cannot_commission(case)


def to_act(commission_id: int, move: str, *, by: User, at: datetime) -> Commission:
    """The commission that a person is about to take in, send back or report on; 404, 403, or Refused where it is too late."""
    access.take(by, DO, Commission, commission_id, at=at)
    found = Commission.objects.select_related(*SHOWN).get(pk=commission_id)
    if reasons := COMMISSION_FLOW.missing(found, COMMISSION_FLOW.named(move), day(at)):
        raise Refused(reasons)
    return found


def _with_due(rows: QuerySet[Commission]) -> QuerySet[Commission]:
    """Each with the last day of its thirty, while they run."""
    clocks = Deadline.objects.filter(
        case=OuterRef("case"), rule="T05", ended_on=None, duty_office=OuterRef("to_office"),
        title__contains=OuterRef("document__number"),
    )  # fmt: skip
    return rows.annotate(due_on=Subquery(clocks.values("due_on")[:1]))
