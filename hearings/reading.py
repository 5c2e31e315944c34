"""Questions that programs ask about hearings."""

from datetime import datetime

from django.db.models import QuerySet

from accounts import access
from accounts.models import User
from hearings.models import Hearing


def hearings(*, by: User, at: datetime) -> QuerySet[Hearing]:
    """The hearings this person may see; for an agency those it was told of."""
    rows = access.allowed(by, "hearing.view", Hearing, at=at)
    return rows.select_related("planned_by").prefetch_related("officers")


def hearing(hearing_id: int, *, by: User, at: datetime) -> Hearing:
    """One of them, if the person may see it."""
    access.take(by, "hearing.view", Hearing, hearing_id, at=at)
    return hearings(by=by, at=at).get(pk=hearing_id)


def hearing_to_run(hearing_id: int, *, by: User, at: datetime) -> Hearing:
    """One that the person may notice and conclude; 403 for who may only see it."""
    return access.take(by, "hearing.run", Hearing, hearing_id, at=at)
