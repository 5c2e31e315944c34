"""The chase: claim what is due, remind each person once, and set each clock to its next rung.

One short transaction per batch. Rows another sweeper holds are skipped; a unique row per (deadline, round, rung,
recipient) makes running twice, at once or after an outage harmless. The mail of the day is one outbox row per person,
filled at delivery from the reminders that name it; once it has been taken for delivery nothing more is added to it.
What comes later that day waits for the next morning's mail, unless its day has come: then it goes out in a further one.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit.flow import day
from audit.models import Outbox
from deadlines import ladder, selectors
from deadlines.calendar import Calendar
from deadlines.flow import State
from deadlines.models import Deadline, Notice, NoticeKind, SweepRun
from deadlines.services import parts

DIGEST = "digest"
MAILS_A_DAY = 9
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Swept:
    """What one sweep did."""

    claimed: int
    reminded: int


@dataclass(frozen=True)
class Call:
    """One rung for one person."""

    deadline: Deadline
    user: int
    rung: int


def sweep(*, at: datetime, batch: int = 500) -> Swept:
    """Chase everything that is due by `at`; safe to run twice, at once, or after days without a run."""
    began, calendar = time.monotonic(), selectors.calendar()
    run = SweepRun.objects.create(kind="sweep", started_at=at)
    claimed = reminded = 0
    while True:
        done = _batch(at, batch, calendar)
        claimed, reminded = claimed + done.claimed, reminded + done.reminded
        if done.claimed < batch:
            break
    finished = at + timedelta(seconds=time.monotonic() - began)
    SweepRun.objects.filter(pk=run.pk).update(finished_at=finished, claimed=claimed, reminded=reminded)
    SweepRun.objects.filter(started_at__lt=at - KEPT).delete()
    return Swept(claimed, reminded)


@transaction.atomic
def _batch(at: datetime, size: int, calendar: Calendar) -> Swept:
    rows = Deadline.objects.filter(state=State.OPEN, next_check__lte=at).order_by("next_check", "id")
    claimed = list(rows.select_for_update(skip_locked=True, of=("self",))[:size])
    if not claimed:
        return Swept(0, 0)
    people = parts.People(claimed, day(at))
    calls = [call for deadline in claimed for call in _calls(deadline, people, calendar, at)]
    fresh = _remind(calls, _mails(calls, people, at), at)
    _tell(fresh, at)
    _set_next(claimed, calendar, at)
    return Swept(len(claimed), len(fresh))


def _calls(deadline: Deadline, people: parts.People, calendar: Calendar, at: datetime) -> list[Call]:
    nearest: dict[int, int] = {}
    for part, rung in ladder.rungs_due(deadline.limit.ladder, deadline.due_on, calendar, at).items():
        for user in people.of(deadline, part):
            nearest[user] = max(rung, nearest.get(user, rung))
    return [Call(deadline, user, rung) for user, rung in nearest.items()]


def _mails(calls: Iterable[Call], people: parts.People, at: datetime) -> dict[Call, str]:
    """The key of the mail in which each call goes out; calls to people without an address have none.

    The day's mail if it is still open, else a further one for what is due by now, else the next morning's.
    """
    mailed = [call for call in calls if call.user in people.mailed]
    soon = at + timedelta(seconds=int(getattr(settings, "DIGEST_DELAY_SECONDS", 60)))
    first_hour, tomorrow = ladder.next_morning(at - timedelta(days=1)), ladder.next_morning(at)
    found = _open({call: f"digest:{call.user}:{day(at)}" for call in mailed}, at, max(soon, first_hour))
    for number in range(2, MAILS_A_DAY + 1):
        pressing = [call for call in mailed if call not in found and call.rung >= 0]
        found |= _open({call: f"digest:{call.user}:{day(at)}:{number}" for call in pressing}, at, soon)
    rest = [call for call in mailed if call not in found]
    return found | _open({call: f"digest:{call.user}:{day(tomorrow)}" for call in rest}, at, tomorrow)


def _open(keys: dict[Call, str], at: datetime, send: datetime) -> dict[Call, str]:
    open_keys = _open_digests(set(keys.values()), at, send) if keys else set()
    return {call: key for call, key in keys.items() if key in open_keys}


def _open_digests(keys: set[str], at: datetime, send: datetime) -> set[str]:
    """Make these mails unless they exist; those to which more may be added, held so until this batch commits."""
    rows = [
        Outbox(
            key=key, topic=DIGEST, payload={"user": int(key.split(":")[1])}, created_at=at, not_before=send
        )
        for key in sorted(keys)
    ]
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)
    table = connection.ops.quote_name(Outbox._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key FROM {table} WHERE key = ANY(%s) AND attempts = 0 ORDER BY key FOR SHARE",
            [sorted(keys)],
        )
        return {key for (key,) in cursor.fetchall()}


def _remind(calls: list[Call], mails: dict[Call, str], at: datetime) -> list[Call]:
    """Insert what is new; the calls that were."""
    if not calls:
        return []
    columns: list[list[Any]] = [
        [call.deadline.pk for call in calls],
        [call.deadline.round for call in calls],
        [call.rung for call in calls],
        [call.user for call in calls],
        [call.deadline.due_on for call in calls],
        [mails.get(call, "") for call in calls],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO deadlines_reminder (deadline_id, round, rung, recipient_id, due_on, mail, created_at)"
            " SELECT d, o, r, u, y, m, %s FROM unnest(%s::bigint[], %s::smallint[], %s::smallint[], %s::bigint[],"
            " %s::date[], %s::text[]) AS t(d, o, r, u, y, m)"
            " ON CONFLICT (deadline_id, round, rung, recipient_id) DO NOTHING RETURNING deadline_id, recipient_id",
            [at, *columns],
        )
        fresh = set(cursor.fetchall())
    return [call for call in calls if (call.deadline.pk, call.user) in fresh]


def _tell(calls: Iterable[Call], at: datetime) -> None:
    with translation.override("zh-hans"):
        notices = [
            Notice(
                user_id=call.user,
                key=f"deadline:{call.deadline.pk}:{call.deadline.round}:{call.rung}",
                kind=NoticeKind.DEADLINE,
                title=say_due(call.deadline, day(at))[:200],
                body=f"{call.deadline.limit.name} · {call.deadline.article}",
                url=f"/deadlines/{call.deadline.pk}/",
                created_at=at,
            )
            for call in calls
        ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def say_due(deadline: Deadline, today: date) -> str:
    """How near its last day is, as people say it."""
    left = (deadline.due_on - today).days
    values = {
        "title": deadline.title,
        "days": abs(left),
        "due": f"{deadline.due_on.month}月{deadline.due_on.day}日",
    }
    if left > 0:
        return _("%(title)s：还有 %(days)d 天，%(due)s届满") % values
    if left == 0:
        return _("%(title)s：今天届满") % values
    return _("%(title)s：已逾期 %(days)d 天，%(due)s届满") % values


def _set_next(claimed: Iterable[Deadline], calendar: Calendar, at: datetime) -> None:
    found = [(row.pk, ladder.next_rung(row.limit.ladder, row.due_on, calendar, at)) for row in claimed]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deadlines_deadline AS d SET next_check = t.moment"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS t(id, moment) WHERE d.id = t.id",
            [[pk for pk, _moment in found], [moment for _pk, moment in found]],
        )
