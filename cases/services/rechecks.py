"""A case that stands still is looked at regularly, so that none is forgotten (rule 78)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, record
from cases.flow import CASE_FLOW, CaseState
from cases.models import Case
from cases.services import clocks

RECHECK = "N04"


@transaction.atomic
def record_recheck(
    case_id: int, *, checked_on: date, found: str, persists: bool, by: User, at: datetime
) -> Case:
    """Write down a look at a suspended case; the next one is due from that day on (rule 78).

    When the cause is gone the review must go on: that is asked for with the step `resume`. Refused for a case that
    does not stand still; a day to come or before the last look is wrong.
    """
    case = access.take(by, "case.work", Case, case_id, at=at, lock=True)
    if case.state != CaseState.SUSPENDED:
        raise Refused([Reason(_("本案没有中止审查，不需要复查"), CASE_FLOW.named("suspend").article)])
    if not found.strip():
        raise ValidationError({"found": _("请写明复查情况")})
    if checked_on > day(at):
        raise ValidationError({"checked_on": _("日期不能晚于今天")})
    last = case.deadlines.filter(rule=RECHECK).order_by("-started_on").first()
    if last is not None and checked_on < last.started_on:
        raise ValidationError({"checked_on": _("日期不能早于中止审查或者上次复查的日期")})
    label = "中止审查复查：客观原因仍然存在" if persists else "中止审查复查：客观原因已经消除"
    record(by=by, at=at, action="case.work", label=label, obj=case, note=found.strip())
    clocks.meet(case, RECHECK, on=checked_on, by=by, at=at)
    clocks.start_for_case(case, RECHECK, started_on=checked_on, by=by, at=at)
    return case
