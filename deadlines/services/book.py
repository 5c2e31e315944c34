"""Writing the ledger: every change is one more line, and the date is counted anew from all lines."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import Reason, Refused, day, official, record
from deadlines import ladder, ledger, selectors
from deadlines.calendar import Calendar
from deadlines.flow import RUNNING, State
from deadlines.guards import NOT_BEGUN
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event

HOLIDAYS = "全国年节及纪念日放假办法"
THE_CALENDAR = 0x686F6C69  # the advisory lock: held together by who counts, alone by who enters holidays
FARTHEST = 3660


def refuse(text: str, source: str) -> Refused:
    """A refusal with one reason."""
    return Refused([Reason(text, source)])


def locked(deadline: Deadline) -> Deadline:
    """The row as it stands now, held until the transaction ends; of an agreed day first what was agreed."""
    if deadline.limit.agreed:
        list(deadline.obligations.select_for_update().order_by("pk"))
    return Deadline.objects.select_for_update().get(pk=deadline.pk)


def running(case: Any, clue: Any, respondent: Any) -> QuerySet[Deadline]:
    """The clocks of a case, clue or respondent that have not ended."""
    homes = {"case": case, "clue": clue, "respondent": respondent}
    wanted = {name: home for name, home in homes.items() if home is not None}
    if not wanted:
        raise TypeError("name the case, clue or respondent")
    return Deadline.objects.filter(state__in=RUNNING, **wanted).order_by("id")


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
    """Append one line and count the date anew; a date that moved takes with it the clocks that begin there and
    what was agreed to be done by then.

    A new clock is chased from its first line on; of one that goes on, the caller moves the state and then sets the
    chase. Refused while a year's holidays are being entered.
    """
    _calendar_stays()
    calendar = calendar or selectors.calendar()
    event = Event(
        deadline=deadline, kind=kind, on=on, by=by, at=at, until=until, months=months, days=days,
        article=article, note=note,
    )  # fmt: skip
    new, was = deadline.pk is None, deadline.due_on
    lines = [event] if new else [*Event.objects.filter(deadline=deadline), event]
    counted = ledger.due(lines, deadline.limit, calendar)
    deadline.started_on, deadline.due_on, deadline.uncertain = counted.start, counted.due, counted.uncertain
    event.due_on = counted.due
    if new:
        deadline.next_check = _nearest(deadline, at, calendar)
    deadline.save(force_insert=new)
    event.deadline = deadline
    event.save(force_insert=True)
    if not new and deadline.due_on != was:
        deadline.obligations.update(due_on=deadline.due_on)
        carry(deadline, by=by, at=at, calendar=calendar)
    return event


def close(
    deadline: Deadline, kind: Kind, *, on: date, by: User | None, at: datetime, days: int | None, note: str
) -> None:
    """Append the last line. An end moves no date, so nothing is counted. Refused while a year's holidays are being entered."""
    _calendar_stays()
    Event.objects.create(
        deadline=deadline, kind=kind, on=on, by=by, at=at, days=days, article=deadline.article, note=note,
        due_on=deadline.due_on,
    )  # fmt: skip


