"""What rooms above the case hold open on it is closed here."""

from datetime import datetime

from django.db import transaction

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, record
from cases.models import Case, Step
from cases.services import clocks


@transaction.atomic
def close_step(case_id: int, *, kind: str, outcome: str, by: User, at: datetime) -> Step:
    """Say that the consultation or hearing under way on this case is over, and how it ended."""
    case = access.take(by, "case.work", Case, case_id, at=at, lock=True)
    step = case.steps.filter(kind=kind, closed_at=None).first()
    if step is None:
        raise Refused([Reason("没有进行中的环节")])
    step.closed_at, step.outcome = at, outcome[:200]
    step.save(update_fields=["closed_at", "outcome"])
    record(by=by, at=at, action="case.work", label=f"{step}结束", obj=step, note=outcome)
    if kind == "consultation":
        clocks.meet(case, "N03", on=day(at), by=by, at=at)
    return step
