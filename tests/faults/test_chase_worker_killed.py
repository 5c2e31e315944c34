"""Real Celery workers are killed in the middle of the chase and of the delivery: nothing is lost, nothing said twice."""

import pytest
from django.utils import timezone

from audit.models import Outbox
from deadlines.models import Deadline, Reminder
from tests.faults.parts import Site, fall_due, handlers, kill, make_house, told, until

DEADLINES, HANDLERS = 4000, 80


@pytest.mark.slow
def test_workers_killed_in_the_middle_lose_nothing_and_repeat_nothing(site: Site) -> None:
    place = make_house()
    fall_due(place, handlers(place, HANDLERS), [timezone.now()] * DEADLINES)
    site.beat()
    first = site.worker()
    until(lambda: Reminder.objects.exists())
    kill(first)
    second = site.worker()
    until(lambda: len(site.mails()) > 5)
    kill(second)
    assert Outbox.objects.filter(sent_at=None).exists(), "the delivery was not in its middle"
    site.worker()
    until(lambda: not Deadline.objects.filter(state="open", next_check__lte=timezone.now()).exists())
    until(lambda: not Outbox.objects.filter(sent_at=None).exists())
    told(site, DEADLINES)
