"""A deadline's due date as a pure function of what happened to it, its limit and the calendar.

Nothing is ever subtracted from a stored date: every event is kept and the date is counted anew from all of them.
Spans (excluded, suspended) run from their first day to the day on which the clock goes on, that day not included;
days that two spans share shift the end once; a span that begins after the last day finds nothing left to stop.
Extensions lengthen the limit itself, whenever they were granted, so only the very last day rolls.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from deadlines import calendar as counting
from deadlines.calendar import ONE_DAY, Calendar, Counted, Step
from deadlines.limits import EXCLUSION, SUSPENSION, Limit


class Kind(TextChoices):
    """What can happen to a deadline."""

    STARTED = "started", _("起算")
    EXCLUDED = "excluded", _("扣除")
    SUSPENDED = "suspended", _("中止")
    RESUMED = "resumed", _("恢复")
    EXTENDED = "extended", _("延长")
    CORRECTED = "corrected", _("更正")
    CARRIED = "carried", _("随前一期限变更起算日")
    RECOUNTED = "recounted", _("按新放假安排重算")
    MET = "met", _("按期完成")
    MISSED = "missed", _("逾期")
    CANCELLED = "cancelled", _("终止计算")


STARTS = (Kind.STARTED, Kind.CORRECTED, Kind.CARRIED)


class Happening(Protocol):
    """One line of the ledger; a row of models.Event is one."""

    kind: str
    on: date
    until: date | None
    months: int | None
    days: int | None
    article: str


class NotStarted(ValueError):
    """A ledger without a start has no due date."""


@dataclass(frozen=True)
class Span:
    """Days during which the clock stood still; `until` is None while it still stands."""

    start: date
    until: date | None
    article: str
    kind: str


def due(events: Iterable[Happening], rule: Limit, calendar: Calendar) -> Counted:
    """Count a deadline from its ledger."""
    kept = list(events)
    start = _start(kept)
    agreed = start.until is not None
    counted = counting.begin(start.on, str(rule.trigger))
    counted = _agreed(counted, start) if agreed else _length(counted, kept, rule)
    for span in spans(kept):
        rolled = counted if agreed else counting.roll(counted, calendar, rule.direction)
        counted = _shift(counted, rolled, span)
    return counted if agreed else counting.roll(counted, calendar, rule.direction)


def spans(events: Sequence[Happening]) -> list[Span]:
    """The spans in which the clock stood still, in order, overlaps cut so that no day counts twice."""
    found = sorted(_spans(events), key=lambda span: span.start)
    return _apart(found, _start(events).on)


def standing(events: Iterable[Happening]) -> list[Span]:
    """The spans that have not ended: what keeps the clock from going on, one for each cause."""
    return [span for span in _spans(events) if span.until is None]


def _spans(events: Iterable[Happening]) -> list[Span]:
    found: list[Span] = []
    for event in events:
        if event.kind == Kind.EXCLUDED:
            found.append(Span(event.on, event.until, event.article or EXCLUSION, Kind.EXCLUDED))
        elif event.kind == Kind.SUSPENDED:
            found.append(Span(event.on, None, event.article or SUSPENSION, Kind.SUSPENDED))
        elif event.kind == Kind.RESUMED:
            found = [_close(span, event) for span in found]
    return found


def _start(events: Sequence[Happening]) -> Happening:
    starts = [event for event in events if event.kind in STARTS]
    if not starts or starts[0].kind != Kind.STARTED:
        raise NotStarted
    return starts[-1]


def _close(span: Span, resumed: Happening) -> Span:
    """A cause ends only its own span: the clock may still stand for another."""
    if span.until is None and span.article == (resumed.article or SUSPENSION):
        return replace(span, until=resumed.on)
    return span


def _apart(found: Iterable[Span], first: date) -> list[Span]:
    apart: list[Span] = []
    for span in found:
        start = max(span.start, first)
        if span.until is None or span.until > start:
            apart.append(Span(start, span.until, span.article, span.kind))
            first = span.until or date.max
    return apart


def _agreed(counted: Counted, start: Happening) -> Counted:
    assert start.until is not None
    text = _g("约定于%(day)s前完成，不另行顺延") % {"day": counting.say(start.until)}
    return counted.then(text, start.article, start.until)


def _length(counted: Counted, events: Sequence[Happening], rule: Limit) -> Counted:
    first = next(event for event in events if event.kind == Kind.STARTED)
    unit, length = ("month", first.months) if first.months is not None else ("day", first.days or 0)
    counted = counting.end_of(counted, length, unit, rule.article, rule.direction)
    months, days = (length, 0) if unit == "month" else (0, length)
    for event in events:
        if event.kind == Kind.EXTENDED:
            months, days = months + (event.months or 0), days + (event.days or 0)
            counted = _longer(counted, event, counting.add_months(counted.start, months)[0] + days * ONE_DAY)
    return counted


def _longer(counted: Counted, event: Happening, end: date) -> Counted:
    number, unit = (event.months, "month") if event.months else (event.days or 0, "day")
    values = {"added": counting.say_length(number, unit), "day": counting.say(end)}
    return counted.then(_g("经批准延长%(added)s，至%(day)s") % values, event.article, end)


def _shift(counted: Counted, rolled: Counted, span: Span) -> Counted:
    """The count with the span's days added. A clock stopped on a day it had rolled to goes on from there."""
    values = {"start": counting.say(span.start), "last": counting.say(rolled.due)}
    if span.start > rolled.due:
        text = _g("期限已于%(last)s届满，%(start)s起停止计算不再延后届满日") % values
        return replace(counted, steps=(*counted.steps, Step(text, span.article, counted.raw_end)))
    if span.until is None:
        text = _g("%(start)s起停止计算，尚未恢复") % values
        return counted.then(text, span.article, counted.raw_end)
    if span.start > counted.raw_end:
        counted = replace(rolled, raw_end=rolled.due, uncertain=False, warning="")
    number = (span.until - span.start).days
    end = counted.raw_end + number * ONE_DAY
    values |= {
        "until": counting.say(span.until),
        "days": counting.say_length(number, "day"),
        "end": counting.say(end),
    }
    text = _g("%(start)s停止计算，%(until)s继续计算，%(days)s不计入，至%(end)s") % values
    return counted.then(text, span.article, end)
