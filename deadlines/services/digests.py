"""Into which mail of the day each call goes: one outbox row per person and day, filled at delivery from its reminders.

A mail leaves while people are at work. What falls due at night or on a rest day waits for the next working morning.
Once a mail has been taken for delivery nothing is added to it: what comes later that day goes out in a further one if
its day has come, and waits for the next working morning if not.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from audit.flow import day
from audit.models import Outbox
from deadlines import ladder
from deadlines.calendar import Calendar

DIGEST = "digest"
MAILS_A_DAY = 9


def carriers(
    calm: set[int], pressing: set[int], at: datetime, calendar: Calendar
) -> dict[tuple[int, bool], str]:
    """The key of the mail that carries a person's rung, by person and by whether the rung presses.

    `pressing` are the people with a rung whose day has come, `calm` those with an earlier one.
    """
    send = ladder.next_at_work(at + timedelta(seconds=int(settings.DIGEST_DELAY_SECONDS)), calendar)
    today = _open(_keys(calm | pressing, send), at, send)
    further = dict(today)
    for number in range(2, MAILS_A_DAY + 1):
        further |= _open(_keys(pressing - further.keys(), send, number), at, send)
    waiting = (calm - today.keys()) | (pressing - further.keys())
    morning = ladder.morning_after(send, calendar)
    later = today | _open(_keys(waiting, morning), at, morning)
    return {(user, False): key for user, key in later.items()} | {
        (user, True): key for user, key in (later | further).items()
    }


def _keys(users: Iterable[int], send: datetime, number: int = 1) -> dict[int, str]:
    tail = f":{number}" if number > 1 else ""
    return {user: f"{DIGEST}:{user}:{day(send)}{tail}" for user in users}


def _open(keys: dict[int, str], at: datetime, send: datetime) -> dict[int, str]:
    """Make these mails unless they exist; those to which more may be added, held so until this batch commits."""
    if not keys:
        return {}
    ordered = sorted(keys.items(), key=lambda pair: pair[1])
    Outbox.objects.bulk_create(
        [
            Outbox(key=key, topic=DIGEST, payload={"user": user}, created_at=at, not_before=send)
            for user, key in ordered
        ],
        ignore_conflicts=True,
    )
    table = connection.ops.quote_name(Outbox._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key FROM {table} WHERE key = ANY(%s) AND attempts = 0 ORDER BY key FOR SHARE",
            [[key for _user, key in ordered]],
        )
        found = {key for (key,) in cursor.fetchall()}
    return {user: key for user, key in keys.items() if key in found}
