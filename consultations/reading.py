"""Questions that programs ask about consultations."""

from datetime import datetime

from django.db.models import QuerySet

from accounts import access
from accounts.models import User
from consultations.models import Consultation


def consultations(*, by: User, at: datetime) -> QuerySet[Consultation]:
    """The consultations this person may see; for an agency those it was invited to."""
    rows = access.allowed(by, "consultation.view", Consultation, at=at)
    return rows.select_related("called_by").prefetch_related("invitees__agency")


def consultation(consultation_id: int, *, by: User, at: datetime) -> Consultation:
    """One of them, if the person may see it."""
    access.take(by, "consultation.view", Consultation, consultation_id, at=at)
    return consultations(by=by, at=at).get(pk=consultation_id)


def consultation_to_run(consultation_id: int, *, by: User, at: datetime) -> Consultation:
    """One that the person may conclude; 403 for who may only see it."""
    return access.take(by, "consultation.run", Consultation, consultation_id, at=at)
