"""Putting a move before those who decide it (rules 5, 7)."""

from datetime import datetime

from accounts import selectors as accounts
from accounts.models import User
from audit.flow import Move, day, official, record
from cases.models import Case, Clue, Decision
from cases.services import people
from cases.services.acts import Data
from deadlines.models import NoticeKind


def ask(subject: Case | Clue, move: Move, *, data: Data, by: User, at: datetime) -> Decision:
    """Ask for the decision a move needs, with the form as its draft, and tell the first who decides."""
    where = {"case": subject} if isinstance(subject, Case) else {"clue": subject}
    decision = Decision.objects.create(
        **where, move=move.name, draft=dict(data), chain=list(move.chain), requested_by=by, requested_at=at
    )
    record(by=by, at=at, action="decision.ask", label=f"提请审批：{official(move.label)}", obj=decision)
    tell_next(decision, at=at)
    return decision


def tell_next(decision: Decision, *, at: datetime) -> None:
    """Tell everybody who holds the post whose opinion is next."""
    people.tell(
        accounts.holders(decision.subject.office, decision.waits_for, on=day(at)),
        title=f"待您审批：{official(decision.label)}·{decision.subject.title}",
        body="",
        url=f"/decisions/{decision.pk}/",
        key=f"decision:{decision.pk}:{decision.step}",
        kind=NoticeKind.TASK,
        at=at,
    )
