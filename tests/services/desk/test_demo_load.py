"""The demo world as a whole: loaded once, lively, with nothing in the future."""

from datetime import datetime

import pytest
from django.db.models import Count

from accounts.models import User
from audit.models import Entry, Outbox
from cases.flow import CaseState, ClueState
from cases.models import Case, Clue, Decision, Submission
from deadlines.models import Deadline, Notice
from desk.demo import load

NOW = datetime.fromisoformat("2026-11-24T16:00:00+08:00")


@pytest.mark.slow
def test_the_demo_world_is_loaded_once_and_stands_in_every_state(db: None) -> None:
    assert load.load(at=NOW)
    assert set(Case.objects.values_list("state", flat=True)) == set(CaseState.values)
    assert set(Clue.objects.values_list("state", flat=True)) == set(ClueState.values)
    before = Entry.objects.count()
    assert not load.load(at=NOW)
    assert Entry.objects.count() == before
    assert Entry.objects.filter(at__gt=NOW).count() == 0
    waits = {decision.waits_for for decision in Decision.objects.filter(state="pending")}
    assert waits == {"head", "chief", "upper"}
    assert Submission.objects.filter(state="sent").exists()
    assert Deadline.objects.filter(state="open", due_on__lt=NOW.date(), rule="N06").exists()
    assert Case.objects.values("field").annotate(n=Count("pk")).count() >= 10
    assert not Outbox.objects.exists()
    assert 0 < Notice.objects.filter(read_at=None).count() < Notice.objects.count() / 2
    assert not User.objects.filter(email="").exists()
