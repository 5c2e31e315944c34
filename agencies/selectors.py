"""Questions about agencies."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts import access
from accounts.models import Procuratorate, User
from agencies.models import Agency
from audit.flow import day


def agencies(*, by: User, at: datetime) -> QuerySet[Agency]:
    """The agencies this person may look up, with their duties."""
    return access.allowed(by, "agency.view", Agency, at=at).select_related("area").prefetch_related("duties")


def agency(agency_id: int, *, by: User, at: datetime) -> Agency:
    """One agency, if the person may look it up."""
    access.take(by, "agency.view", Agency, agency_id, at=at)
    return agencies(by=by, at=at).get(pk=agency_id)


def of_region(office: Procuratorate) -> QuerySet[Agency]:
    """The agencies that an office supervises: those of its own area and of the areas below."""
    here = Q(area=office) | Q(area__parent=office) | Q(area__parent__parent=office)
    return Agency.objects.filter(here)


def agency_of(*, by: User, at: datetime) -> Agency | None:
    """The agency for which the person acts today; None for procuratorate staff."""
    groups = access.agency_groups(by, day(at))
    return Agency.objects.filter(group__in=groups).select_related("area").first()
