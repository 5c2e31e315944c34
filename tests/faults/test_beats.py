"""F10: two beats ring at once, and then none for two hours: nobody hears twice, everything is caught up, and it is said."""

import time
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from audit.models import Outbox
from deadlines import selectors
from deadlines.models import Deadline, Notice, NoticeKind, SweepRun
from tests.faults.parts import Site, fall_due, handlers, kill, make_house, told, until

TWO_HOURS, PERIOD = timedelta(hours=2), timedelta(seconds=60)
FIRST, LATER = 1500, 1000


def rung(site: Site) -> int:
    """How often a beat has rung for a sweep."""
    return site.log().count("Sending due task deadlines.tasks.sweep")


@pytest.mark.slow
def test_two_beats_repeat_nothing_and_two_hours_without_one_lose_nothing(site: Site) -> None:
    house = make_house()
    people = handlers(house, 40)
    site.worker()
    beats = [site.beat(), site.beat()]
    until(lambda: rung(site) >= 2)
    begin = timezone.now()
    fall_due(house, people, [begin + timedelta(seconds=6 * number / FIRST) for number in range(FIRST)])
    before, began = rung(site), time.monotonic()
    until(lambda: not Deadline.objects.filter(next_check__lte=begin + timedelta(seconds=6)).exists())
    assert rung(site) - before > 1.5 * (time.monotonic() - began) - 2, "only one beat rang"
    until(lambda: not Outbox.objects.filter(sent_at=None).exists())
    told(site, FIRST)

    for beat in beats:
        kill(beat)
    until(
        lambda: (
            not site.redis.client().llen("celery") and not SweepRun.objects.filter(finished_at=None).exists()
        )
    )
    time.sleep(1)
    SweepRun.objects.update(started_at=F("started_at") - TWO_HOURS, finished_at=F("finished_at") - TWO_HOURS)
    silent_since = selectors.last_sweep(at=timezone.now())
    assert silent_since
    fall_due(house, people, [silent_since + TWO_HOURS * number / LATER for number in range(LATER)])
    assert not selectors.chase_is_dead(at=silent_since + 3 * PERIOD)
    assert selectors.chase_is_dead(at=silent_since + 3 * PERIOD + timedelta(seconds=1))
    health = Client().get("/health/")
    assert (health.status_code, health.json()["chase"]) == (503, "failed")

    site.beat()
    until(lambda: not Deadline.objects.filter(next_check__lte=timezone.now()).exists())
    until(lambda: not Outbox.objects.filter(sent_at=None).exists())
    assert Client().get("/health/").json()["chase"] == "ok"
    told(site, FIRST + LATER)
    said = Notice.objects.filter(kind=NoticeKind.ALARM).values_list("user__username", "title")
    assert sorted(title[:5] for _who, title in said) == ["催办已停止", "催办已恢复"]
    assert len({who for who, _title in said}) == 1 and any("120" in title for _who, title in said)
