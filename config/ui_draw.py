"""Where the lines of the drawn pieces go: dates and numbers in, percentages out. No HTML here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

PAUSE = ("start", "end", "text", "source")
LABEL_EDGE = 6.0  # per cent from either edge within which a centred label would be cut off


def part(item: Any, name: str) -> Any:
    """A value of a dict or of an object; None when it has none."""
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


def _whole(value: float) -> float:
    return round(value, 2)


@dataclass(frozen=True)
class Span:
    """A stretch of the bar in per cent, with what is said about it."""

    x: float
    width: float
    text: str = ""
    source: str = ""
    days: int = 0

    @property
    def end(self) -> float:
        return _whole(self.x + self.width)


@dataclass(frozen=True)
class Mark:
    """A day on the bar, and which side of it its label hangs."""

    x: float
    anchor: str


@dataclass(frozen=True)
class Clock:
    run: Span
    pauses: tuple[Span, ...]
    more: Span | None
    over: Span | None
    today: Mark | None
    due: Mark | None
    paused: bool


def _mark(x: float) -> Mark:
    if x < LABEL_EDGE:
        return Mark(x, "start")
    return Mark(x, "end" if x > 100 - LABEL_EDGE else "middle")


def clock(
    start: date, due: date, today: date, *, ended: date | None, pauses: Iterable[Any], waited: bool = False,
    original: date | None = None,
) -> Clock:  # fmt: skip
    """The bar runs from the start to the last day, or further when the last day has gone by and somebody is late.

    What lies between the `original` last day and the one after an extension is a stretch of its own.
    """
    passed = waited and today > due
    today = due if passed else today
    reached = max(start, ended or today)
    last = max(due, reached)
    days = max((last - start).days, 1)

    def at(day: date) -> float:
        return _whole(min(max((day - start).days / days, 0), 1) * 100)

    def span(first: date, until: date, text: str = "", source: str = "") -> Span:
        return Span(at(first), _whole(at(until) - at(first)), text, source, (until - first).days)

    stopped = [
        span(p["start"], p["end"] or reached, p["text"] or "", p["source"] or "")
        for p in ({name: part(pause, name) for name in PAUSE} for pause in pauses)
    ]
    paused = ended is None and any(part(pause, "end") is None for pause in pauses)
    late = reached > due and not paused
    return Clock(
        run=span(start, min(reached, due) if due > start else reached),
        pauses=tuple(stopped),
        more=span(original, due) if original and original < due else None,
        over=span(due, reached) if late else None,
        today=_mark(at(today)) if ended is None and today >= start and not passed else None,
        due=_mark(at(due)) if late else None,
        paused=paused,
    )


@dataclass(frozen=True)
class Part:
    x: float
    width: float
    label: str
    count: int
    tone: str


def progress(parts: Iterable[Any]) -> list[Part]:
    """Parts of one bar, in the order given; empty ones are left out of the bar."""
    given = [(part(p, "label") or "", int(part(p, "count") or 0), part(p, "tone") or "plain") for p in parts]
    total = sum(count for _, count, _ in given)
    drawn: list[Part] = []
    x = 0.0
    for label, count, tone in given:
        if count:
            width = count / total * 100
            drawn.append(Part(_whole(x), _whole(width), label, count, tone))
            x += width
    return drawn


@dataclass(frozen=True)
class Sparkline:
    """Coordinates in a box 100 wide and 32 high."""

    points: str
    x: float
    y: float
    target_y: float | None
    latest: float | None
    reached: bool


def sparkline(values: Sequence[float], target: float | None, *, falling: bool = False) -> Sparkline:
    """A line whose height shows the range of the numbers and the target together."""
    if not values:
        return Sparkline("", 0, 0, None if target is None else 16.0, None, False)
    levels = [*values, target] if target is not None else list(values)
    low, high = min(levels), max(levels)
    reach = (high - low) or 1.0

    def y(value: float) -> float:
        return _whole(29 - (value - low) / reach * 26)

    step = 96 / (len(values) - 1) if len(values) > 1 else 0
    spots = [(_whole(2 + index * step), y(value)) for index, value in enumerate(values)]
    return Sparkline(
        points=" ".join(f"{x},{height}" for x, height in spots),
        x=spots[-1][0],
        y=spots[-1][1],
        target_y=None if target is None else y(target),
        latest=values[-1],
        reached=target is not None and (values[-1] <= target if falling else values[-1] >= target),
    )
