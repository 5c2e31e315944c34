"""A process whose clock is wrong: python -m tests.faults.shifted MOMENT MOMENT … sweeps as of each moment in turn.

At each it also takes a step, and says what the clocks of the database come to when they are counted anew.
"""

import sys
from datetime import datetime
from io import StringIO

import django
import time_machine
from django.core.management import call_command


def main(moments: list[str]) -> None:
    """One line for each moment: the due dates, counted anew."""
    django.setup()
    for moment in moments:
        with time_machine.travel(datetime.fromisoformat(moment), tick=True):
            call_command("sweep", stdout=StringIO())
            take_a_step()
            print("counted", *counted_anew(), flush=True)


def take_a_step() -> None:
    """Somebody registers a clue."""
    from django.utils import timezone

    from accounts.models import User
    from cases import services

    now, by = timezone.now(), User.objects.get(username="handler")
    told = {"title": "线索", "source": "report", "field": "personal_data", "facts": "事实"}
    services.register_clue(**told, received_on=timezone.localdate(now), by=by, at=now)


def counted_anew() -> list[str]:
    """The last day of each clock of the case as its events give it."""
    from deadlines import ledger, selectors
    from deadlines.models import Deadline

    calendar = selectors.calendar()
    rows = Deadline.objects.filter(case__isnull=False).order_by("pk").prefetch_related("events")
    return [str(ledger.due(row.events.all(), row.limit, calendar).due) for row in rows]


if __name__ == "__main__":
    main(sys.argv[1:])
