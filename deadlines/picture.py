"""One clock as a picture: the bar with its pauses, its dates and articles, and the steps that led to its last day."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from deadlines import calendar as counting
from deadlines import ledger, limits
from deadlines.calendar import Calendar
from deadlines.models import Deadline, Event


@dataclass(frozen=True)
class Segment:
    """One stretch of a clock's bar, in percent of its width."""

    kind: str
    start: date
    end: date
    percent: float


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stood still."""

    start: date
    end: date | None
    text: str
    source: str


@dataclass(frozen=True)
class Clock:
    """One deadline as a picture: the bar, the dates, the articles, and how its date was reached."""

    deadline: Deadline
    title: str
    article: str
    start: date
    due: date
    today: date
    length: str
    start_text: str
    internal: bool
    ended: date | None
    warning: str
    segments: tuple[Segment, ...]
    pauses: tuple[Pause, ...]
    steps: tuple[counting.Step, ...]
    history: tuple[Event, ...]
    portal: bool = False

    @property
    def name(self) -> str:
        """The limit's name."""
        return str(self.deadline.limit.name)

    @property
    def expiry(self) -> str:
        """What happens when the time has run out."""
        return str(self.deadline.limit.expiry)

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
        start=deadline.started_on,
        due=deadline.due_on,
        today=today,
        length=length,
        start_text=str(limit.trigger),
        internal=deadline.internal,
        ended=deadline.ended_on,
        warning=counted.warning,
        segments=tuple(_segments(deadline, spans, today)),
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
    return _("中止审查") if span.article == limits.SUSPENSION else _("鉴定等期间扣除")


def _segments(deadline: Deadline, spans: list[ledger.Span], today: date) -> list[Segment]:
    """The bar from its first to its last day: elapsed, paused and left, as parts of a hundred."""
    first, last = sorted((deadline.started_on, deadline.due_on))
    now = deadline.ended_on or today
    last = max(last, min(now, deadline.ended_on or now))
    cuts = {first, last, min(max(now, first), last)}
    for span in spans:
        cuts |= {min(max(edge, first), last) for edge in (span.start, span.until or now)}
    edges, whole = sorted(cuts), max((last - first).days, 1)
    return [
        Segment(_kind(start, spans, now), start, end, round(100 * (end - start).days / whole, 2))
        for start, end in pairwise(edges)
    ]


def _kind(start: date, spans: list[ledger.Span], now: date) -> str:
    if any(span.start <= start < (span.until or now) for span in spans):
        return "paused"
    return "elapsed" if start < now else "left"
