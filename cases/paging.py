"""Pages of a long list by key, newest first: any page costs what the first one costs, however many rows there are."""

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
    rows: QuerySet[Row], column: str, *, older: str = "", newer: str = "", size: int = SIZE
) -> Page[Row]:
    """The page after the key `older`, or before the key `newer`, or the first; a key nobody gave is the first.

    `column` is the day or moment by which the list is sorted, newest first, and by number within it.
    """
    moment = isinstance(rows.model._meta.get_field(column), DateTimeField)
    before, after = _parse(newer, moment), _parse(older, moment)
    if before:
        found = list(rows.filter(_beyond(column, before, "gt")).order_by(column, "id")[: size + 1])
        shown = found[:size][::-1]
        ends = len(found) > size, bool(shown)
    else:
        later = rows.filter(_beyond(column, after, "lt")) if after else rows
        found = list(later.order_by(f"-{column}", "-id")[: size + 1])
        shown = found[:size]
        ends = bool(after and shown), len(found) > size
    first, last = _key(shown[:1], column), _key(shown[-1:], column)
    return Page(shown, first if ends[0] else "", last if ends[1] else "", _count(rows))


def _beyond(column: str, key: tuple[date | datetime, int], side: str) -> Q:
    """Rows on one side of a key; the first condition alone already lets the index start there."""
    value, pk = key
    return Q(**{f"{column}__{side}e": value}) & (Q(**{f"{column}__{side}": value}) | Q(**{f"id__{side}": pk}))


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
