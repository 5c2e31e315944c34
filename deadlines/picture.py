"""One clock as a picture: the bar with its pauses, its dates and articles, and the steps that led to its last day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.flow import day
from deadlines import calendar as counting
from deadlines import ledger, limits
from deadlines.calendar import Calendar
from deadlines.flow import State
from deadlines.models import Deadline, Event


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stood still."""

    start: date
    end: date | None
    text: str
    source: str


@dataclass(frozen=True)
class Clock:
    """One deadline as a picture: the bar, the dates, the articles, and how its date was reached.

    A clock that counts backward is drawn from the day it was set to its last day; `original` is the last day before
    any extension.
    """

    deadline: Deadline
    title: str
    article: str
    start: date
    due: date
    original: date
    today: date
    length: str
    start_text: str
    internal: bool
    ended: date | None
    warning: str
    pauses: tuple[Pause, ...]
    steps: tuple[counting.Step, ...]
    history: tuple[Event, ...]
    portal: bool = False

    @property
    def name(self) -> str:
        """The limit's name; an agreed matter keeps the words it was agreed in."""
        return self._words[1]

    @property
    def about(self) -> str:
        """The agency (or other matter) that it is about; empty when it is about the whole case."""
        return self._words[0]

    @property
    def ahead(self) -> bool:
        """Whether it begins only later, at the end of the clock that it follows."""
        return self.ended is None and self.start > self.today

    @property
    def uncertain(self) -> bool:
        """Whether its last day may still move, because the rest days of that year are not announced yet."""
        return self.ended is None and bool(self.warning)

    @property
    def extended(self) -> bool:
        """Whether it was lengthened."""
        return self.due > self.original

    @property
    def dropped(self) -> bool:
        """Whether it ended neither met nor missed."""
        return bool(self.deadline.state == State.CANCELLED)

    @property
    def late(self) -> int:
        """The days by which it is, or was, overdue; none while it stands still or nobody owes anything."""
        if self.deadline.waited or self.deadline.state in (State.SUSPENDED, State.CANCELLED):
            return 0
        if self.ended is None and not self.deadline.overdue_on(self.today):
            return 0
        return max(((self.ended or self.today) - self.due).days, 0)

    @property
    def expiry(self) -> str:
        """What happens when the time has run out."""
        return str(self.deadline.limit.expiry)

    @property
    def _words(self) -> tuple[str, str]:
        if self.deadline.limit.agreed:
            about, dot, name = self.title.partition(" · ")
        else:
            about, dot, name = self.title.rpartition(" · ")
        return (about, name) if dot else ("", self.title)

    @property
    def sentences(self) -> list[dict[str, str]]:
        """The steps as sentences; each names its date itself."""
        return [{"text": step.text, "source": step.article, "date": ""} for step in self.steps]

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The ledger as a time-line, newest first."""
        return [
            {"at": event.at, "who": event.by or "", "text": _entry(event), "note": event.note, "url": ""}
            for event in reversed(self.history)
        ]


def draw(deadline: Deadline, now: Calendar, today: date) -> Clock:
    """The picture of one deadline, whose events are at hand."""
    limit = deadline.limit
    events = list(deadline.events.all())
    counted = ledger.due(events, limit, now)
    spans = ledger.spans(events)
    length = counting.say_length(limit.length, limit.unit) if limit.length else _("约定日期")
    pauses = tuple(Pause(span.start, span.until, _pause_text(span), span.article) for span in spans)
    return Clock(
        deadline=deadline,
        title=deadline.heading,
        article=limit.article,
        start=_begin(deadline),
        due=deadline.due_on,
        original=_original(deadline, events, now),
        today=today,
        length=length,
        start_text=_start_text(deadline),
        internal=deadline.internal,
        ended=deadline.ended_on,
        warning=counted.warning,
        pauses=pauses,
        steps=counted.steps,
        history=tuple(events),
    )


def _entry(event: Event) -> str:
    values = {
        "what": ledger.Kind(event.kind).label,
        "on": counting.say(event.on),
        "due": counting.say(event.due_on),
    }
    return _("%(what)s（%(on)s），届满日%(due)s") % values


def _pause_text(span: ledger.Span) -> str:
    words = {limits.SUSPENSION: _("中止审查"), limits.OBSTACLE: _("障碍期间扣除")}
    return words.get(span.article, _("鉴定等期间扣除"))


def _begin(deadline: Deadline) -> date:
    """The first day of the bar; a backward clock runs from the day on which it was set."""
    return min(day(deadline.created_at), deadline.due_on) if deadline.backward else deadline.started_on


def _start_text(deadline: Deadline) -> str:
    if not deadline.backward:
        return str(deadline.limit.trigger)
    values = {"what": deadline.limit.trigger, "day": counting.say(deadline.started_on)}
    return _("登记，%(what)s为%(day)s") % values


def _original(deadline: Deadline, events: list[Event], now: Calendar) -> date:
    """The last day as it would be had nobody lengthened the limit."""
    kept = [event for event in events if event.kind != ledger.Kind.EXTENDED]
    return deadline.due_on if len(kept) == len(events) else ledger.due(kept, deadline.limit, now).due
