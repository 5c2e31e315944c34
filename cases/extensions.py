"""Whether a clock may be lengthened now, who decides it, and what its last day would come to (rule 47)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, day
from cases.chains import in_words, seats_for
from cases.flow import PERMITS, Permit
from cases.models import Case, Decision
from deadlines import guards, ledger
from deadlines import selectors as deadlines
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event

MOST_MONTHS = guards.LONGEST


@dataclass(frozen=True)
class Asking:
    """More time for one clock: under which permit, for how many months (None: as asked), what keeps one from asking.

    `after` is the last day it would have, where the law says how long; `decided_by` who decides, in words.
    """

    deadline: Deadline
    case: Case
    name: str
    months: int | None
    reasons: list[Reason]
    after: date | None
    decided_by: str

    @property
    def permit(self) -> Permit:
        """The line of the table that it is asked under."""
        return PERMITS[self.name]


def to_ask(deadline_id: int, *, by: User, at: datetime) -> Asking:
    """The clock for which this person may ask more time; 404, 403, or with the reasons why not now."""
    found = access.take(by, "deadline.view", Deadline, deadline_id, at=at)
    if found.case_id is None:
        raise access.Unseen
    case = access.take(by, PERMITS["extend"].action, Case, found.case_id, at=at)
    return asking(found, case, by=by, on=day(at))


def asking(deadline: Deadline, case: Case, *, by: User, on: date) -> Asking:
    """What this person may ask for this clock on that day: the first month of the own chief, then of the office above."""
    terms, done = deadline.limit.extension, guards.times_lengthened(deadline)
    months = terms.first_months if terms is not None and not done else None
    name = "extend_again" if done else "extend"
    reasons = _missing(deadline, case, done, on) or _pending(deadline)
    after = due_after(deadline, months, on=on) if months and not reasons else None
    decided_by = in_words(seats_for(name, case, by=by, on=on))
    return Asking(deadline, case, name, months, reasons, after, decided_by)


def due_after(deadline: Deadline, months: int, *, on: date) -> date:
    """The last day that the clock would have with so many months more."""
    longer = Event(deadline=deadline, kind=Kind.EXTENDED, on=on, months=months)
    return ledger.due([*deadline.events.all(), longer], deadline.limit, deadlines.calendar()).due


def lost(decision: Decision, *, on: date) -> list[Reason]:
    """What has happened to the clock since more time was asked for, so that it can no longer be given."""
    assert decision.deadline is not None and decision.case is not None
    done = guards.times_lengthened(decision.deadline)
    if done and decision.move == "extend":
        return [Reason(_("该期限在提请之后已经延长，请退回后重新提请"), decision.article)]
    return _missing(decision.deadline, decision.case, done, on)


def _missing(deadline: Deadline, case: Case, done: int, on: date) -> list[Reason]:
    terms = deadline.limit.extension
    if terms is not None and terms.decided_by == "court":
        text = _("由%(who)s批准，收到通知后登记") % {"who": terms.first_by}
        return [Reason(text, terms.article)]
    if reasons := guards.cannot_lengthen(deadline, on=on):
        return reasons
    if done and case.office.parent_id is None:
        text = _("再次延长由上一级人民检察院批准，本院没有上一级院")
        return [Reason(text, PERMITS["extend_again"].article)]
    return []


def _pending(deadline: Deadline) -> list[Reason]:
    waiting = deadline.decisions.filter(state="pending").first()
    if waiting is None:
        return []
    return [Reason(_("已提请延长，等待%(seat)s审批") % {"seat": waiting.waits_for_label}, waiting.article)]
