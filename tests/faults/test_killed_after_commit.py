"""F4: the web process is killed between its COMMIT and whatever would have followed: what it owed is sent all the same."""

import pytest
from django.utils import timezone

from audit.models import Outbox
from cases.models import Decision
from deadlines.models import Notice
from tests.faults.browser import Browser, can_log_in
from tests.faults.parts import Site, until
from tests.world import World


@pytest.mark.slow
def test_what_was_committed_is_mailed_once_though_its_process_died(site: Site) -> None:
    world = World(timezone.now())
    can_log_in(world.yiwu_handler, world.yiwu_head)
    clue = world.clue("evaluating")
    Outbox.objects.all().delete()
    site.worker(1)
    site.beat("config.celery")
    site.web("tests.faults.deadly:application")
    handler = Browser(site)
    assert handler.log_in("yiwu.handler").status == 302
    question = {"asked_of_id": world.zhejiang.pk, "question": "可否立案", "own_opinion": "可以"}
    url = f"/clues/{clue.pk}/instruct/"

    assert handler.send(url, "once", {"X-Dies": "now"}, **question).status == 0
    owed = Outbox.objects.get()
    assert Decision.objects.count() == 1 and owed.sent_at is None
    assert until(lambda: Outbox.objects.get().sent_at) <= 30

    again = handler.send(url, "once", **question)
    assert (again.status, again.headers["Idempotent-Replayed"]) == (302, "true")
    assert handler.send(url, "once", **{**question, "question": "改了"}).status == 422
    assert Decision.objects.count() == Outbox.objects.count() == 1
    assert (
        Notice.objects.filter(user=world.yiwu_head, key=f"decision:{Decision.objects.get().pk}:0").count()
        == 1
    )
    [mail] = site.mails()
    assert mail["To"] == world.yiwu_head.email
    assert f"/decisions/{Decision.objects.get().pk}/" in mail.get_content()
