"""Pages of a long list by key: any page costs what the first one costs, however many rows there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

Row = TypeVar("Row", bound=Model)

SIZE = 25
CAP = 1000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page: its rows, the keys of its neighbours (empty when there is none), and how many rows there are."""

    rows: Sequence[Row]
    newer: str
    older: str
    count: int

    @property
    def capped(self) -> bool:
        """Whether counting stopped before the end."""
        return self.count > CAP

    @property
    def total(self) -> str:
        """How many rows there are, as one says it: beyond the cap nobody counts."""
        return f"{CAP}+" if self.capped else str(self.count)


def page(
    rows: QuerySet[Row],
    column: str,
    *,
    older: str = "",
    newer: str = "",
    size: int = SIZE,
    rising: bool = False,
    parts: Sequence[QuerySet[Row]] = (),
    count: int | None = None,
) -> Page[Row]:
    """The page after the key `older`, or before the key `newer`, or the first; a key nobody gave is the first.

    `column` is the day or moment by which the list is sorted, newest first, and by number within it; a `rising` list
    has its earliest day first, and its keys mean the same: `older` leads on, `newer` leads back.
    `parts` narrow the rows to their union, which is never made: each gives no more than one page takes.
    `count` is how many rows there are, where the caller knows.
    """
    moment = isinstance(rows.model._meta.get_field(column), DateTimeField)
    back, on = _parse(newer, moment), _parse(older, moment)
    if back:
        found = _next(rows, parts, column, back, size + 1, up=not rising)
        shown = found[:size][::-1]
        ends = len(found) > size, bool(shown)
    else:
        found = _next(rows, parts, column, on, size + 1, up=rising)
        shown = found[:size]
        ends = bool(on and shown), len(found) > size
    first, last = _key(shown[:1], column), _key(shown[-1:], column)
    total = _count(rows) if count is None else count
    return Page(shown, first if ends[0] else "", last if ends[1] else "", total)


def _next(
    rows: QuerySet[Row],
    parts: Sequence[QuerySet[Row]],
    column: str,
    key: tuple[date | datetime, int] | None,
    size: int,
    *,
    up: bool,
) -> list[Row]:
    """The rows that follow a key on one side, the nearest to it first."""
    if parts:
        first, *others = (_beyond(part, column, key, up=up).values("pk")[:size] for part in parts)
        return list(
            _beyond(rows.filter(pk__in=first.union(*others) if others else first), column, None, up=up)[:size]
        )
    return list(_beyond(rows, column, key, up=up)[:size])


def _beyond(
    rows: QuerySet[Row], column: str, key: tuple[date | datetime, int] | None, *, up: bool
) -> QuerySet[Row]:
    """Rows on one side of a key; the first condition alone already lets the index start there."""
    sign, side = ("", "gt") if up else ("-", "lt")
    rows = rows.order_by(f"{sign}{column}", f"{sign}id")
    if key is None:
        return rows
    value, pk = key
    beyond = Q(**{f"{column}__{side}": value}) | Q(**{f"id__{side}": pk})
    return rows.filter(Q(**{f"{column}__{side}e": value}) & beyond)


def _key(rows: Sequence[Any], column: str) -> str:
    return f"{getattr(rows[0], column).isoformat()}_{rows[0].pk}" if rows else ""


def _parse(key: str, moment: bool) -> tuple[date | datetime, int] | None:
    """What a key says: a moment with its zone, or a day, of a year that the database can compare."""
    said, _line, pk = key.partition("_")
    if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        return None
    try:
        value = parse_datetime(said) if moment else parse_date(said)
    except ValueError:
        return None
    if value is None or not 1 < value.year < 9999:
        return None
    return None if isinstance(value, datetime) and value.tzinfo is None else (value, int(pk))


def _count(rows: QuerySet[Any]) -> int:
    return rows.order_by()[: CAP + 1].count()
