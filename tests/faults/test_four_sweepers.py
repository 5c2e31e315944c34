"""F9: four processes sweep side by side while one of them is killed each second: each rung once, none missed, none late."""

import random
import time
from datetime import timedelta

import psutil
import pytest
from django.db.models import F
from django.utils import timezone

from audit.models import Outbox
from deadlines.models import Deadline, SweepRun
from tests.faults.parts import Process, Site, fall_due, handlers, kill, mailed, make_house, reminded, until

PERIOD, SECONDS, AT_ONCE, SPREAD = 3.0, 8, 2000, 3000


def late() -> int:
    """How many should have been chased two periods ago and were not."""
    return Deadline.objects.filter(next_check__lte=timezone.now() - timedelta(seconds=2 * PERIOD)).count()


def kill_one(sweepers: Process) -> None:
    random.choice(psutil.Process(sweepers.pid).children()).kill()


@pytest.mark.slow
def test_four_sweepers_of_which_one_dies_each_second_tell_everything_once_and_in_time(site: Site) -> None:
    house = make_house()
    people = handlers(house, 60)
    sweepers = site.start("tests.faults.sweepers", "4", str(PERIOD), FAULT_DIGEST_DELAY="4")
    until(lambda: SweepRun.objects.filter(finished_at__isnull=False).exists())
    later = timezone.now() + timedelta(hours=1)
    spread = [later + timedelta(seconds=SECONDS * number / SPREAD) for number in range(SPREAD)]
    fall_due(house, people, [later] * AT_ONCE + spread)
    begin = timezone.now() + timedelta(seconds=2)
    Deadline.objects.update(next_check=F("next_check") - (later - begin))
    end = begin + timedelta(seconds=SECONDS + 2 * PERIOD)
    killed = 0
    while timezone.now() < end:
        time.sleep(1)
        kill_one(sweepers)
        killed += 1
        assert not late(), "somebody was told more than two periods late"
    assert killed >= SECONDS
    reminded(AT_ONCE + SPREAD)
    until(lambda: not Outbox.objects.filter(sent_at=None, not_before__lte=timezone.now()).exists())
    kill(sweepers)
    mailed(site, AT_ONCE + SPREAD)
