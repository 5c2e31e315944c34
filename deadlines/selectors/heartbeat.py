"""The heartbeat of the chase: whether it lives, and who must hear when it does not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from accounts.models import Level, Post, PostName, User
from audit.flow import day
from deadlines import ladder
from deadlines.models import SweepRun

PERIODS = 3
KEEPERS = (PostName.SYSADMIN, PostName.CASEMGR)
FROM_THE_TOP = (Level.SUPREME, Level.PROVINCIAL, Level.MUNICIPAL, Level.COUNTY)


@dataclass(frozen=True)
class Outage:
    """The chase has not been heard of since; None when it never was."""

    since: datetime | None
    minutes: int


def last_sweep(*, at: datetime) -> datetime | None:
    """When the last sweep that ended did so: the heartbeat of the chase. One that broke half-way is none.

    Nor is one that a server whose clock runs ahead seems to have ended tomorrow: it would hide an outage till then.
    """
    ended = SweepRun.objects.filter(kind="sweep", finished_at__lte=at + ladder.period())
    done = ended.aggregate(last=Max("finished_at"))
    last: datetime | None = done["last"]
    return last


def outage_since(last: datetime | None, *, at: datetime) -> Outage | None:
    """What that heartbeat means now: an outage when no sweep ended for three periods."""
    if last is None:
        return Outage(None, 0)
    gap = at - last
    return Outage(last, int(gap / timedelta(minutes=1))) if gap > PERIODS * ladder.period() else None


def outage(*, at: datetime) -> Outage | None:
    """The outage of the chase, if there is one."""
    return outage_since(last_sweep(at=at), at=at)


def chase_is_dead(*, at: datetime) -> bool:
    """Whether no sweep has ended for three periods."""
    return outage(at=at) is not None


def keeps_the_chase(by: User, *, at: datetime) -> bool:
    """Whether the person must see that the chase is dead: case managers and system administrators."""
    return any(post.post in KEEPERS for post in by.posts_on(day(at)))


def keepers(*, on: date) -> list[User]:
    """The case managers and system administrators of the highest office that has any."""
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    posts = Post.objects.filter(in_force, post__in=KEEPERS, starts_on__lte=on, user__is_active=True)
    for level in FROM_THE_TOP:
        found = User.objects.filter(pk__in=posts.filter(office__level=level).values("user")).order_by("pk")
        if people := list(found):
            return people
    return []
