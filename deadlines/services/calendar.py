"""The yearly holiday notice: rows laid over the packaged calendar, and the open deadlines that move with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import access
from accounts.models import User
from audit.flow import day, record
from deadlines import selectors
from deadlines.ledger import Kind
from deadlines.models import Deadline, Holiday
from deadlines.services import book


@dataclass(frozen=True)
class CalendarDay:
    """One exception day of a notice."""

    date: date
    is_rest: bool
    name: str = ""
    notice: str = ""


@transaction.atomic
def set_holidays(days: Iterable[CalendarDay], *, by: User, at: datetime) -> list[Deadline]:
    """Lay these days over the calendar and recount what they move; the deadlines that moved."""
    if not access.holds(by, "calendar.edit", at=at):
        raise PermissionDenied("calendar.edit")
    rows = list(days)
    moved = selectors.moved_by(rows, at=at)
    for row in rows:
        values = {"is_rest": row.is_rest, "name": row.name, "notice": row.notice}
        holiday = Holiday.objects.update_or_create(date=row.date, defaults=values)[0]
        record(
            by=by,
            at=at,
            action="calendar.edit",
            label=str(holiday),
            obj=holiday,
            data={"is_rest": row.is_rest},
        )
    return [_recount(change.deadline, by, at, rows) for change in moved]


def _recount(deadline: Deadline, by: User, at: datetime, rows: list[CalendarDay]) -> Deadline:
    deadline = book.locked(deadline)
    notice = next((row.notice for row in rows if row.notice), "")
    book.write(deadline, Kind.RECOUNTED, on=day(at), article=notice[:60], by=by, at=at)
    book.chase_anew(deadline, at, new_round=False)
    return deadline
