"""The yearly holiday notice: rows laid over the packaged calendar, and the open deadlines that move with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import access
from accounts.models import User
from audit.flow import day, record
from deadlines import ledger, selectors
from deadlines.ledger import Kind
from deadlines.models import Deadline, Holiday, HolidayNotice
from deadlines.selectors import Moved
from deadlines.services import book


@dataclass(frozen=True)
class CalendarDay:
    """One exception day of a notice."""

    date: date
    is_rest: bool
    name: str = ""


@dataclass(frozen=True)
class Entered:
    """A notice that was entered, and the deadlines that moved with it."""

    notice: HolidayNotice
    moved: list[Moved]


@transaction.atomic
def enter_notice(
    *, year: int, number: str, days: Iterable[CalendarDay], by: User, at: datetime, text: str = ""
) -> Entered:
    """Lay a year's notice over the calendar and count anew the running deadlines that it moves."""
    if not access.holds(by, "calendar.edit", at=at):
        raise PermissionDenied("calendar.edit")
    rows = list(days)
    moved = selectors.moved_by(rows, year=year)
    notice = HolidayNotice.objects.create(
        year=year, number=number, text=text, entered_by=by, entered_at=at, moved=len(moved),
        days=[[row.date.isoformat(), row.is_rest, row.name] for row in rows],
    )  # fmt: skip
    for row in rows:
        values = {"is_rest": row.is_rest, "name": row.name, "notice": notice}
        Holiday.objects.update_or_create(date=row.date, defaults=values)
    label = f"录入放假安排：{notice}"
    record(by=by, at=at, action="calendar.edit", label=label, obj=notice, data={"moved": len(moved)})
    for change in moved:
        _recount(change.deadline, notice, by, at)
    return Entered(notice, moved)


def _recount(deadline: Deadline, notice: HolidayNotice, by: User, at: datetime) -> None:
    deadline = book.locked(deadline)
    calendar = selectors.calendar()
    was, before = deadline.due_on, deadline.follows
    if before is not None:
        end = ledger.due(before.events.all(), before.limit, calendar).due
        if end != deadline.started_on:
            book.write(
                deadline, Kind.CARRIED, on=end, article=deadline.article, by=by, at=at, calendar=calendar
            )
    book.write(deadline, Kind.RECOUNTED, on=day(at), article=notice.number, by=by, at=at, calendar=calendar)
    book.chase_anew(deadline, at, new_round=deadline.due_on != was)
