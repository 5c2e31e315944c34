"""What a person was told, and the heartbeat of the chase."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts import access
from accounts.models import User
from audit.flow import day
from deadlines.models import Notice, SweepRun

SWEEP_PERIOD = timedelta(seconds=60)


@dataclass(frozen=True)
class Told:
    """What a person was told."""

    notices: QuerySet[Notice]
    unread: int
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


def last_sweep() -> datetime | None:
    """When the last sweep that ended did so: the heartbeat of the chase."""
    done = SweepRun.objects.filter(kind="sweep", finished_at__isnull=False).order_by("-finished_at")
    return done.values_list("finished_at", flat=True).first()


def chase_is_dead(*, at: datetime) -> bool:
    """Whether no sweep has ended for three periods."""
    last = last_sweep()
    return last is None or at - last > 3 * SWEEP_PERIOD
