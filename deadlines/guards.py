"""What keeps a clock from being changed: one answer for who does it, who asks for it and the page that offers it."""

from datetime import date

from django.utils.translation import gettext as _

from audit.flow import Reason
from deadlines.flow import State
from deadlines.ledger import Kind
from deadlines.limits import Cause
from deadlines.models import Deadline

NOT_BEGUN = "民事诉讼法第八十五条"
TWICE = 2
LONGEST = 12  # months that the office above gives at most; the law names no length


def times_lengthened(deadline: Deadline) -> int:
    """How often it was lengthened."""
    return sum(event.kind == Kind.EXTENDED for event in deadline.events.all())


def cannot_lengthen(deadline: Deadline, *, on: date) -> list[Reason]:
    """Why it is not lengthened on that day: the law knows no more time, it stands still, was lengthened twice or ran out.

    What a court decided may be written down later, when the time would have run out without it.
    """
    terms = deadline.limit.extension
    if terms is None:
        text = _("法律没有规定“%(name)s”可以延长") % {"name": deadline.limit.name}
        return [Reason(text, deadline.article)]
    if deadline.state != State.OPEN:
        text = _("期限现为“%(state)s”，不能延长") % {"state": deadline.get_state_display()}
        return [Reason(text, terms.article)]
    if times_lengthened(deadline) >= TWICE:
        return [Reason(_("该期限已经延长两次，不能再延长"), terms.article)]
    if terms.decided_by == "office" and on > deadline.due_on:
        text = _("期限已于%(day)s届满，不能延长") % {"day": deadline.due_on.isoformat()}
        return [Reason(text, terms.article)]
    return not_begun(deadline, on=on)


def not_the_courts(deadline: Deadline) -> list[Reason]:
    """That more time for it is decided by our own chiefs after the department's review, not by a court (rules 7, 47)."""
    terms = deadline.limit.extension
    if terms is None or terms.decided_by == "court":
        return []
    return [Reason(_("由%(who)s批准，请先提请审批") % {"who": terms.first_by}, terms.article)]


def cannot_stop(deadline: Deadline, cause: Cause) -> list[Reason]:
    """Why that cause does not let it stand still."""
    if cause in deadline.limit.stops:
        return []
    values = {"name": deadline.limit.name, "cause": cause.label}
    return [Reason(_("“%(name)s”不因%(cause)s停止计算") % values, cause.article)]


def not_begun(deadline: Deadline, *, on: date) -> list[Reason]:
    """That it has not begun on that day, or begins nobody knows when."""
    if deadline.backward or (on >= deadline.started_on and not deadline.put_off):
        return []
    text = _("期限自%(day)s起算，尚未开始") % {"day": deadline.started_on.isoformat()}
    return [Reason(text, NOT_BEGUN)]
