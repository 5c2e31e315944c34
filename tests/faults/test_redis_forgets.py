"""F7: Redis is emptied, and comes back without what was queued: no mail is lost, nobody is logged out or let in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Outbox
from deadlines.models import Deadline
from tests.faults.browser import Browser, can_log_in
from tests.faults.parts import Site, fall_due, handlers, leave_mail, make_house, told, until

DEADLINES, MAILS, RINGS = 1000, 100, 30


@pytest.mark.slow
def test_what_redis_forgets_was_never_only_there(site: Site) -> None:
    house = make_house()
    can_log_in(house.handler, house.chief)
    site.redis.restart(keeps=False)
    site.web()
    handler, thief = Browser(site), Browser(site, "10.0.0.66")
    assert handler.log_in("handler").status == 302
    for _ in range(5):
        refused = thief.log_in("chief", "guessed-wrong").status
    assert refused == 429 == thief.log_in("chief").status
    fall_due(house, handlers(house, 20), [timezone.now() - timedelta(minutes=1)] * DEADLINES)
    subjects = leave_mail(MAILS)

    for forget in (site.redis.client().flushall, lambda: site.redis.restart(keeps=False)):
        for _ in range(RINGS):
            site.ring("sweep", "deliver_outbox")
        assert site.redis.client().llen("celery") == 2 * RINGS
        forget()
        assert not site.redis.client().llen("celery")
        assert handler.ask("/clues/").status == 200, "logged out"
        assert thief.log_in("chief").status == 429, "may guess again"

    site.worker()
    site.beat()
    until(lambda: not Deadline.objects.filter(next_check__lte=timezone.now()).exists())
    until(lambda: not Outbox.objects.filter(sent_at=None).exists())
    told(site, DEADLINES)
    sent = [str(mail["Subject"]) for mail in site.mails() if str(mail["Subject"]) in subjects]
    assert len(sent) == MAILS and set(sent) == subjects
