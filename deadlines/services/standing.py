"""Clocks stand still and go on: a suspended review, an appraisal under way, an obstacle that a court recognised.

Several causes may hold one clock. Each begins and ends by itself; the clock goes on when none is left, and days that
two of them share are added to its end once.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Refused, official, record
from deadlines import guards, ledger
from deadlines.flow import FLOW, State
from deadlines.ledger import Kind
from deadlines.limits import SUSPENSION, Cause
from deadlines.models import Deadline
from deadlines.services import book

EXCLUDABLE = (Cause.APPRAISAL, Cause.OBSTACLE)


@transaction.atomic
def suspend(
    deadline: Deadline, *, on: date, cause: Cause, grounds: str, by: User | None, at: datetime
) -> Deadline:
    """The clock stands still from that day for this cause, whatever else may already hold it.

    Refuses, with the cause's article: no grounds, a limit that the cause does not stop, a day before the clock's start,
    after its end or to come, and a cause that holds it already.
    """
    deadline = book.locked(deadline)
    article = cause.article
    grounds = book.with_grounds(grounds, _("请写明停止计算的原因和证据"), article)
    _may_stop(deadline, cause)
    book.day_not_to_come(on, at, article)
    book.day_within(deadline, on, article)
    if _holds(article, deadline):
        raise book.refuse(_("期限已因%(cause)s停止计算") % {"cause": cause.label}, article)
    book.silence(deadline)
    _move(deadline, "suspend", State.OPEN, by=by, at=at, note=grounds)
    book.write(deadline, Kind.SUSPENDED, on=on, article=article, note=grounds, by=by, at=at)
    book.chase_followers(deadline, at)
    return deadline


@transaction.atomic
def resume(deadline: Deadline, *, on: date, by: User | None, at: datetime, note: str = "") -> Deadline:
    """The suspension of the review (78) ends on that day; an appraisal under way (48) holds the clock further."""
    return _end(book.locked(deadline), SUSPENSION, on=on, by=by, at=at, note=note)


@transaction.atomic
def go_on(deadline_id: int, *, on: date, by: User, at: datetime, note: str = "") -> Deadline:
    """The appraisal is over and its days are added to the clock's end; a suspended review (78) holds it further.

    Refuses a day to come or before the appraisal began, and a clock that no appraisal holds.
    """
    deadline = access.take(by, "deadline.keep", Deadline, deadline_id, at=at, lock=True)
    others = (span.article for span in _held(deadline) if span.article != SUSPENSION)
    return _end(deadline, next(others, Cause.APPRAISAL.article), on=on, by=by, at=at, note=note)


@transaction.atomic
def exclude(
    deadline_id: int, *, start: date, until: date | None, reason: str, by: User, at: datetime,
    cause: Cause = Cause.APPRAISAL,
) -> Deadline:  # fmt: skip
    """Take days out of a clock: those of an appraisal and the like (48), or of an obstacle that a court let count (86).

    The days run from `start` to the day before `until`, on which the clock goes on. With `until` None the appraisal is
    still under way: the clock stands still and nothing is chased until `go_on`. A court decides on an obstacle only
    after it is over, so that one needs both days, and the court's decision in the reason.
    """
    deadline = access.take(by, "deadline.keep", Deadline, deadline_id, at=at, lock=True)
    article = cause.article
    if cause not in EXCLUDABLE:
        raise book.refuse(_("中止审查应当报检察长批准，在案件中办理"), article)
    _may_stop(deadline, cause)
    book.still_runs(deadline, article)
    reason = book.with_grounds(reason, _("请写明委托或者障碍的情况"), article)
    if cause == Cause.OBSTACLE:
        book.names_the_court(reason, article)
    if until is None and cause == Cause.APPRAISAL:
        return suspend(deadline, on=start, cause=cause, grounds=reason, by=by, at=at)
    if until is None:
        raise book.refuse(_("障碍消除后方可申请顺延，请写明消除的日期"), article)
    if until <= start:
        raise book.refuse(_("结束日期应当晚于开始日期"), article)
    book.day_not_to_come(until, at, article)
    book.day_within(deadline, start, article)
    book.change(deadline, Kind.EXCLUDED, on=start, until=until, article=article, note=reason, by=by, at=at)
    return deadline


@transaction.atomic
def suspend_all(
    *, case: Any, on: date, grounds: str, by: User | None, at: datetime, respondent: Any = None,
    cause: Cause = Cause.REVIEW,
) -> list[Deadline]:  # fmt: skip
    """Stop every clock of the case (or of one respondent) that this cause may stop, does not hold yet and that runs."""
    found = book.running(case, None, respondent).filter(started_on__lte=on)
    may = [
        deadline
        for deadline in found
        if cause in deadline.limit.stops
        and (deadline.standing or deadline.due_on >= on)
        and not _holds(cause.article, deadline)
    ]
    return [suspend(deadline, on=on, cause=cause, grounds=grounds, by=by, at=at) for deadline in may]


@transaction.atomic
def resume_all(
    *, case: Any, on: date, by: User | None, at: datetime, respondent: Any = None, note: str = ""
) -> list[Deadline]:
    """The review goes on: its suspension (78) ends for every clock of the case that it holds."""
    found = book.running(case, None, respondent).filter(state=State.SUSPENDED)
    held = [deadline for deadline in found if _holds(SUSPENSION, deadline)]
    return [resume(deadline, on=on, by=by, at=at, note=note) for deadline in held]


def _held(deadline: Deadline) -> list[ledger.Span]:
    return ledger.standing(deadline.events.all())


def _holds(article: str, deadline: Deadline) -> bool:
    return any(span.article == article for span in _held(deadline))


def _may_stop(deadline: Deadline, cause: Cause) -> None:
    if reasons := guards.cannot_stop(deadline, cause):
        raise Refused(reasons)
    book.still_runs(deadline, cause.article)


def _move(deadline: Deadline, move: str, source: State, *, by: User | None, at: datetime, note: str) -> None:
    """Make the move where the state changes with it; what only adds or ends one of several causes is put on record."""
    if deadline.state == source:
        FLOW.move(deadline, move, by=by, at=at, note=note)
        return
    label = official(FLOW.named(move).label)
    record(by=by, at=at, action="deadline.keep", label=f"{label}：{deadline.title}", obj=deadline, note=note)


def _end(deadline: Deadline, article: str, *, on: date, by: User | None, at: datetime, note: str) -> Deadline:
    held = _held(deadline)
    mine = next((span for span in held if span.article == article), None)
    if mine is None or not deadline.running:
        raise book.refuse(_("期限没有因该原因停止计算，不能继续计算"), article)
    book.day_not_to_come(on, at, article)
    if on < mine.start:
        raise book.refuse(
            _("继续计算的日期不能早于停止计算的日期%(day)s") % {"day": mine.start.isoformat()}, article
        )
    last = State.SUSPENDED if len(held) == 1 else State.OPEN
    _move(deadline, "resume", last, by=by, at=at, note=note)
    book.write(deadline, Kind.RESUMED, on=on, article=article, note=note, by=by, at=at)
    book.chase_anew(deadline, at)
    book.chase_followers(deadline, at)
    return deadline
