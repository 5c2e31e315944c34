"""Writing the ledger: every change is one more line, and the date is counted anew from all lines."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import Reason, Refused, day
from deadlines import ladder, ledger, selectors
from deadlines.calendar import Calendar
from deadlines.flow import RUNNING, State
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event

NOT_BEGUN = "民事诉讼法第八十五条"


def refuse(text: str, source: str) -> Refused:
    """A refusal with one reason."""
    return Refused([Reason(text, source)])


def locked(deadline: Deadline) -> Deadline:
    """The row as it stands now, held until the transaction ends."""
    return Deadline.objects.select_for_update().get(pk=deadline.pk)


def write(
    deadline: Deadline,
    kind: Kind,
    *,
    on: date,
    by: User | None,
    at: datetime,
    until: date | None = None,
    months: int | None = None,
    days: int | None = None,
    article: str = "",
    note: str = "",
    calendar: Calendar | None = None,
) -> Event:
    """Append one line and count the date anew. The caller moves the state and then sets the chase."""
    event = Event(
        deadline=deadline, kind=kind, on=on, by=by, at=at, until=until, months=months, days=days,
        article=article, note=note,
    )  # fmt: skip
    lines = [*Event.objects.filter(deadline=deadline), event] if deadline.pk else [event]
    counted = ledger.due(lines, deadline.limit, calendar or selectors.calendar())
    deadline.started_on, deadline.due_on, deadline.uncertain = counted.start, counted.due, counted.uncertain
    event.due_on = counted.due
    deadline.save(force_insert=deadline.pk is None)
    event.deadline = deadline
    event.save(force_insert=True)
    carry(deadline, by=by, at=at, calendar=calendar)
    return event


def carry(deadline: Deadline, *, by: User | None, at: datetime, calendar: Calendar | None = None) -> None:
    """Let the running clocks that begin where this one ends begin at its end as it is now."""
    followers = deadline.followers.select_for_update().filter(state__in=RUNNING)
    for follower in followers.exclude(started_on=deadline.due_on).order_by("id"):
        article = follower.article
        write(follower, Kind.CARRIED, on=deadline.due_on, article=article, by=by, at=at, calendar=calendar)
        chase_anew(follower, at)


def chase_anew(deadline: Deadline, at: datetime, *, new_round: bool = True) -> None:
    """Point the chase at the first rung still to come; a moved date begins a new round of rungs."""
    if new_round:
        deadline.round += 1
    open_now = deadline.state == State.OPEN
    deadline.next_check = (
        ladder.next_rung(deadline.limit.ladder, deadline.due_on, selectors.calendar(), at)
        if open_now
        else None
    )
    deadline.save(update_fields=["round", "next_check"])


def silence(deadline: Deadline) -> None:
    """Nothing is chased any more."""
    deadline.next_check = None
    deadline.save(update_fields=["next_check"])


def day_not_to_come(on: date, at: datetime, article: str) -> None:
    """What is recorded has happened."""
    if on > day(at):
        raise refuse(_("日期不能晚于今天"), article)


def day_within(deadline: Deadline, on: date, article: str) -> None:
    """The day lies in the time that the clock measures."""
    if on < deadline.started_on:
        raise refuse(_("日期不能早于起算日%(day)s") % {"day": deadline.started_on.isoformat()}, NOT_BEGUN)
    if on > deadline.due_on:
        raise refuse(_("期限已于%(day)s届满") % {"day": deadline.due_on.isoformat()}, article)


def with_grounds(text: str, message: str, article: str) -> str:
    """The text, which must say something."""
    if not text.strip():
        raise refuse(message, article)
    return text.strip()
