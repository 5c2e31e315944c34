"""Changes to a running clock that somebody asks for: longer, days taken out, a wrong start put right."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import PostName, Procuratorate, User
from audit.flow import day, record
from deadlines.flow import State
from deadlines.ledger import Kind
from deadlines.limits import EXCLUSION, Cause, Extension
from deadlines.models import Deadline, Event
from deadlines.services import book


@transaction.atomic
def extend(deadline_id: int, *, reason: str, by: User, at: datetime, months: int = 1) -> Deadline:
    """Lengthen a limit: the first time its own chief by one month, once more the office above."""
    deadline = access.take(by, "deadline.extend", Deadline, deadline_id, at=at, lock=True)
    terms = deadline.limit.extension
    if terms is None:
        raise book.refuse(
            _("法律没有规定“%(name)s”可以延长") % {"name": deadline.limit.name}, deadline.article
        )
    if deadline.state != State.OPEN:
        raise book.refuse(
            _("期限现为“%(state)s”，不能延长") % {"state": deadline.get_state_display()}, terms.article
        )
    reason = book.with_grounds(reason, _("请写明延长的理由"), terms.article)
    book.day_within(deadline, day(at), terms.article)
    done = deadline.events.filter(kind=Kind.EXTENDED).count()
    _may_extend(deadline, terms, done, months, by, day(at))
    _write(
        deadline, Kind.EXTENDED, on=day(at), months=months, article=terms.article, note=reason, by=by, at=at
    )
    return deadline


@transaction.atomic
def exclude(deadline_id: int, *, start: date, until: date, reason: str, by: User, at: datetime) -> Deadline:
    """Take the days of an appraisal and the like out of a review period (48), once its result is in."""
    deadline = access.take(by, "deadline.keep", Deadline, deadline_id, at=at, lock=True)
    if Cause.APPRAISAL not in deadline.limit.stops:
        raise book.refuse(_("“%(name)s”不扣除鉴定等期间") % {"name": deadline.limit.name}, EXCLUSION)
    reason = book.with_grounds(reason, _("请写明委托事项"), EXCLUSION)
    if until <= start:
        raise book.refuse(_("结束日期应当晚于开始日期"), EXCLUSION)
    book.day_not_to_come(until, at, EXCLUSION)
    book.day_within(deadline, start, EXCLUSION)
    _still_runs(deadline)
    _write(deadline, Kind.EXCLUDED, on=start, until=until, article=EXCLUSION, note=reason, by=by, at=at)
    return deadline


@transaction.atomic
def correct(
    deadline_id: int, *, started_on: date, reason: str, by: User, at: datetime, until: date | None = None
) -> Deadline:
    """Put a wrong start (or agreed end) right; both the old and the new stay in the ledger."""
    deadline = access.take(by, "deadline.keep", Deadline, deadline_id, at=at, lock=True)
    article = deadline.article
    reason = book.with_grounds(reason, _("请写明更正的理由"), article)
    if deadline.limit.agreed != (until is not None):
        raise book.refuse(_("约定日期只用于约定的期限"), article)
    if not deadline.backward and deadline.follows_id is None:
        book.day_not_to_come(started_on, at, article)
    if until is not None and until < started_on:
        raise book.refuse(_("约定日期不能早于起算日"), article)
    _still_runs(deadline)
    _write(deadline, Kind.CORRECTED, on=started_on, until=until, article=article, note=reason, by=by, at=at)
    return deadline


def _write(deadline: Deadline, kind: Kind, *, note: str, by: User, at: datetime, **line: object) -> None:
    before = deadline.due_on
    event: Event = book.write(deadline, kind, note=note, by=by, at=at, **line)  # type: ignore[arg-type]
    book.chase_anew(deadline, at)
    moved = {"due_before": before.isoformat(), "due_after": event.due_on.isoformat()}
    action = "deadline.extend" if kind == Kind.EXTENDED else "deadline.keep"
    record(
        by=by,
        at=at,
        action=action,
        label=f"{kind.label}：{deadline.title}",
        obj=deadline,
        note=note,
        data=moved,
    )


def _still_runs(deadline: Deadline) -> None:
    if not deadline.running:
        state = deadline.get_state_display()
        raise book.refuse(_("期限现为“%(state)s”，不能更改") % {"state": state}, deadline.article)


def _may_extend(deadline: Deadline, terms: Extension, done: int, months: int, by: User, on: date) -> None:
    if done >= 2:
        raise book.refuse(_("该期限已经延长两次，不能再延长"), terms.article)
    if months < 1:
        raise book.refuse(_("延长的月数应当大于零"), terms.article)
    offices = [post.office for post in by.posts_on(on) if post.office and post.post == PostName.CHIEF]
    if done == 0 and months != terms.first_months:
        text = _("第一次延长为%(months)d个月，由%(who)s批准")
        raise book.refuse(text % {"months": terms.first_months, "who": terms.first_by}, terms.article)
    if done == 1 and not any(_above(office, deadline.duty_office) for office in offices):
        raise book.refuse(_("再次延长应当由%(who)s批准") % {"who": terms.further_by}, terms.article)


def _above(office: Procuratorate, below: Procuratorate) -> bool:
    upper = below.parent
    while upper is not None and upper.pk != office.pk:
        upper = upper.parent
    return upper is not None
