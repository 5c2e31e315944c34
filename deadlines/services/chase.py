"""The chase: claim what is due, remind each person once, and set each clock to its next rung.

One short transaction per batch. Rows another sweeper holds are skipped; a unique row per (deadline, round, rung,
recipient) makes running twice, at once or after an outage harmless. A row that breaks is set aside until the next
working morning and said aloud; the others go on.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from json import dumps
from typing import Any, NamedTuple

import structlog
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import QuerySet

from audit import masks
from deadlines import ladder
from deadlines.flow import State
from deadlines.ladder import Heard
from deadlines.models import ChaseWay, Deadline, NoticeKind, SweepRun
from deadlines.services import alarm
from deadlines.services.digests import Digests
from deadlines.services.homes import Homes
from deadlines.services.parts import People
from deadlines.services.plans import Plan, Plans

KEPT = timedelta(days=30)
BROKEN = (LookupError, ValueError, TypeError, ArithmeticError, DatabaseError)
log = structlog.get_logger(__name__)

WRITE = """
WITH call AS (
    SELECT * FROM json_to_recordset(%(calls)s)
    AS t (deadline bigint, round smallint, rung smallint, person bigint, due date, mail text, title text, body text)
), fresh AS (
    INSERT INTO deadlines_reminder (deadline_id, round, rung, recipient_id, due_on, mail, created_at)
    SELECT deadline, round, rung, person, due, mail, %(at)s FROM call
    ON CONFLICT (deadline_id, round, rung, recipient_id) DO NOTHING
    RETURNING deadline_id, recipient_id
), told AS (
    INSERT INTO deadlines_notice (user_id, key, title, body, url, kind, created_at)
    SELECT person, 'deadline:' || deadline || ':' || round || ':' || rung, title, body,
        '/deadlines/' || deadline || '/', %(kind)s, %(at)s
    FROM call JOIN fresh ON fresh.deadline_id = deadline AND fresh.recipient_id = person
    ON CONFLICT (user_id, key) DO NOTHING
), moved AS (
    UPDATE deadlines_deadline AS d SET next_check = t.moment
    FROM json_to_recordset(%(next)s) AS t (id bigint, moment timestamptz) WHERE d.id = t.id
)
SELECT count(*) FROM fresh
"""


class Row(NamedTuple):
    """A claimed clock."""

    id: int
    case_id: int | None
    clue_id: int | None
    rule: str
    rule_set: str
    title: str
    due_on: date
    round: int
    duty_office_id: int
    duty_user_id: int | None
    duty_group_id: int | None


class Call(NamedTuple):
    """One rung for one person, and whether it comes by mail, too."""

    row: Row
    plan: Plan
    user: int
    rung: int
    mailed: bool


@dataclass(frozen=True)
class Swept:
    """What one sweep did: clocks checked, reminders sent, clocks that nobody could be reminded of."""

    claimed: int
    reminded: int
    aside: list[int] = field(default_factory=list)

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(self.claimed + other.claimed, self.reminded + other.reminded, self.aside + other.aside)


@dataclass
class Sweep:
    """What stays the same for all batches of one sweep."""

    at: datetime
    plans: Plans = field(init=False)
    people: People = field(init=False)
    homes: Homes = field(init=False)
    digests: Digests = field(init=False)

    def __post_init__(self) -> None:
        self.plans = Plans(self.at)
        self.people = People(self.plans.today)
        self.homes = Homes()
        self.digests = Digests(self.at, self.plans.calendar)


def sweep(*, at: datetime, batch: int = 500) -> Swept:
    """Chase everything that is due by `at`; safe to run twice, at once, or after days without a run.

    It ends after one period even if more is due, so that its end is a heartbeat; the next bell goes on from there.
    """
    began = time.monotonic()
    outage = alarm.sound(at=at)
    run = SweepRun.objects.create(kind="sweep", started_at=at)
    this, swept = Sweep(at), Swept(0, 0)
    for_long = ladder.period().total_seconds()
    while time.monotonic() - began < for_long:
        done = _batch(this, batch)
        swept += done
        if done.claimed < batch:
            break
    finished = at + timedelta(seconds=time.monotonic() - began)
    SweepRun.objects.filter(pk=run.pk).update(
        finished_at=finished, claimed=swept.claimed, reminded=swept.reminded, aside=len(swept.aside)
    )
    SweepRun.objects.filter(started_at__lt=at - KEPT).delete()
    if swept.aside:
        alarm.tell_aside(swept.aside, at=at)
    if outage is not None:
        alarm.all_clear(outage, reminded=swept.reminded, at=at)
    return swept


def due(at: datetime) -> QuerySet[Deadline, tuple[Any, ...]]:
    """What is to be chased by then, claimed by whoever reads it; what others hold is skipped."""
    rows = Deadline.objects.filter(state=State.OPEN, next_check__lte=at).order_by("next_check", "id")
    return rows.select_for_update(skip_locked=True).values_list(*Row._fields)


@transaction.atomic
def _batch(this: Sweep, size: int) -> Swept:
    rows = [Row._make(values) for values in due(this.at)[:size]]
    return _chase(rows, this) if rows else Swept(0, 0)


def _chase(rows: Sequence[Row], this: Sweep) -> Swept:
    """Serve these rows; if one of them breaks, halve them until it stands alone and is set aside."""
    try:
        with transaction.atomic():
            return _serve(rows, this)
    except OperationalError:
        raise
    except BROKEN as error:
        if len(rows) > 1:
            middle = len(rows) // 2
            return _chase(rows[:middle], this) + _chase(rows[middle:], this)
        return _set_aside(rows[0], this, error)


def _serve(rows: Sequence[Row], this: Sweep) -> Swept:
    """Remind everybody of the nearest rung; a clock of which nobody hears is tried again the next morning."""
    this.people.meet(rows)
    this.homes.meet(rows)
    heard = [(row, _heard(row, this)) for row in rows]
    unheard = [row for row, nearest in heard if not nearest and this.plans.of(row).heard]
    calls = [call for row, nearest in heard for call in _calls(row, nearest, this)]
    for row in unheard:
        log.error("chase.nobody_to_remind", deadline=row.id)
    next_at = {row.id: this.plans.of(row).next_at for row in rows} | dict.fromkeys(
        (row.id for row in unheard), this.plans.morning
    )
    return Swept(len(rows), _write(calls, next_at, this), [row.id for row in unheard])


def _heard(row: Row, this: Sweep) -> dict[int, Heard]:
    """Who hears of which rung: each person of the nearest one that concerns them, and by the part that always hears."""
    nearest: dict[int, Heard] = {}
    for part, heard in this.plans.of(row).heard.items():
        for user in this.people.of(row, part):
            nearest[user] = max(nearest.get(user, heard), heard, key=Heard.weight)
    return nearest


def _calls(row: Row, nearest: dict[int, Heard], this: Sweep) -> Iterator[Call]:
    people, plan = this.people, this.plans.of(row)
    for user, heard in nearest.items():
        way = people.way(user, heard.matter)
        if way != ChaseWay.NONE:
            yield Call(row, plan, user, heard.days, way == ChaseWay.BOTH and user in people.mailed)


def _write(calls: list[Call], next_at: dict[int, datetime | None], this: Sweep) -> int:
    """Reminders, notices and next rungs in one statement; how many reminders were new."""
    carriers = this.digests.carry((call.user, call.rung >= 0) for call in calls if call.mailed)
    told = [
        {
            "deadline": call.row.id,
            "round": call.row.round,
            "rung": call.rung,
            "person": call.user,
            "due": call.row.due_on.isoformat(),
            "mail": carriers[call.user, call.rung >= 0] if call.mailed else "",
            "title": masks.free(call.plan.say(call.row.title))[:200],
            "body": _about(call, this),
        }
        for call in calls
    ]
    moments = [{"id": pk, "moment": moment.isoformat() if moment else None} for pk, moment in next_at.items()]
    values: dict[str, Any] = {
        "calls": dumps(told, ensure_ascii=False),
        "next": dumps(moments),
        "kind": NoticeKind.DEADLINE,
        "at": this.at,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        return int(cursor.fetchone()[0])


def _about(call: Call, this: Sweep) -> str:
    """Inside the house which case it is about; outside only which duty."""
    outside = call.user in this.people.outside
    about = call.plan.name if outside else this.homes.title(call.row.case_id, call.row.clue_id)
    return masks.free(f"{about} · {call.plan.article}")


def _set_aside(row: Row, this: Sweep, error: Exception) -> Swept:
    """A clock that cannot be chased as it stands waits for the next working morning, so that the others go on."""
    said = str(error).partition("\n")[0][:200]  # what follows in the database's words may hold the row itself
    log.error("chase.set_aside", deadline=row.id, error=f"{type(error).__name__}: {said}")
    Deadline.objects.filter(pk=row.id).update(next_check=this.plans.morning)
    return Swept(1, 0, [row.id])
