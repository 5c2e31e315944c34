"""Pages of a long list by key: any page costs what the first one costs, however many rows there are.

One engine for the pages that people read (`page`) and for those that programs fetch (accounts/api/pages.py).
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import DateTimeField, F, Model, QuerySet, prefetch_related_objects
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.dateparse import parse_date, parse_datetime

Row = TypeVar("Row", bound=Model)

SIZE = 25
CAP = 1000
SALT = "accounts.paging"


@dataclass(frozen=True)
class Parts(Generic[Row]):
    """Rows as the union of some querysets, which is never made: of each only as many rows are read as a page takes.

    `related` is what is fetched for the rows of a page once they are found (as prefetch_related has it). Parts may share
    rows; the fewer they share, the fewer are read twice.
    """

    querysets: tuple[QuerySet[Row], ...]
    related: tuple[Any, ...] = ()

    def each(self, do: Callable[[QuerySet[Row]], QuerySet[Row]]) -> "Parts[Row]":
        """The same parts, each changed alike."""
        return replace(self, querysets=tuple(do(rows) for rows in self.querysets))

    def filter(self, *said: Any, **named: Any) -> "Parts[Row]":
        """Only the rows that fit."""
        return self.each(lambda rows: rows.filter(*said, **named)) if said or named else self

    def with_related(self, *related: Any) -> "Parts[Row]":
        """The same rows, with this fetched for those of a page."""
        return replace(self, related=(*self.related, *related))


@dataclass(frozen=True)
class Window(Generic[Row]):
    """Some rows that follow each other in a list, and whether there are more before and after them."""

    rows: list[Row]
    before: bool
    after: bool


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
    rows: QuerySet[Row] | Parts[Row],
    column: str,
    *,
    older: str = "",
    newer: str = "",
    size: int = SIZE,
    rising: bool = False,
    count: int | None = None,
) -> Page[Row]:
    """The page after the key `older`, or before the key `newer`, or the first; a key nobody gave is the first.

    `column` is the day or moment by which the list is sorted, newest first, and by number within it; a `rising` list
    has its earliest day first, and its keys mean the same: `older` leads on, `newer` leads back.
    `count` is how many rows there are, where the caller knows.
    """
    parts = _parted(rows)
    model: Any = parts.querysets[0].model if parts.querysets else None
    moment = model is not None and isinstance(model._meta.get_field(column), DateTimeField)
    back, on = _parse(newer, moment), _parse(older, moment)
    order = (column, "id") if rising else (f"-{column}", "-id")
    found = window(parts, order, place=back or on, backward=back is not None, size=size)
    total = counted(parts) if count is None else count
    newest, oldest = _key(found.rows[:1], column), _key(found.rows[-1:], column)
    return Page(found.rows, newest if found.before else "", oldest if found.after else "", total)


def sorted_page(
    rows: QuerySet[Row] | Parts[Row],
    order: Sequence[str],
    *,
    older: str = "",
    newer: str = "",
    size: int = SIZE,
) -> Page[Row]:
    """The same for a list in the order of other columns, as names: `order` is as `window` has it."""
    back, on = _place(newer, order), _place(older, order)
    found = window(rows, order, place=back or on, backward=back is not None, size=size)
    first, last = (_sign(row, order) for row in (found.rows[0], found.rows[-1])) if found.rows else ("", "")
    return Page(found.rows, first if found.before else "", last if found.after else "", counted(rows))


def window(
    rows: QuerySet[Row] | Parts[Row],
    order: Sequence[str],
    *,
    place: Sequence[Any] | None = None,
    backward: bool = False,
    size: int,
) -> Window[Row]:
    """The rows after a place in the list, those before it, or the first ones.

    `order` names columns that are never null, all rising or all falling, the last one unique; `place` has a value of each.
    """
    parts = _parted(rows)
    turned = tuple(_turned(name) for name in order) if backward else tuple(order)
    found = _first(parts, turned, place, size + 1)
    more, shown = len(found) > size, found[:size]
    if parts.related:
        prefetch_related_objects(shown, *parts.related)
    if backward:
        return Window(shown[::-1], more, bool(shown))
    return Window(shown, bool(place is not None and shown), more)


def counted(rows: QuerySet[Row] | Parts[Row]) -> int:
    """How many rows there are; nobody counts further than one beyond the cap."""
    few = [part.order_by().values("pk")[: CAP + 1] for part in _parted(rows).querysets]
    if len(few) < 2:
        return few[0].count() if few else 0
    return min(few[0].union(*few[1:]).count(), CAP + 1)


def value(row: Any, name: str) -> Any:
    """What a row has in a column of an order, also one of a row beside it."""
    return reduce(getattr, name.lstrip("-").split("__"), row)


def _parted(rows: QuerySet[Row] | Parts[Row]) -> Parts[Row]:
    return rows if isinstance(rows, Parts) else Parts((rows,))


def _first(parts: Parts[Row], order: Sequence[str], place: Sequence[Any] | None, size: int) -> list[Row]:
    """The first rows of the list beyond a place: one statement reads the first of each part, whole, and puts them in order."""
    found = [_beyond(rows, order, place)[:size] for rows in parts.querysets]
    if not found:
        return []
    rows = found[0].union(*found[1:], all=True).order_by(*order) if found[1:] else found[0]
    return list({row.pk: row for row in rows}.values())[:size]


def _beyond(rows: QuerySet[Row], order: Sequence[str], place: Sequence[Any] | None) -> QuerySet[Row]:
    """The rows beyond a place, by one comparison of rows of values, at which the index can start."""
    rows = rows.order_by(*order)
    if place is None:
        return rows
    columns = Tuple(*(F(name.lstrip("-")) for name in order))
    return rows.filter(
        (TupleLessThan if order[0].startswith("-") else TupleGreaterThan)(columns, tuple(place))
    )


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _key(rows: Sequence[Any], column: str) -> str:
    return f"{getattr(rows[0], column).isoformat()}_{rows[0].pk}" if rows else ""


def _sign(row: Any, order: Sequence[str]) -> str:
    return signing.dumps([value(row, name) for name in order], salt=SALT, compress=True)


def _place(key: str, order: Sequence[str]) -> list[Any] | None:
    """What a key says that we gave for a list in this order; nothing for any other."""
    try:
        place: list[Any] = signing.loads(key, salt=SALT) if key else []
    except (signing.BadSignature, ValueError, zlib.error):
        return None
    return place if len(place) == len(order) else None


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
