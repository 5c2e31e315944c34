"""`make bench`: rungs per second, beside the bare SQL that writes the same rows; and whether what is not due costs anything.

OPEN=10000,100000 make bench takes fewer deadlines. Absolute figures are printed, by the clock on the wall and by the
seconds that our processor and the database's worked; only ratios within this run are judged.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from statistics import median
from typing import NamedTuple

import psutil
import pytest
from django.db import connection, transaction

from audit.models import Outbox
from deadlines import services
from deadlines.models import Deadline, Notice, Reminder
from deadlines.services import chase
from tests.services.deadlines.conftest import Place, make_place, moment, person

DUE, HANDLERS, CASES, ROUNDS = 10_000, 80, 2_000, 3
OPEN = [int(number) for number in os.environ.get("OPEN", "10000,100000,1000000").split(",")]
AT, TODAY, AHEAD = moment("2026-11-25"), date(2026, 11, 25), moment("2027-03-01", 9)
FLAT, BARE, CLAIM_BUFFERS = 1.5, 2.2, 2_500
BATCHES = (100, 500, 2000)

MULTIPLY = """
INSERT INTO deadlines_deadline (rule, rule_set, case_id, title, started_on, due_on, uncertain, backward, internal,
    duty_office_id, duty_user_id, state, version, round, next_check, created_at)
SELECT 'T05', '2021', %(case)s + i %% %(cases)s, '异地委托调查', '2026-10-26', %(due)s, false, false, false,
    %(office)s, %(first)s + i %% %(handlers)s, 'open', 1, 1, %(check)s, %(at)s
FROM generate_series(1, %(count)s) AS i
"""
AGAIN = """
TRUNCATE deadlines_reminder, deadlines_notice, audit_outbox, deadlines_sweeprun;
UPDATE deadlines_deadline SET next_check = %(at)s WHERE due_on = %(due)s;
"""
BARE_BATCH = """
WITH due AS (
    SELECT id, round, duty_user_id, due_on, title FROM deadlines_deadline WHERE state = 'open' AND next_check <= %(at)s
    ORDER BY next_check, id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
), reminded AS (
    INSERT INTO deadlines_reminder (deadline_id, round, rung, recipient_id, due_on, mail, created_at)
    SELECT id, round, 0, duty_user_id, due_on, 'digest:' || duty_user_id || ':2026-11-25', %(at)s FROM due
), told AS (
    INSERT INTO deadlines_notice (user_id, key, title, body, url, kind, created_at)
    SELECT duty_user_id, 'deadline:' || id || ':1:0', title || '：今天届满', '快递面单案 · 办案规则第四十三条',
        '/deadlines/' || id || '/', 'deadline', %(at)s FROM due
), moved AS (
    UPDATE deadlines_deadline AS d SET next_check = %(next)s FROM due WHERE d.id = due.id
) SELECT count(*) FROM due
"""


def run(sql: str, **values: object) -> int:
    """Run it; the first number it answers with."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0]) if cursor.description else 0


class Town:
    """A county with many handlers, many cases, and as many open deadlines as asked for."""

    def __init__(self, place: Place) -> None:
        handlers = [person(f"h{n}", "handler", office=place.office) for n in range(HANDLERS)]
        columns = ", ".join(
            f.column for f in place.case._meta.concrete_fields if f.name not in ("id", "number")
        )
        run(
            f"INSERT INTO cases_case (number, {columns}) SELECT 'b' || i, {columns}"
            " FROM cases_case, generate_series(1, %(count)s) AS i WHERE id = %(case)s",
            count=CASES, case=place.case.pk,
        )  # fmt: skip
        self.parts = {
            "case": place.case.pk + 1, "cases": CASES, "office": place.office.pk, "first": handlers[0].pk,
            "handlers": HANDLERS, "at": AT,
        }  # fmt: skip
        self.open = 0
        run(MULTIPLY, **self.parts, count=DUE, due=TODAY, check=AT)

    def grow(self, number: int) -> None:
        """Let so many more be open that are not due."""
        run(MULTIPLY, **self.parts, count=number - self.open, due=date(2027, 3, 16), check=AHEAD)
        self.open = number

    def again(self) -> None:
        """As if nobody had been reminded yet."""
        run(AGAIN, at=AT, due=TODAY)
        run("VACUUM ANALYZE")


