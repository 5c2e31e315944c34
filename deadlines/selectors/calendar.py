"""Questions about the calendar: rest days, years whose notice is missing, what a change would move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from deadlines import calendar as counting
from deadlines import ledger
from deadlines.calendar import Calendar, Counted, Day
from deadlines.flow import RUNNING
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event, Holiday, HolidayNotice

MARGIN = timedelta(days=20)


def calendar() -> Calendar:
    """The packaged calendar with the database's rows laid over it."""
    years = HolidayNotice.objects.values_list("year", flat=True)
    return counting.packaged().with_rows(Holiday.objects.all(), years)


def missing_years(today: date) -> list[int]:
    """This year and the next, if their notice is unknown."""
    known = calendar().years
    return [year for year in (today.year, today.year + 1) if year not in known]


@dataclass(frozen=True)
class Moved:
    """An open deadline whose last day a calendar change moves."""

    deadline: Deadline
    before: date
    after: date


def moved_by(rows: Sequence[Day], *, year: int) -> list[Moved]:
    """The running deadlines that a notice for that year would move, or whose date it would make certain."""
    after = calendar().with_rows(rows, [year])
    days = [date(year, 1, 1), date(year, 12, 31), *(row.date for row in rows)]
    first, last = min(days) - MARGIN, max(days) + MARGIN
    near = Q(due_on__range=(first, last)) | Q(follows__due_on__range=(first, last)) | Q(uncertain=True)
    found = Deadline.objects.filter(near, state__in=RUNNING).select_related("follows")
    moved = []
    for deadline in found.prefetch_related("events", "follows__events").order_by("due_on", "id"):
        counted = _counted(deadline, after)
        if counted.due != deadline.due_on or counted.uncertain != deadline.uncertain:
            moved.append(Moved(deadline, deadline.due_on, counted.due))
    return moved


def _counted(deadline: Deadline, after: Calendar) -> Counted:
    """The deadline under another calendar; one that follows another begins at that one's end there."""
    events = list(deadline.events.all())
    before = deadline.follows
    if before is not None:
        end = ledger.due(before.events.all(), before.limit, after).due
        events.append(Event(kind=Kind.CARRIED, on=end, article=deadline.article))
    return ledger.due(events, deadline.limit, after)
