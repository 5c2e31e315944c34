"""Written orders of an office about the matters of one below it (rules 10, 11, 17, 18)."""

from datetime import datetime

from accounts.models import User
from audit.flow import day
from cases.between import ORDER_FLOW
from cases.models import Decision


def issue(decision: Decision, *, by: User, at: datetime) -> None:
    """The last one agreed: the order goes out. Called in the transaction of the last approval."""
    assert decision.order is not None
    decision.order.issued_on = day(at)
    ORDER_FLOW.move(decision.order, "issue", by=by, at=at)


def drop(decision: Decision, *, by: User, at: datetime) -> None:
    """The request was returned or taken back: the order does not go out."""
    assert decision.order is not None
    ORDER_FLOW.move(decision.order, "drop", by=by, at=at)
