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


Presses = tuple[int, bool]  # a person, and whether the day of the rung has come


class Digests:
    """The mails that one sweep fills."""

    def __init__(self, at: datetime, calendar: Calendar) -> None:
        self.at = at
        self.send = ladder.next_at_work(at + timedelta(seconds=int(settings.DIGEST_DELAY_SECONDS)), calendar)
        self.morning = ladder.morning_after(self.send, calendar)

    def carry(self, calls: Iterable[Presses]) -> dict[Presses, str]:
        """The key of the mail that carries each of these calls; it stays open until this transaction ends."""
        asked = set(calls)
        pressing = {user for user, presses in asked if presses}
        today = self._open({user for user, _presses in asked}, self.send)
        further = dict(today)
        for number in range(2, MAILS_A_DAY + 1):
            further |= self._open(pressing - further.keys(), self.send, number)
        chosen = {(user, presses): (further if presses else today).get(user, "") for user, presses in asked}
        waiting = {user for (user, _presses), key in chosen.items() if not key}
        later = self._open(waiting, self.morning)
        return {call: key or later[call[0]] for call, key in chosen.items()}

    def _open(self, users: set[int], send: datetime, number: int = 1) -> dict[int, str]:
        """Those of these people whose mail of that day may still be added to, with its key; made where it was not there."""
        if not users:
            return {}
        tail = f":{number}" if number > 1 else ""
        keys = {f"{DIGEST}:{user}:{day(send)}{tail}": user for user in users}
        held = self._hold(list(keys))
        missing = sorted(keys.keys() - held.keys())
        if missing:
            rows = [
                Outbox(
                    key=key, topic=DIGEST, payload={"user": keys[key]}, created_at=self.at, not_before=send
                )
                for key in missing
            ]
            Outbox.objects.bulk_create(rows, ignore_conflicts=True)
            held |= self._hold(missing)
        return {keys[key]: key for key, attempts in held.items() if not attempts}

    def _hold(self, keys: list[str]) -> dict[str, int]:
        """These mails as far as they are there, and how often each was tried; none is taken for delivery meanwhile."""
        table = connection.ops.quote_name(Outbox._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT key, attempts FROM {table} WHERE key = ANY(%s) ORDER BY key FOR SHARE", [keys]
            )
            return dict(cursor.fetchall())
