"""The worker and Redis are killed while thousands of rungs fall due: each is sent once when they are back, none is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Outbox
from deadlines.models import Deadline, Reminder
from tests.faults.parts import Site, fall_due, handlers, kill, make_house, told, until

BEFORE, MEANWHILE = 2000, 3000


@pytest.mark.slow
def test_rungs_that_fall_due_while_worker_and_redis_are_dead_are_sent_once(site: Site) -> None:
    house = make_house()
    people = handlers(house, 50)
    fall_due(house, people, [timezone.now()] * BEFORE)
    worker = site.worker()
    site.beat()
    until(lambda: Reminder.objects.exists())
    kill(worker)
    site.redis.kill()
    since = timezone.now() - timedelta(minutes=10)
    fall_due(house, people, [since + timedelta(seconds=number / 10) for number in range(MEANWHILE)])
    assert Deadline.objects.filter(next_check__lte=timezone.now()).count() >= MEANWHILE
    site.redis.start()
    site.worker()
    until(lambda: not Deadline.objects.filter(next_check__lte=timezone.now()).exists())
    until(lambda: not Outbox.objects.filter(sent_at=None).exists())
    told(site, BEFORE + MEANWHILE)
