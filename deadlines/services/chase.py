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
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit.flow import day
from audit.models import Outbox
from deadlines import ladder, selectors
from deadlines.flow import State
from deadlines.limits import Limit
from deadlines.models import Deadline, NoticeKind, SweepRun
from deadlines.services import parts

DIGEST = "digest"
MAILS_A_DAY = 9
KEPT = timedelta(days=30)
COLUMNS = (
    "id", "rule", "rule_set", "title", "due_on", "round", "duty_office_id", "duty_user_id", "duty_group_id",
    "case__title", "clue__title",
)  # fmt: skip


@dataclass(frozen=True)
class Swept:
    """What one sweep did."""

    claimed: int
    reminded: int


@dataclass(frozen=True)
class Plan:
    """What one limit with one last day asks for at the sweep's moment: nearest rung of each part, and when next."""

    limit: Limit
    rungs: dict[str, int]
    next_at: datetime | None


class Sweep:
    """What stays the same for all batches of one sweep; plans are made once for each limit and last day."""

    def __init__(self, at: datetime) -> None:
        self.at, self.today, self.calendar = at, day(at), selectors.calendar()
        self.plans: dict[tuple[str, str, date], Plan] = {}

    def plan(self, deadline: Deadline) -> Plan:
        """The plan for a deadline."""
        key = deadline.rule_set, deadline.rule, deadline.due_on
        if key not in self.plans:
            limit, due = deadline.limit, deadline.due_on
            rungs = ladder.rungs_due(limit.ladder, due, self.calendar, self.at)
            self.plans[key] = Plan(limit, rungs, ladder.next_rung(limit.ladder, due, self.calendar, self.at))
        return self.plans[key]


class Call(NamedTuple):
    """One rung for one person; outside when the person is of an agency."""

    deadline: Deadline
    plan: Plan
    user: int
    rung: int
    outside: bool


def sweep(*, at: datetime, batch: int = 500) -> Swept:
    """Chase everything that is due by `at`; safe to run twice, at once, or after days without a run."""
    began, this = time.monotonic(), Sweep(at)
    run = SweepRun.objects.create(kind="sweep", started_at=at)
    claimed = reminded = 0
    while True:
        done = _batch(this, batch)
        claimed, reminded = claimed + done.claimed, reminded + done.reminded
        if done.claimed < batch:
            break
    finished = at + timedelta(seconds=time.monotonic() - began)
    SweepRun.objects.filter(pk=run.pk).update(finished_at=finished, claimed=claimed, reminded=reminded)
    SweepRun.objects.filter(started_at__lt=at - KEPT).delete()
    return Swept(claimed, reminded)


@transaction.atomic
def _batch(this: Sweep, size: int) -> Swept:
    rows = Deadline.objects.filter(state=State.OPEN, next_check__lte=this.at).order_by("next_check", "id")
    rows = rows.select_related("case", "clue").only(*COLUMNS)
    claimed = list(rows.select_for_update(skip_locked=True, of=("self",))[:size])
    if not claimed:
        return Swept(0, 0)
    people = parts.People(claimed, this.today)
    calls = [call for deadline in claimed for call in _calls(deadline, people, this.plan(deadline))]
    fresh = _remind(calls, _mails(calls, people, this.at), this.at)
    _tell(fresh, this)
    _set_next(claimed, this)
    return Swept(len(claimed), len(fresh))


def _calls(deadline: Deadline, people: parts.People, plan: Plan) -> list[Call]:
    nearest: dict[int, int] = {}
    for part, rung in plan.rungs.items():
        for user in people.of(deadline, part):
            nearest[user] = max(rung, nearest.get(user, rung))
    return [Call(deadline, plan, user, rung, user in people.outside) for user, rung in nearest.items()]


def _mails(calls: Iterable[Call], people: parts.People, at: datetime) -> list[str]:
    """For each call the key of the mail in which it goes out; none for people without an address.

    The day's mail if it is still open, else a further one for what is due by now, else the next morning's.
    """
    mailed = {call.user for call in calls} & people.mailed
    pressing = {call.user for call in calls if call.rung >= 0} & mailed
    soon = at + timedelta(seconds=int(getattr(settings, "DIGEST_DELAY_SECONDS", 60)))
    first_hour, morning = ladder.next_morning(at - timedelta(days=1)), ladder.next_morning(at)
    first = _open({user: f"digest:{user}:{day(at)}" for user in mailed}, at, max(soon, first_hour))
    further: dict[int, str] = {}
    for number in range(2, MAILS_A_DAY + 1):
        left = pressing - first.keys() - further.keys()
        further |= _open({user: f"digest:{user}:{day(at)}:{number}" for user in left}, at, soon)
    waiting = {
        call.user for call in calls if call.rung < 0 or call.user not in further
    } & mailed - first.keys()
    later = _open({user: f"digest:{user}:{day(morning)}" for user in waiting}, at, morning)
    return [
        first.get(call.user) or (further.get(call.user) if call.rung >= 0 else "") or later.get(call.user, "")
        for call in calls
    ]


def _open(keys: dict[int, str], at: datetime, send: datetime) -> dict[int, str]:
    open_keys = _open_digests(set(keys.values()), at, send) if keys else set()
    return {user: key for user, key in keys.items() if key in open_keys}


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


def _remind(calls: list[Call], mails: list[str], at: datetime) -> list[Call]:
    """Insert what is new; the calls that were."""
    if not calls:
        return []
    columns: list[list[Any]] = [
        [call.deadline.pk for call in calls],
        [call.deadline.round for call in calls],
        [call.rung for call in calls],
        [call.user for call in calls],
        [call.deadline.due_on for call in calls],
        mails,
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


def _tell(calls: list[Call], this: Sweep) -> None:
    if not calls:
        return
    with translation.override("zh-hans"):
        columns: list[list[Any]] = [
            [call.user for call in calls],
            [f"deadline:{call.deadline.pk}:{call.deadline.round}:{call.rung}" for call in calls],
            [say_due(call.deadline, this.today)[:200] for call in calls],
            [_about(call) for call in calls],
            [f"/deadlines/{call.deadline.pk}/" for call in calls],
        ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO deadlines_notice (user_id, key, title, body, url, kind, created_at)"
            " SELECT u, k, t, b, l, %s, %s FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " AS n(u, k, t, b, l) ON CONFLICT (user_id, key) DO NOTHING",
            [NoticeKind.DEADLINE, this.at, *columns],
        )


def _about(call: Call) -> str:
    """Inside the house which case it is about; outside only which duty."""
    about = call.plan.limit.name if call.outside else call.deadline.home
    return f"{about} · {call.plan.limit.article}"


def say_due(deadline: Deadline, today: date) -> str:
    """How near its last day is, as people say it."""
    left, due = (deadline.due_on - today).days, deadline.due_on
    values = {"title": deadline.title, "days": abs(left), "due": f"{due.month}月{due.day}日"}
    if left > 0:
        return _("%(title)s：还有 %(days)d 天，%(due)s届满") % values
    if left == 0:
        return _("%(title)s：今天届满") % values
    return _("%(title)s：已逾期 %(days)d 天，%(due)s届满") % values


def _set_next(claimed: Iterable[Deadline], this: Sweep) -> None:
    found = [(row.pk, this.plan(row).next_at) for row in claimed]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deadlines_deadline AS d SET next_check = t.moment"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS t(id, moment) WHERE d.id = t.id",
            [[pk for pk, _moment in found], [moment for _pk, moment in found]],
        )
