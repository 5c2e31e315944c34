"""What a person was told, and how they wish to be reminded."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts import access
from accounts.models import User
from audit.flow import day
from deadlines.models import ChaseChoice, ChaseMatter, ChaseWay, Notice


@dataclass(frozen=True)
class Told:
    """What a person was told."""

    notices: QuerySet[Notice]
    unread: int
    portal: bool


@dataclass(frozen=True)
class Wishes:
    """How a person wishes to be reminded."""

    ways: dict[str, str]
    portal: bool


def told(by: User, *, at: datetime) -> Told:
    """A person's notices, and where the person works."""
    return Told(notices_of(by), unread_count(by), access.is_agency_person(by, day(at)))


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    return Notice.objects.filter(user=user).order_by("-created_at", "-id")


def unread_count(user: User) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(user=user, read_at=None).count()


def wishes(by: User, *, at: datetime) -> Wishes:
    """How the person wishes to hear of each matter; both ways where nothing was chosen."""
    chosen = dict(ChaseChoice.objects.filter(user=by).values_list("matter", "way"))
    ways = {matter: chosen.get(matter, ChaseWay.BOTH) for matter in ChaseMatter.values}
    return Wishes(ways, access.is_agency_person(by, day(at)))
