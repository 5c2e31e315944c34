"""A chief puts a request before the committee, or asks the office above to decide it (rules 5, 8, 18)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import Reason, Refused, day, official
from cases import seats
from cases.bench import Bench
from cases.flow import CHIEF, COMMITTEE, UPPER, Seat
from cases.models import Decision
from cases.services import turns

# Where a chief may put a request, and the article.
PLACES = {COMMITTEE: "办案规则第五条、第八条", UPPER: "办案规则第十八条"}


@transaction.atomic
def forward(
    decision_id: int, *, to: str, text: str, version: int | None = None, by: User, at: datetime
) -> Decision:
    """Lengthen the chain: the committee (`to` = "committee") or the chief of the office above ("upper") is next.

    Only from the chief's seat, with the chief's own opinion, and to each place once; refused with the article otherwise.
    """
    if to not in PLACES:
        raise ValidationError({"to": _("请选择提交检察委员会或者报请上一级院")})
    turn = turns.take(decision_id, version=version, by=by, at=at)
    decision = turn.decision
    if reasons := cannot(decision, to, on=day(at)):
        raise Refused(reasons)
    if not text.strip():
        raise ValidationError({"text": _("请写明提交的意见和理由")})
    note = turn.say("forward", text)
    decision.chain = [*decision.chain[: decision.step + 1], to, *decision.chain[decision.step + 1 :]]
    turn.pass_on(label=f"提交{official(Seat(to).label)}：{official(decision.label)}", note=note)
    return decision


def cannot(decision: Decision, to: str, *, on: date) -> list[Reason]:
    """Why the request may not be put before that place on that day; empty when it may."""
    article = PLACES[to]
    if decision.waits_for != CHIEF:
        return [Reason(_("只有检察长可以提交检察委员会或者报请上一级院决定"), article)]
    office = seats.office_of(decision, to)
    if office is None:
        return [Reason(_("本院没有上一级院"), article)]
    there = [(seats.office_of(decision, seat), seats.POSTS[Seat(seat)]) for seat in decision.chain]
    if (office, seats.POSTS[Seat(to)]) in there:
        return [Reason(_("此事项已经提交%(seat)s，不再重复提交") % {"seat": Seat(to).label}, article)]
    if not Bench(decision, on).usable(to, asker=decision.requested_by_id):
        text = _("%(seat)s现由提请人本人担任，不能审批本人提请的事项")
        return [Reason(text % {"seat": Seat(to).label}, seats.NOT_TWICE)]
    return []