def sweep(batch: int = 500) -> None:
    """The chase as the task calls it."""
    services.sweep(at=AT, batch=batch)


def bare(batch: int = 500) -> None:
    """The same rows written by one who knows them all beforehand and asks nobody."""
    while run(BARE_BATCH, at=AT, batch=batch, next=AHEAD) == batch:
        pass


class Cost(NamedTuple):
    """Seconds for all that is due: on the wall, and worked by us and by the database."""

    wall: float
    work: float

    def __str__(self) -> str:
        return f"{DUE / self.wall:>8,.0f} rungs/s {DUE / self.work:>10,.0f} per second of work"


def worked() -> float:
    """Seconds that this process and its database process have worked so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        theirs = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return time.process_time() + float(theirs.user + theirs.system)


def timed(town: Town, work: Callable[[], None]) -> Cost:
    """What all that is due costs, the middle one of some rounds; each rung must have come once."""
    costs = []
    for _ in range(ROUNDS):
        town.again()
        begun, before = time.perf_counter(), worked()
        work()
        costs.append(Cost(time.perf_counter() - begun, worked() - before))
        assert Reminder.objects.count() == Notice.objects.count() == DUE
        assert not Deadline.objects.filter(next_check__lte=AT).exists()
    return Cost(median(cost.wall for cost in costs), median(cost.work for cost in costs))


def processes(number: int) -> Callable[[], None]:
    """So many sweepers at once, each a process."""

    def work() -> None:
        connection.close()
        fork = multiprocessing.get_context("fork")
        sweepers = [fork.Process(target=sweep) for _ in range(number)]
        for sweeper in sweepers:
            sweeper.start()
        for sweeper in sweepers:
            sweeper.join()
        assert not any(sweeper.exitcode for sweeper in sweepers)
        assert Outbox.objects.filter(topic="digest").count() == HANDLERS

    return work


def claim_buffers() -> int:
    """How many pages of the database one claim of 500 touches."""
    claim = chase.due(AT)[:500]
    with transaction.atomic(), connection.cursor() as cursor:
        sql, values = claim.query.sql_with_params()
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values)
        plan = cursor.fetchone()[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


@pytest.fixture
def town(transactional_db: None) -> Town:
    """The town with what is due, and nothing else yet."""
    return Town(make_place())


@contextmanager
def printed(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[str], None]]:
    """Lines for whoever runs the bench."""
    with capsys.disabled():
        print()
        yield print


def test_the_chase_costs_about_what_its_rows_cost(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.grow(OPEN[0])
    plain = timed(town, bare)
    with printed(capsys) as say:
        say(f"bare SQL, batches of 500  {plain}")
        rates = {batch: timed(town, lambda batch=batch: sweep(batch)) for batch in BATCHES}
        for batch, cost in rates.items():
            say(f"sweep, batches of {batch:<8}{cost}   {cost.work / plain.work:.1f} x bare")
    assert rates[500].work / plain.work <= BARE


def test_one_and_four_sweepers_say_nothing_twice(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.grow(OPEN[0])
    with printed(capsys) as say:
        for number in (1, 4):
            say(
                f"{number} sweeper processes       {DUE / timed(town, processes(number)).wall:>8,.0f} rungs/s"
            )


def test_what_is_not_due_costs_nothing(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    costs: dict[int, Cost] = {}
    with printed(capsys) as say:
        say(f"{DUE:,} due among           seconds  worked  buffers of a claim of 500")
        for number in OPEN:
            town.grow(number)
            town.again()
            buffers = claim_buffers()
            costs[number] = cost = timed(town, sweep)
            say(f"{number:>10,} open           {cost.wall:>8.2f}{cost.work:>8.2f}{buffers:>8,}")
            assert buffers <= CLAIM_BUFFERS
    slowest = max(cost.work for cost in costs.values()) / costs[OPEN[0]].work
    assert slowest <= FLAT, f"{slowest:.2f} times as long"
