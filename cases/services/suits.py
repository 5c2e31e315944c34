"""What happens between the decision to sue and the judgment."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, official, record
from cases import suits
from cases.flow import COURT_ACTS
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


@transaction.atomic
def record_court_act(case_id: int, *, name: str, on: date, note: str = "", by: User, at: datetime) -> Case:
    """Write down what came from the court or went to it; the clocks of its line of the table start or end that day.

    Refused, with the article, where the suit does not stand so, where nothing waits for it, or it was written down
    already; a day to come, or before the suit or the clock began, is wrong.
    """
    if name not in COURT_ACTS:
        raise access.Unseen
    act = COURT_ACTS[name]
    case = access.take(by, "case.work", Case, case_id, at=at, lock=True)
    if reasons := suits.missing(case, act):
        raise Refused(reasons)
    if not suits.earliest(case, act) <= on <= day(at):
        text = _("日期应在%(day)s之后、今天以前") % {"day": suits.earliest(case, act).isoformat()}
        raise ValidationError({"on": text})
    record(by=by, at=at, action="case.work", label=official(act.label), obj=case, note=note)
    clocks.meet(case, *act.stops, on=on, by=by, at=at)
    for rule in act.starts[case.track]:
        clocks.start_for_case(case, rule, started_on=on, by=by, at=at)
    return case
