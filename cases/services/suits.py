"""What happens between the decision to sue and the judgment."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, record
from cases.models import Case, Lawsuit
from cases.services import clocks


@transaction.atomic
def record_delivery(case_id: int, *, delivered_on: date, by: User, at: datetime) -> Lawsuit:
    """Write down the day the complaint reached the court; five days to record it upward start (rule 46)."""
    case = access.take(by, "case.work", Case, case_id, at=at, lock=True)
    suit = Lawsuit.objects.filter(case=case).first()
    if suit is None or case.state != "sued":
        raise Refused([Reason(_("本案尚未决定起诉"), "办案规则第八十一条")])
    if suit.delivered_on:
        raise Refused([Reason(_("起诉书送达法院的日期已经登记"), "办案规则第四十六条")])
    if not suit.decided_on <= delivered_on <= day(at):
        raise ValidationError({"delivered_on": _("日期应在决定起诉之后、今天以前")})
    suit.delivered_on = delivered_on
    suit.save(update_fields=["delivered_on"])
    record(by=by, at=at, action="case.work", label="起诉书送达法院", obj=suit, note=suit.court)
    clocks.start_for_case(case, "T16", started_on=delivered_on, by=by, at=at)
    return suit
