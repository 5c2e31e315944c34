"""Questions about clocks: those of a case, a clue, a person; how one was reached; what a limit would come to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet

from accounts import access
from accounts.models import User
from audit.flow import day
from deadlines import calendar as counting
from deadlines import limits, picture
from deadlines.calendar import Counted
from deadlines.flow import State
from deadlines.models import Deadline, Event
from deadlines.selectors.calendar import calendar


@dataclass(frozen=True)
class Preview:
    """What a limit would come to."""

    limit: limits.Limit
    counted: Counted


def preview(rule: str, start: date) -> Preview:
    """Count a limit without starting it. UnknownLimit for an unknown rule, ValueError for one of no fixed length."""
    limit = limits.find(rule, limits.rules_on(start))
    if limit.length is None:
        raise ValueError(rule)
    counted = counting.count(
        start,
        limit.length,
        limit.unit,
        calendar(),
        direction=limit.direction,
        article=limit.article,
        trigger=str(limit.trigger),
    )
    return Preview(limit, counted)


def countable() -> list[str]:
    """The limits that have a length, for the preview."""
    return [limit.id for rules in limits.RULE_SETS for limit in rules.limits.values() if limit.length]


def rules_in_use() -> list[tuple[str, str]]:
    """The limits to filter by: id and name."""
    return [
        (limit.id, str(limit.name))
        for limit in limits.RULE_SETS[-1].limits.values()
        if limit.ladder != "silent"
    ]


def clocks(deadlines: Iterable[Deadline], *, today: date) -> list[picture.Clock]:
    """Pictures of these deadlines (with their events prefetched)."""
    now = calendar()
    return [picture.draw(deadline, now, today) for deadline in deadlines]


def clocks_of_case(case_id: int, *, by: User, at: datetime) -> list[picture.Clock]:
    """The clocks of one case that this person may see, running ones first, the nearest before."""
    rows = access.allowed(by, "deadline.view", Deadline, at=at).filter(case=case_id)
    found = list(rows.prefetch_related(_events()))
    found.sort(
        key=lambda row: (not row.running, row.due_on if row.running else date.max - (row.due_on - date.min))
    )
    return clocks(found, today=day(at))


def clocks_of_clue(clue_id: int, *, by: User, at: datetime) -> list[picture.Clock]:
    """The clocks of one clue that this person may see, running ones first, the nearest before."""
    rows = access.allowed(by, "deadline.view", Deadline, at=at).filter(clue=clue_id)
    found = sorted(rows.prefetch_related(_events()), key=lambda row: (not row.running, row.due_on))
    return clocks(found, today=day(at))


def clock(deadline_id: int, *, by: User, at: datetime) -> picture.Clock:
    """One clock, if the person may see it; an agency sees how its date was reached, not who wrote what."""
    access.take(by, "deadline.view", Deadline, deadline_id, at=at)
    rows = visible(by, at=at).filter(pk=deadline_id)
    found = clocks(rows.prefetch_related(_events()), today=day(at))[0]
    if access.is_agency_person(by, day(at)):
        return replace(found, portal=True, history=())
    return found


def visible(by: User, *, at: datetime) -> QuerySet[Deadline]:
    """Every deadline that the person may see, with what a list shows of it."""
    return access.allowed(by, "deadline.view", Deadline, at=at).select_related(
        "case", "clue", "duty_user", "duty_office"
    )


def due_for(by: User, *, at: datetime, days: int = 15) -> QuerySet[Deadline]:
    """The running clocks whose act this person (or the person's agency) owes within some days, nearest first."""
    rows = Deadline.objects.filter(
        ended_on=None, state=State.OPEN, due_on__lte=day(at) + timedelta(days=days)
    )
    groups = access.agency_groups(by, day(at))
    own = rows.filter(duty_group__in=groups) if groups else rows.filter(duty_user=by, duty_group=None)
    return own.select_related("case", "clue").order_by("due_on", "id")


def _events() -> "Prefetch[str]":
    return Prefetch("events", queryset=Event.objects.select_related("by").order_by("id"))
