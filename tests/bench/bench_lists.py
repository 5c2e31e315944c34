"""`make bench`: the list of cases at every level, beside the bare SQL that fetches the same rows.

CASES=2000000 make bench takes the full size. Only ratios within this one run are judged, and never absolute times.
"""

import os
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import pytest
from django.db import connection

from accounts.models import Level, Procuratorate, User
from cases.models import Case
from desk import case_list
from tests.world import World

CASES = int(os.environ.get("CASES", "200000"))
ROUNDS = 15
BOUND = 3.0
PEOPLE = ("yiwu.handler", "yiwu.head", "jinhua.head", "zhejiang.head", "spp.head")
COLUMNS = {Level.COUNTY: "office_id", Level.MUNICIPAL: "municipal_id", Level.PROVINCIAL: "provincial_id"}


def country() -> list[Procuratorate]:
    """As many counties as the country has, about: those of the demo world and some three thousand more."""
    spp = Procuratorate.objects.get(level=Level.SUPREME)
    provinces = _below([spp], 30, Level.PROVINCIAL)
    _below(_below(provinces, 10, Level.MUNICIPAL), 10, Level.COUNTY)
    return list(Procuratorate.objects.filter(level=Level.COUNTY).select_related("parent__parent"))


def _below(parents: list[Procuratorate], count: int, level: Level) -> list[Procuratorate]:
    names = [(parent, f"{level}-{parent.pk}-{n}") for parent in parents for n in range(count)]
    rows = [
        Procuratorate(code=name[-12:], name=name, short_name=name, mark="", level=level, parent=parent)
        for parent, name in names
    ]
    return Procuratorate.objects.bulk_create(rows)


def multiply(case: Case, offices: list[Procuratorate]) -> None:
    """Copy one case until there are CASES of them, spread over the offices and over seven years."""
    same = {"id", "number", "filed_on", "office_id", "municipal_id", "provincial_id"}
    picked = ", ".join(field.column for field in Case._meta.concrete_fields if field.column not in same)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE place (n int PRIMARY KEY, o bigint, m bigint, p bigint)")
        places = [
            (n, office.pk, office.parent_id, office.parent.parent_id) for n, office in enumerate(offices)
        ]
        cursor.executemany("INSERT INTO place VALUES (%s, %s, %s, %s)", places)
        cursor.execute(
            f"INSERT INTO cases_case (number, filed_on, office_id, municipal_id, provincial_id, {picked}) "
            f"SELECT 'bench-' || i, %s::date + (i::bigint * 7919 %% 2500)::int, place.o, place.m, place.p, {picked} "
            f"FROM generate_series(1, %s) i JOIN place ON place.n = i %% {len(offices)}, "
            f"(SELECT {picked} FROM cases_case WHERE id = %s) AS one",
            [date(2020, 1, 1), CASES, case.pk],
        )
        cursor.execute("VACUUM ANALYZE")


def bare(user: User) -> Callable[[], object]:
    """The same page of rows, as one who knows the scope column would ask for it."""
    office = user.posts.get().office
    assert office
    column = COLUMNS.get(Level(office.level))
    where, values = (f"WHERE {column} = %s", [office.pk]) if column else ("", [])
    sql = f"SELECT * FROM cases_case {where} ORDER BY filed_on DESC, id DESC LIMIT 26"

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask


class Spent:
    """How long the database worked, as an execute wrapper sees it."""

    seconds = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - begun


def cost(ask: Callable[[], object]) -> float:
    """Milliseconds of the database for one asking, the middle one of many."""
    times = []
    for _ in range(ROUNDS):
        spent = Spent()
        with connection.execute_wrapper(spent):
            ask()
        times.append(spent.seconds * 1000)
    return median(times)


@pytest.mark.django_db(transaction=True)
def test_a_page_of_cases_costs_what_its_rows_cost(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    multiply(world.case("filed"), country())
    slow: dict[str, float] = {}
    lines = [f"{CASES:,} cases              bare ms   page ms   ratio"]
    for name in PEOPLE:
        user = world.cast[name]
        plain = cost(bare(user))
        page = cost(lambda user=user: case_list.listed(by=user, at=world.now, wanted={}))
        lines.append(f"{name:<24}{plain:>9.2f} {page:>9.2f} {page / plain:>7.1f}")
        slow |= {name: round(page / plain, 1)} if page / plain > BOUND and page - plain > BOUND else {}
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert not slow, f"more than {BOUND} times the bare SQL"
