"""The chase as data: which rung of which ladder falls on which day, and whom it reaches."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from deadlines.calendar import ONE_DAY, Calendar

DUTY, WATCH, LEADER, HEAD, UPPER = "duty", "watch", "leader", "head", "upper"


@dataclass(frozen=True)
class Rung:
    """One reminder: days from the due date (before: negative), and the parts that receive it.

    duty    who owes the act: the handler, or the agency's liaisons
    watch   the case's handler, when the duty is somebody else's
    leader  the agency's leader
    head    the department heads of the office
    upper   the department heads of the office above
    """

    days: int
    to: tuple[str, ...]


LADDERS: dict[str, tuple[Rung, ...]] = {
    "office": (
        Rung(-15, (DUTY,)),
        Rung(-7, (DUTY,)),
        Rung(-3, (DUTY,)),
        Rung(-1, (DUTY,)),
        Rung(0, (DUTY,)),
        Rung(1, (DUTY, HEAD)),
        Rung(3, (DUTY, HEAD)),
        Rung(7, (DUTY, HEAD, UPPER)),
    ),
    "agency": (
        Rung(-15, (DUTY,)),
        Rung(-7, (DUTY,)),
        Rung(-3, (DUTY, WATCH)),
        Rung(-1, (DUTY, WATCH)),
        Rung(0, (DUTY, WATCH)),
        Rung(1, (DUTY, LEADER, WATCH, HEAD)),
        Rung(3, (DUTY, LEADER, WATCH, HEAD)),
        Rung(7, (DUTY, LEADER, WATCH, HEAD, UPPER)),
    ),
    "internal": (Rung(-3, (DUTY,)), Rung(0, (DUTY,)), Rung(3, (DUTY, HEAD))),
    "watch": (Rung(-3, (WATCH,)), Rung(0, (WATCH,)), Rung(1, (WATCH,))),
    "silent": (),
}


def next_rung(ladder: str, due: date, calendar: Calendar, after: datetime) -> datetime | None:
    """The moment of the first rung later than `after`; None when the ladder is spent."""
    moments = (_moment(rung, due, calendar) for rung in LADDERS[ladder])
    return min((moment for moment in moments if moment > after), default=None)


def rungs_due(ladder: str, due: date, calendar: Calendar, at: datetime) -> dict[str, int]:
    """For each part of the ladder the nearest rung that has come: rungs missed in an outage collapse into it."""
    passed = (rung for rung in LADDERS[ladder] if _moment(rung, due, calendar) <= at)
    return {part: rung.days for rung in passed for part in rung.to}


def chase_day(days: int, due: date, calendar: Calendar) -> date:
    """The workday on which a rung is sent: before the due day never later, after it never earlier."""
    day = due + days * ONE_DAY
    if days == 0:
        return day
    return calendar.workday(day, -ONE_DAY if days < 0 else ONE_DAY)


def chase_time() -> time:
    """When the chase speaks, by the house's clock."""
    return time(int(getattr(settings, "CHASE_HOUR", 9)))


def next_morning(at: datetime) -> datetime:
    """Chase time of the following day."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=1), chase_time()))


def _moment(rung: Rung, due: date, calendar: Calendar) -> datetime:
    return timezone.make_aware(datetime.combine(chase_day(rung.days, due, calendar), chase_time()))
