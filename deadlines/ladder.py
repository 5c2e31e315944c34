"""The chase as data: which rung of which ladder falls on which day, whom it reaches, and who may do without it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone, translation

from deadlines import limits
from deadlines.calendar import ONE_DAY, Calendar
from deadlines.models import ChaseMatter

DUTY, WATCH, LEADER, HEAD, UPPER = "duty", "watch", "leader", "head", "upper"
ESCALATIONS = frozenset({LEADER, HEAD, UPPER})
EARLY_15, EARLY_7, EARLY_3, INTERNAL = ChaseMatter
ALWAYS = ""


@dataclass(frozen=True)
class Rung:
    """One reminder: days from the due date (before: negative), the parts that receive it, and what lets one do without.

    duty    who owes the act: the handler, or the agency's liaisons
    watch   the case's handler, when the duty is somebody else's
    leader  the agency's leader
    head    the department heads of the office
    upper   the department heads of the office above

    A rung with a matter may be turned off by whoever owes or watches; without one it always comes, both ways.
    What goes to leader, head and upper always comes.
    """

    days: int
    to: tuple[str, ...]
    matter: str = ALWAYS


class Heard(NamedTuple):
    """What one part hears: of which rung, and the matter under which a person may have turned it off."""

    days: int
    matter: str

    def weight(self) -> tuple[int, bool]:
        """Of two things that one person hears, which counts: the later rung, and then the one that always comes."""
        return self.days, not self.matter


LADDERS: dict[str, tuple[Rung, ...]] = {
    "office": (
        Rung(-15, (DUTY,), EARLY_15),
        Rung(-7, (DUTY,), EARLY_7),
        Rung(-3, (DUTY,), EARLY_3),
        Rung(-1, (DUTY,)),
        Rung(0, (DUTY,)),
        Rung(1, (DUTY, HEAD)),
        Rung(3, (DUTY, HEAD)),
        Rung(7, (DUTY, HEAD, UPPER)),
    ),
    "agency": (
        Rung(-15, (DUTY,), EARLY_15),
        Rung(-7, (DUTY,), EARLY_7),
        Rung(-3, (DUTY, WATCH), EARLY_3),
        Rung(-1, (DUTY, WATCH)),
        Rung(0, (DUTY, WATCH)),
        Rung(1, (DUTY, LEADER, WATCH, HEAD)),
        Rung(3, (DUTY, LEADER, WATCH, HEAD)),
        Rung(7, (DUTY, LEADER, WATCH, HEAD, UPPER)),
    ),
    "internal": (
        Rung(-3, (DUTY,), INTERNAL),
        Rung(0, (DUTY,), INTERNAL),
        Rung(3, (DUTY, HEAD), INTERNAL),
    ),
    "decision": (
        Rung(0, (DUTY,), INTERNAL),
        Rung(3, (DUTY,), INTERNAL),
    ),  # whose turn it is was told when it came
    "watch": (Rung(-3, (WATCH,), EARLY_3), Rung(0, (WATCH,)), Rung(1, (WATCH,))),
    "silent": (),
}


def first_check(ladder: str, due: date, calendar: Calendar, at: datetime, begins: date) -> datetime | None:
    """When a clock that is set at `at` is first chased.

    Nothing is said before it begins. One that begins within its ladder, or even past it, is chased at once: for the
    nearest rung, not for all that were passed.
    """
    start = max(at, _chase_time(begins)) if begins > timezone.localdate(at) else at
    coming = moments(ladder, due, calendar)
    if any(moment <= start for moment in coming):
        return start
    return min(coming, default=None)


def moments(ladder: str, due: date, calendar: Calendar) -> list[datetime]:
    """When each rung of the ladder comes."""
    return [_moment(rung, due, calendar) for rung in LADDERS[ladder]]


def next_rung(ladder: str, due: date, calendar: Calendar, after: datetime) -> datetime | None:
    """The moment of the first rung later than `after`; None when the ladder is spent."""
    return min((moment for moment in moments(ladder, due, calendar) if moment > after), default=None)


def rungs_due(ladder: str, due: date, calendar: Calendar, at: datetime) -> dict[str, Heard]:
    """For each part of the ladder the nearest rung that has come: rungs missed in an outage collapse into it."""
    passed = (rung for rung in LADDERS[ladder] if _moment(rung, due, calendar) <= at)
    return {
        part: Heard(rung.days, ALWAYS if part in ESCALATIONS else rung.matter)
        for rung in passed
        for part in rung.to
    }


def chase_day(days: int, due: date, calendar: Calendar) -> date:
    """The workday on which a rung is sent: up to the due day never later, after it never earlier."""
    return calendar.workday(due + days * ONE_DAY, -ONE_DAY if days <= 0 else ONE_DAY)


def at_work(at: datetime, calendar: Calendar) -> bool:
    """Whether people are at work, by the house's clock and the calendar: only then does the chase write to them."""
    here = timezone.localtime(at)
    return not calendar.is_rest(here.date()) and _opens() <= here.hour < _closes()


