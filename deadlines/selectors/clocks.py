"""Questions about clocks: those of a case, a clue, a person; how one was reached; what a limit would come to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from accounts.paging import Parts
from audit.flow import Reason, Refused, day
from deadlines import calendar as counting
from deadlines import guards, limits, picture, timeline
from deadlines.calendar import Counted
from deadlines.flow import State
from deadlines.models import Deadline, Event
from deadlines.selectors.acts import Act, acts_of
from deadlines.selectors.calendar import calendar
from deadlines.selectors.chased import Chased, chase_of
from deadlines.selectors.kinds import put_off, waited

SHOWN = ("case", "clue", "duty_user", "duty_office")


@dataclass(frozen=True)
class Preview:
    """What a limit would come to, and the rule set that says so."""

    rules: limits.RuleSet
    limit: limits.Limit
    counted: Counted


def preview(rule: str, start: date, filed: date | None = None) -> Preview:
    """Count a limit without starting it, under the rules of the day of filing (else of the start itself).

    UnknownLimit for a rule that those do not have, ValueError for one of no fixed length.
    """
    rules = limits.rules_on(filed or start)
    limit = limits.find(rule, rules)
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
    return Preview(rules, limit, counted)


def countable(on: date | None = None) -> list[str]:
    """The limits that have a length, for the preview; with a day given, those of the rule set of that day."""
    known = limits.known() if on is None else limits.rules_on(on).limits
    return [limit.id for limit in known.values() if limit.length]


def rules_in_use(*, duty: str = "") -> list[tuple[str, str]]:
    """The limits to filter by: id and name; those of one duty only when it is named."""
    used = (limit for limit in limits.known().values() if limit.ladder != "silent")
    return [(limit.id, str(limit.name)) for limit in used if duty in ("", limit.duty)]


def clocks(deadlines: Iterable[Deadline], *, today: date) -> list[picture.Clock]:
    """Pictures of these deadlines (with their events prefetched)."""
    now = calendar()
    return [picture.draw(deadline, now, today) for deadline in deadlines]


def clocks_by_id(deadlines: Iterable[Deadline], *, today: date) -> dict[int, picture.Clock]:
    """Pictures of these deadlines by id, for rows at hand that follow no other; their events are read at once."""
    rows = list(deadlines)
    prefetch_related_objects(rows, _events())
    return {clock.deadline.pk: clock for clock in clocks(rows, today=today)} if rows else {}


def timeline_of_case(
    case_id: int, *, by: User, at: datetime, without: Iterable[str] = ()
) -> timeline.Timeline:
    """The clocks of one case that this person may see on one time axis, running ones first, the nearest before.

    `without` names limits that stand elsewhere.
    """
    rows = access.allowed(by, "deadline.view", Deadline, at=at).filter(case=case_id)
    rows = rows.exclude(rule__in=list(without))
    found = list(rows.select_related("follows").prefetch_related(_events()))
    found.sort(
        key=lambda row: (not row.running, row.due_on if row.running else date.max - (row.due_on - date.min))
    )
    return timeline.draw(clocks(found, today=day(at)), day(at))


def clocks_of_clue(
    clue_id: int, *, by: User, at: datetime, without: Iterable[str] = ()
) -> list[picture.Clock]:
    """The clocks of one clue that this person may see, running ones first, the nearest before; as of a case."""
    rows = access.allowed(by, "deadline.view", Deadline, at=at).filter(clue=clue_id)
    rows = rows.exclude(rule__in=list(without))
    found = sorted(
        rows.select_related("follows").prefetch_related(_events()),
        key=lambda row: (not row.running, row.due_on),
    )
    return clocks(found, today=day(at))


@dataclass(frozen=True)
class Explained:
    """One clock with all that its date rests on: the steps, the chase, and what can be done."""

    clock: picture.Clock
    chased: Chased
    acts: tuple[Act, ...]

    @property
    def mine(self) -> list[Act]:
        """What is this person's to do while the clock runs, or would be were nothing missing."""
        return [act for act in self.acts if act.mine] if self.clock.deadline.running else []


def explained(deadline_id: int, *, by: User, at: datetime) -> Explained:
    """One clock, how its date was reached, whom the chase reached, what can be done; for an agency what is its own."""
    found = clock(deadline_id, by=by, at=at)
    reached = chase_of(found.deadline, calendar(), portal=found.portal)
    return Explained(found, reached, () if found.portal else tuple(acts_of(found.deadline, by=by, at=at)))


def to_change(deadline_id: int, *, by: User, at: datetime) -> Deadline:
    """A clock that this person keeps: 403 for one that the person may only see, 404 for one unseen or for an agency."""
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    access.take(by, "deadline.keep", Deadline, deadline_id, at=at)
    return visible(by, at=at).get(pk=deadline_id)


def to_extend(deadline_id: int, *, by: User, at: datetime) -> Deadline:
    """A clock on which this person may write down what a court decided; 404, or refused with the article: others decide."""
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    access.take(by, "deadline.view", Deadline, deadline_id, at=at)
    found = visible(by, at=at).get(pk=deadline_id)
    if reasons := guards.not_the_courts(found):
        raise Refused(reasons)
    terms = found.limit.extension
    if terms is not None and not access.can(by, "deadline.keep", found, at=at):
        raise Refused([Reason(_("由承办检察官登记"), terms.article)])
    return found


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
    return access.allowed(by, "deadline.view", Deadline, at=at).select_related(*SHOWN)


def in_view(by: User, *, at: datetime) -> Parts[Deadline]:
    """The same in parts, for a list that grows for ever."""
    rows = access.parts(by, "deadline.view", Deadline, at=at)
    return Parts(tuple(part.select_related(*SHOWN) for part in rows))


def overdue(today: date) -> Q:
    """The clocks whose last day has passed and with which somebody is late."""
    return Q(state=State.OPEN, due_on__lt=today) & ~waited() & ~put_off()


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
