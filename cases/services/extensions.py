"""More time for a clock: the handler asks, the head reviews, the chief decides, and further on the office above (rule 47)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day
from cases import extensions
from cases.chains import seats_for
from cases.extensions import MOST_MONTHS
from cases.flow import PERMITS
from cases.models import Case, Decision
from cases.services import asking
from cases.services.acts import Data
from deadlines import services as deadlines
from deadlines.models import Deadline


@transaction.atomic
def ask_extension(
    deadline_id: int, *, reason: str, months: int | None = None, by: User, at: datetime
) -> Decision:
    """Ask for more time for a clock of one's own case: first one month, further as many months as are asked for.

    Refused with the article when the law lengthens no such limit, when the clock has ended, stands still, has not
    begun or has run out, was lengthened twice, or is being decided on (rule 47).
    """
    deadline = access.take(by, "deadline.view", Deadline, deadline_id, at=at)
    if deadline.case_id is None:
        raise Refused([Reason(_("立案之后才能提请延长"), PERMITS["extend"].article)])
    case = access.take(by, PERMITS["extend"].action, Case, deadline.case_id, at=at, lock=True)
    deadline.refresh_from_db()  # as it stands now that nobody else moves the case
    terms = extensions.asking(deadline, case, by=by, on=day(at))
    if terms.reasons:
        raise Refused(terms.reasons)
    draft = _draft(reason, terms.months or months)
    return asking.ask(case, terms.name, data=draft, deadline=deadline, by=by, at=at)


def redrafted(
    decision: Decision, *, data: Data, by: User, at: datetime
) -> tuple[dict[str, Any], Sequence[str]]:
    """A changed draft for more time that waits, and who decides on it; the first month stays what the law says."""
    if reasons := extensions.lost(decision, on=day(at)):
        raise Refused(reasons)
    assert decision.case is not None
    fixed = decision.draft["months"] if decision.move == "extend" else data.get("months")
    chain = seats_for(decision.move, decision.case, by=by, on=day(at))
    return _draft(str(data.get("reason") or ""), fixed), chain


def _draft(reason: str, months: int | None) -> dict[str, Any]:
    if not reason.strip():
        raise ValidationError({"reason": _("请写明延长的理由")})
    if months is None or not 1 <= months <= MOST_MONTHS:
        text = _("请填写1至%(most)d个月") % {"most": MOST_MONTHS}
        raise ValidationError({"months": text})
    return {"reason": reason.strip(), "months": months}


def perform(decision: Decision, *, by: User, at: datetime) -> None:
    """Lengthen the clock that the request is about; called by the last approval, in its transaction."""
    if reasons := extensions.lost(decision, on=day(at)):
        raise Refused(reasons)
    assert decision.deadline_id is not None
    draft = decision.draft
    deadlines.extend(decision.deadline_id, months=draft["months"], reason=draft["reason"], by=by, at=at)
