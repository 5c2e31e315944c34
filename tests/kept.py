"""What a test has built is put back for the next one row by row, instead of being built again.

A story is told through the services, once in each worker; most tests begin where another began already. What its rows
were is kept, and put back when a transaction stands where that story began: nothing was written since then. Wherever
that is not certain – committed data, other settings, patched functions – it is told through the services again.
"""

import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.db import connection, transaction

Built = TypeVar("Built")
Row = tuple[str, str, str]  # table, key, the row as JSON

DEEPEST = 4  # stories one after the other; a longer chain is not likely to come again
STANDS = """
    SELECT pg_current_xact_id_if_assigned()::text, sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables
"""
BEGINS = "SELECT (SELECT max(id) FROM auth_permission), (SELECT max(id) FROM django_content_type)"
MARK = "$kept$"


@dataclass
class Shelf:
    """What was built in this worker, by the way to it, and where the present transaction stands."""

    kept: dict[tuple[Any, ...], tuple[str, bytes]] = field(default_factory=dict)
    stands: Any = None
    way: tuple[Any, ...] = ()
    rows: frozenset[Row] | None = None


_shelf = Shelf()


def built(key: str, build: Callable[[], Built], known: Mapping[str, object] | None = None) -> Built:
    """What `build` makes: made by it the first time, put back afterwards. It refers to the objects that are `known`."""
    way = _way()
    if way is None or len(way) > DEEPEST:
        return build()
    way = (*way, key)
    if way in _shelf.kept:
        sql, packed = _shelf.kept[way]
        with connection.cursor() as cursor:
            cursor.execute(sql)
        _shelf.stands, _shelf.way, _shelf.rows = _where(), way, None
        return _unpack(packed, known or {})  # type: ignore[no-any-return]
    before = _rows() if _shelf.rows is None else _shelf.rows
    made = build()
    _shelf.rows = _rows()
    _shelf.kept[way] = (_sql(before, _shelf.rows), _pack(made, known or {}))
    _shelf.stands, _shelf.way = _where(), way
    return made


def _way() -> tuple[Any, ...] | None:
    """How the present state of the database was reached; None when that is not known."""
    if not connection.in_atomic_block or isinstance(settings._wrapped, UserSettingsHolder) or not _trusted():
        return None
    stands = _where()
    if stands[0] is None:
        _shelf.rows = None
        with connection.cursor() as cursor:
            cursor.execute(BEGINS)
            return (cursor.fetchone(),)
    return _shelf.way if stands == _shelf.stands else None


def _where() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(STANDS)
        return tuple(cursor.fetchone())


@cache
def _trusted() -> bool:
    """Whether this PostgreSQL counts what is written, and lets us write rows past the triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('track_counts')::bool AND current_setting('is_superuser')::bool"
        )
        return bool(cursor.fetchone()[0])


@cache
def _everything() -> str:
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    tables = {m._meta.db_table: m._meta.pk.column for m in models if m._meta.app_label != "contenttypes"}
    parts = (f'SELECT \'{t}\', t."{pk}"::text, to_jsonb(t)::text FROM "{t}" t' for t, pk in tables.items())
    return " UNION ALL ".join(part for part in parts if "auth_permission" not in part)


def _rows() -> frozenset[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_everything())
        return frozenset(cursor.fetchall())


def _sql(before: frozenset[Row], after: frozenset[Row]) -> str:
    """What leads from the one to the other."""
    gone, new = before - after, after - before
    lines = ["SET LOCAL session_replication_role = replica"]
    for table, rows in _by_table(gone):
        keys = ", ".join("'" + key.replace("'", "''") + "'" for _table, key, _row in rows)
        lines.append(f"DELETE FROM \"{table}\" t WHERE (to_jsonb(t) ->> '{_key(table)}') IN ({keys})")
    for table, rows in _by_table(new):
        packed = "[" + ",".join(row for _table, _pk, row in rows) + "]"
        assert MARK not in packed
        lines.append(
            f'INSERT INTO "{table}" SELECT * FROM jsonb_populate_recordset(NULL::"{table}", {MARK}{packed}{MARK})'
        )
    return ";\n".join([*lines, "SET LOCAL session_replication_role = origin"])


def _by_table(rows: Iterable[Row]) -> Iterable[tuple[str, Iterable[Row]]]:
    return groupby(sorted(rows, key=lambda row: (row[0], len(row[1]), row[1])), key=lambda row: row[0])


def _key(table: str) -> str:
    models = apps.get_models(include_auto_created=True)
    return str(next(m._meta.pk.column for m in models if m._meta.db_table == table))


def _pack(made: object, known: Mapping[str, object]) -> bytes:
    names = {id(one): name for name, one in known.items()}

    class Packer(pickle.Pickler):
        def persistent_id(self, one: Any) -> str | None:
            return names.get(id(one))

    out = io.BytesIO()
    Packer(out, pickle.HIGHEST_PROTOCOL).dump(made)
    return out.getvalue()


def _unpack(packed: bytes, known: Mapping[str, object]) -> Any:
    class Unpacker(pickle.Unpickler):
        def persistent_load(self, name: str) -> object:
            return known[name]

    return Unpacker(io.BytesIO(packed)).load()
