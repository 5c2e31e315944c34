"""A process whose clock is wrong: python -m tests.faults.shifted HOURS HOURS … sweeps under each of these clocks in turn.

Under each it also takes a step of a case, and says what the clocks of the database come to when they are counted anew.
"""

import sys
from datetime import UTC, datetime, timedelta
from io import StringIO

import django
import time_machine
from django.core.management import call_command


def main(hours: list[float]) -> None:
    """One line for each clock: its moment and the due dates, counted anew."""
    django.setup()
    for shift in hours:
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=shift), tick=True):
            call_command("sweep", stdout=StringIO())
            take_a_step()
            print(shift, *counted_anew(), flush=True)


def take_a_step() -> None:
    """Somebody registers a clue."""
    from django.utils import timezone

    from accounts.models import User
    from cases import services

    now = timezone.now()
    services.register_clue(
        title=f"{now}", source="report", field="personal_data", facts="事实", received_on=timezone.localdate(now),
        by=User.objects.get(username="handler"), at=now,
    )  # fmt: skip


def counted_anew() -> list[str]:
    """The due date of each internal target as its events give it, whatever time it is."""
    from deadlines import ledger, selectors
    from deadlines.models import Deadline

    calendar = selectors.calendar()
    rows = Deadline.objects.filter(case__isnull=False).order_by("pk").prefetch_related("events")
    return [ledger.count(list(row.events.all()), row.limit, calendar).due.isoformat() for row in rows]


if __name__ == "__main__":
    main([float(word) for word in sys.argv[1:]])