def _calendar_stays() -> None:
    """Nobody enters holidays until this transaction ends: a date counted by the old ones would slip through.

    Whoever comes while they are being entered does not wait, since what is locked here may be what the other one needs.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [THE_CALENDAR])
        (stays,) = cursor.fetchone()
    if not stays:
        raise refuse(_("正在录入放假安排，请稍后再试"), HOLIDAYS)


def change(deadline: Deadline, kind: Kind, *, note: str, by: User, at: datetime, **line: Any) -> None:
    """Write a line that somebody asked for, begin the chase anew and put it on record with both dates."""
    before = deadline.due_on
    event = write(deadline, kind, note=note, by=by, at=at, **line)
    chase_anew(deadline, at)
    moved = {"due_before": before.isoformat(), "due_after": event.due_on.isoformat()}
    action = "deadline.extend" if kind == Kind.EXTENDED else "deadline.keep"
    label = official(kind.label)
    record(
        by=by, at=at, action=action, label=f"{label}：{deadline.title}", obj=deadline, note=note, data=moved
    )


def carry(deadline: Deadline, *, by: User | None, at: datetime, calendar: Calendar | None = None) -> None:
    """Let the running clocks that begin where this one ends begin at its end as it is now."""
    followers = deadline.followers.select_for_update().filter(state__in=RUNNING)
    for follower in followers.exclude(started_on=deadline.due_on).order_by("id"):
        article = follower.article
        write(follower, Kind.CARRIED, on=deadline.due_on, article=article, by=by, at=at, calendar=calendar)
        chase_anew(follower, at)


def chase_anew(deadline: Deadline, at: datetime, *, new_round: bool = True) -> None:
    """Point the chase at the nearest rung, which may have come already; a moved date begins a new round of rungs.

    A clock that begins where another one ends waits, unchased, while that one stands still.
    """
    if new_round:
        deadline.round += 1
    deadline.next_check = _nearest(deadline, at, selectors.calendar())
    deadline.save(update_fields=["round", "next_check"])


def _nearest(deadline: Deadline, at: datetime, calendar: Calendar) -> datetime | None:
    if deadline.state != State.OPEN or waits(deadline):
        return None
    begins = day(at) if deadline.backward else deadline.started_on
    return ladder.first_check(deadline.limit.ladder, deadline.due_on, calendar, at, begins)


def chase_followers(deadline: Deadline, at: datetime) -> None:
    """Let the clocks that begin where this one ends be chased, or wait, as it now runs or stands."""
    for follower in deadline.followers.select_for_update().filter(state=State.OPEN).order_by("id"):
        chase_anew(follower, at, new_round=False)


def waits(deadline: Deadline) -> bool:
    """Whether the clock begins at the end of one that stands still, so that nobody knows yet when."""
    before = deadline.follows_id
    return before is not None and Deadline.objects.filter(pk=before, state=State.SUSPENDED).exists()


def silence(deadline: Deadline) -> None:
    """Nothing is chased any more."""
    deadline.next_check = None
    deadline.save(update_fields=["next_check"])


def day_not_to_come(on: date, at: datetime, article: str) -> None:
    """What is recorded has happened."""
    if on > day(at):
        raise refuse(_("日期不能晚于今天"), article)


def day_of_sense(on: date, at: datetime, article: str) -> None:
    """The day lies within ten years of today: a year mistyped is no fact."""
    if abs((on - day(at)).days) > FARTHEST:
        raise refuse(_("日期应当在今天前后十年以内"), article)


def begun(deadline: Deadline, on: date) -> None:
    """The day lies in the clock's time: the starting day or later, and the clock before it has ended."""
    if on < deadline.started_on or waits(deadline):
        raise refuse(_("日期不能早于起算日%(day)s") % {"day": deadline.started_on.isoformat()}, NOT_BEGUN)


def day_within(deadline: Deadline, on: date, article: str) -> None:
    """The day lies in the time that the clock measures, which does not run out while it stands still."""
    begun(deadline, on)
    if deadline.state == State.OPEN and on > deadline.due_on:
        raise refuse(_("期限已于%(day)s届满") % {"day": deadline.due_on.isoformat()}, article)


def still_runs(deadline: Deadline, article: str) -> None:
    """What has ended is not changed any more."""
    if not deadline.running:
        state = deadline.get_state_display()
        raise refuse(_("期限现为“%(state)s”，不能更改") % {"state": state}, article)


def with_grounds(text: str, message: str, article: str) -> str:
    """The text, which must say something."""
    if not text.strip():
        raise refuse(message, article)
    return text.strip()


def names_the_court(reason: str, article: str) -> None:
    """The reason says which court decided, and by what number or on which day."""
    if "法院" not in reason or not any(letter.isdigit() for letter in reason):
        raise refuse(_("请写明作出决定的人民法院，以及决定的文号或者日期"), article)
