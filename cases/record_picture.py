"""What the pages about records show: what an office recorded with the one above it, and what it has to take in."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts import access
from accounts.models import User
from audit.flow import Refused, day
from cases import guards, selectors
from cases.between import RecordState
from cases.models import Clue, RecordUp

SHOWN = ("case__office", "clue__office", "document__office", "office", "by", "received_by")
RECEIVE = "record_up.receive"


def listed(*, by: User, at: datetime) -> QuerySet[RecordUp]:
    """What the person's office recorded above, and what was recorded with it, newest first."""
    own = [post.office_id for post in by.posts_on(day(at)) if post.office_id]
    here = Q(office__in=own) | Q(case__office__in=own) | Q(clue__office__in=own)
    rows = access.allowed(by, "case.view", RecordUp, at=at).filter(here)
    return rows.select_related(*SHOWN).order_by("-sent_on", "-id")


def waiting(*, by: User, at: datetime) -> QuerySet[RecordUp]:
    """What the person's office has to take in, the oldest first; none for who takes nothing in."""
    rows = access.allowed(by, RECEIVE, RecordUp, at=at).filter(state=RecordState.SENT)
    return rows.select_related(*SHOWN).order_by("sent_on", "id")


def to_take_in(*, by: User, at: datetime) -> int:
    """How many wait."""
    return waiting(by=by, at=at).count()


def own(rows: Iterable[RecordUp], *, by: User, at: datetime) -> frozenset[int]:
    """Which of these the person takes in for their office."""
    offices = {office.pk for office in access.offices(by, RECEIVE, at=at)}
    return frozenset(row.pk for row in rows if row.office_id in offices)


def to_receive(record_id: int, *, by: User, at: datetime) -> RecordUp:
    """The record that a person is about to take in; 404 or 403 when it is not theirs."""
    access.take(by, RECEIVE, RecordUp, record_id, at=at)
    return RecordUp.objects.select_related(*SHOWN).get(pk=record_id)


def to_record(clue_id: int, *, by: User, at: datetime) -> Clue:
    """The major clue that a person is about to record above; 404, 403, or Refused with what is missing."""
    access.take(by, "clue.instruct", Clue, clue_id, at=at)
    clue = selectors.clue(clue_id, by=by, at=at)
    if reasons := guards.cannot_record_clue(clue):
        raise Refused(reasons)
    return clue