def next_at_work(at: datetime, calendar: Calendar) -> datetime:
    """That moment when people are at work, else the next morning on which they are."""
    if at_work(at, calendar):
        return at
    here = timezone.localtime(at)
    day = here.date() if here.hour < _opens() else here.date() + ONE_DAY
    return _chase_time(calendar.workday(day, ONE_DAY))


def morning_after(at: datetime, calendar: Calendar) -> datetime:
    """When people come to work again after that day."""
    return _chase_time(calendar.workday(timezone.localdate(at) + ONE_DAY, ONE_DAY))


def period() -> timedelta:
    """How often the chase is to run."""
    return timedelta(seconds=float(settings.SWEEP_SECONDS))


def as_markdown() -> str:
    """The ladders as a page of docs."""
    with translation.override("zh-hans"):
        return "\n".join(_page())


def _opens() -> int:
    return int(settings.CHASE_HOUR)


def _closes() -> int:
    return int(settings.CHASE_UNTIL)


def _chase_time(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(_opens())))


def _moment(rung: Rung, due: date, calendar: Calendar) -> datetime:
    return _chase_time(chase_day(rung.days, due, calendar))


def _page() -> Iterator[str]:
    yield "# The chase"
    yield ""
    yield "Printed from deadlines/ladder.py by `make docs`; change the table, not this page."
    yield ""
    yield "Days are counted from the last day of the limit. A rung on a rest day comes on the workday before, one after the"
    yield "last day on the workday after it. Mails leave between 09:00 and 18:00 of workdays (CHASE_HOUR, CHASE_UNTIL), one a"
    yield "day for each person. *May be turned off* by whoever owes or watches; what goes to leader, head and upper always comes."
    yield ""
    yield "duty: the handler, or the agency's liaisons · watch: the handler, where others owe · leader: of the agency ·"
    yield "head: department heads of the office · upper: those of the office above. Where a post stands empty the next in line"
    yield "hears of it: leader for liaison and the other way round, head for handler, chief for head, and in the end the case"
    yield "manager of the office, or of the first office above that has one."
    for name, rungs in LADDERS.items():
        yield from _ladder(name, rungs)
    yield ""


def _ladder(name: str, rungs: tuple[Rung, ...]) -> Iterator[str]:
    yield from ("", f"## {name}", "")
    yield "、".join(
        f"{limit.id} {limit.name}" for limit in limits.RULE_SETS[-1].limits.values() if limit.ladder == name
    )
    if not rungs:
        yield from ("", "Nobody is reminded.")
        return
    yield from ("", "| day | reaches | may be turned off |", "|---|---|---|")
    for rung in rungs:
        matter = str(ChaseMatter(rung.matter).label) if rung.matter else "no"
        yield f"| {rung.days:+d} | {', '.join(rung.to)} | {matter} |"
