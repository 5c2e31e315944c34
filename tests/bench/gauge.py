"""What one asking costs the database: planning and execution of its statements, and the pages they touch.

PostgreSQL itself says how long it took (EXPLAIN ANALYZE): on a busy machine the way there and back measures the neighbours.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

ROUNDS = 30
EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY, FORMAT JSON)"
Said = tuple[str, Any]


@dataclass(frozen=True)
class Cost:
    """Milliseconds in the quietest of many rounds, and pages touched in a warm cache."""

    ms: float
    buffers: int


def costs(*asked: Callable[[], object], rounds: int = ROUNDS) -> list[Cost]:
    """What each of these costs; in turn, so that whatever else runs on the machine disturbs all alike."""
    said = [_statements(ask) for ask in asked]
    found = [[[_explained(*one) for one in statements] for statements in said] for _ in range(rounds)]
    return [_quietest([one[n] for one in found]) for n in range(len(asked))]


def _statements(ask: Callable[[], object]) -> list[Said]:
    """What it asks, once everything is in memory."""
    found: list[Said] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    ask()
    with connection.execute_wrapper(listen):
        ask()
    return found


def _explained(sql: str, params: Any) -> Cost:
    with connection.cursor() as cursor:
        cursor.execute(f"{EXPLAIN} {sql}", params)
        found = cursor.fetchone()[0]
    said = (json.loads(found) if isinstance(found, str) else found)[0]
    touched = said["Plan"]["Shared Hit Blocks"] + said["Plan"]["Shared Read Blocks"]
    return Cost(said["Planning Time"] + said["Execution Time"], touched)


def _quietest(rounds: list[list[Cost]]) -> Cost:
    """Of each statement its quietest round."""
    by_statement = list(zip(*rounds, strict=True))
    return Cost(
        sum(min(one.ms for one in found) for found in by_statement),
        sum(found[-1].buffers for found in by_statement),
    )
