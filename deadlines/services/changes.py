"""Changes to a running clock that somebody asks for: a longer limit, a wrong start put right."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import PostName, User
from audit.flow import Refused, day
from deadlines import guards
from deadlines.ledger import Kind
from deadlines.limits import Extension
from deadlines.models import Deadline
from deadlines.services import book


@transaction.atomic
def extend(deadline_id: int, *, months: int, reason: str, by: User, at: datetime) -> Deadline:
    """Lengthen a limit by whole months: the first time its own chief by one month, once more the chief of an office above.

    What a court decides about its own time is written down by who keeps the clock. Refuses, with the article: a limit
    that the law lets nobody lengthen, one that stands still, has not begun or has run out, a third time, and a chief's own.
    """
    terms = _terms(by, deadline_id, at)
    action = "deadline.keep" if terms and terms.decided_by == "court" else "deadline.extend"
    deadline = access.take(by, action, Deadline, deadline_id, at=at, lock=True)
    if reasons := guards.cannot_lengthen(deadline, on=day(at)):
        raise Refused(reasons)
    assert terms is not None
    reason = book.with_grounds(reason, _("请写明延长的理由"), terms.article)
    done = guards.times_lengthened(deadline)
    _so_long(terms, done, months)
    if terms.decided_by == "court":
        book.names_the_court(reason, terms.article)
    else:
        _by_the_right_chief(deadline, terms, done, by, day(at))
    article = terms.article
    book.change(
        deadline, Kind.EXTENDED, on=day(at), months=months, article=article, note=reason, by=by, at=at
    )
    return deadline


@transaction.atomic
def record_court_extension(deadline_id: int, *, months: int, reason: str, by: User, at: datetime) -> Deadline:
    """Write down that a court gave itself more time; what our own chiefs decide is reviewed first and refused here (rule 7)."""
    if reasons := guards.not_the_courts(access.take(by, "deadline.view", Deadline, deadline_id, at=at)):
        raise Refused(reasons)
    return extend(deadline_id, months=months, reason=reason, by=by, at=at)


@transaction.atomic
def correct(
    deadline_id: int, *, started_on: date, reason: str, by: User, at: datetime, until: date | None = None
) -> Deadline:
    """Put a wrong start (or agreed end) right; both the old and the new stay in the ledger.

    The clocks that begin at its end go with it. Refuses a day to come (unless the clock counts back from one or begins
    at another one's end), a day before the case was filed or the clue received, and a correction that changes nothing.
    """
    deadline = book.locked(access.take(by, "deadline.keep", Deadline, deadline_id, at=at))
    article = deadline.article
    book.still_runs(deadline, article)
    reason = book.with_grounds(reason, _("请写明更正的理由"), article)
    if deadline.limit.agreed != (until is not None):
        raise book.refuse(_("约定日期只用于约定的期限"), article)
    if until is not None and not 0 <= (until - started_on).days <= book.FARTHEST:
        raise book.refuse(_("约定日期应当在起算日之后十年以内"), article)
    _could_start(deadline, started_on, at)
    if started_on == deadline.started_on and until in (None, deadline.due_on):
        raise book.refuse(_("与现在的日期相同，无需更正"), article)
    book.change(
        deadline, Kind.CORRECTED, on=started_on, until=until, article=article, note=reason, by=by, at=at
    )
    return deadline


def _terms(by: User, deadline_id: int, at: datetime) -> Extension | None:
    seen = access.allowed(by, "deadline.view", Deadline, at=at).filter(pk=deadline_id).first()
    return seen.limit.extension if seen is not None else None


def _so_long(terms: Extension, done: int, months: int) -> None:
    if done == 0 and terms.first_months and months != terms.first_months:
        text = _("第一次延长为%(months)d个月，由%(who)s批准")
        raise book.refuse(text % {"months": terms.first_months, "who": terms.first_by}, terms.article)
    # The law names no length where the office (or court) above decides; a year is more than was ever heard of.
    if not 1 <= months <= guards.LONGEST:
        raise book.refuse(_("延长的月数应当为1至%(most)d") % {"most": guards.LONGEST}, terms.article)


def _by_the_right_chief(deadline: Deadline, terms: Extension, done: int, by: User, on: date) -> None:
    if by.pk == deadline.duty_user_id:
        raise book.refuse(_("不能审批本人提请的事项"), "办案规则第七条")
    offices = [post.office for post in by.posts_on(on) if post.office and post.post == PostName.CHIEF]
    if done == 0 and not any(office.pk == deadline.duty_office_id for office in offices):
        raise book.refuse(_("第一次延长应当由本院%(who)s批准") % {"who": terms.first_by}, terms.article)
    if done == 1 and not any(office.pk == deadline.duty_office.parent_id for office in offices):
        raise book.refuse(_("再次延长应当由%(who)s批准") % {"who": terms.further_by}, terms.article)


def _could_start(deadline: Deadline, started_on: date, at: datetime) -> None:
    article, before = deadline.article, deadline.follows
    if not deadline.backward and before is None:
        book.day_not_to_come(started_on, at, article)
    book.day_of_sense(started_on, at, article)
    first = _first_day(deadline) if before is None else before.started_on
    if started_on < first:
        raise book.refuse(_("起算日不能早于%(day)s") % {"day": first.isoformat()}, guards.NOT_BEGUN)


def _first_day(deadline: Deadline) -> date:
    if deadline.case is not None:
        return deadline.case.filed_on
    assert deadline.clue is not None
    return deadline.clue.received_on
