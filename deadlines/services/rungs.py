"""Under other rest days the next rung of a clock may fall on another day, though its last day does not move."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection

from deadlines import ladder, limits
from deadlines.calendar import ONE_DAY
from deadlines.flow import State
from deadlines.selectors import Plan

MARGIN = timedelta(days=30)  # a rung is at most 15 days from its last day, rest days in a row are fewer
SHIFT = """
UPDATE deadlines_deadline AS row SET next_check = new.moment
FROM unnest(%s::text[], %s::text[], %s::date[], %s::timestamptz[], %s::timestamptz[])
    AS new (rule_set, rule, due_on, was, moment)
WHERE row.state = %s AND row.rule_set = new.rule_set AND row.rule = new.rule AND row.due_on = new.due_on
    AND row.next_check = new.was
"""


def shift(plan: Plan, *, at: datetime) -> None:
    """Let every clock that waits for a rung be chased when that rung comes under the new days; in one statement."""
    moved = [
        (name, limit.id, due, *moments)
        for due in _last_days(plan)
        for rung_of, moments in _shifted(plan, due, at)
        for name, limit in _limits(rung_of)
    ]
    if not moved:
        return
    with connection.cursor() as cursor:
        cursor.execute(SHIFT, [*(list(column) for column in zip(*moved, strict=True)), State.OPEN])


def _last_days(plan: Plan) -> Iterator[date]:
    """The last days near which people rest, or work, otherwise than before."""
    changed = [row.date for row in plan.rows if plan.before.is_rest(row.date) != plan.after.is_rest(row.date)]
    if changed:
        first, last = min(changed) - MARGIN, max(changed) + MARGIN
        yield from (first + number * ONE_DAY for number in range((last - first).days + 1))


def _shifted(plan: Plan, due: date, at: datetime) -> Iterator[tuple[str, tuple[datetime, datetime]]]:
    """For each ladder the moments of its rungs yet to come that are others now; one that would have passed comes now."""
    for name in ladder.LADDERS:
        was, now = (ladder.moments(name, due, calendar) for calendar in (plan.before, plan.after))
        coming = {
            before: max(after, at) for before, after in sorted(zip(was, now, strict=True), reverse=True)
        }
        yield from ((name, pair) for pair in coming.items() if at < pair[0] != pair[1])


def _limits(rung_of: str) -> Iterator[tuple[str, limits.Limit]]:
    for rules in limits.RULE_SETS:
        yield from ((rules.name, limit) for limit in rules.limits.values() if limit.ladder == rung_of)
