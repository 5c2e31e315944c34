"""Clocks start and end. Called by the moves of a case, whose rights were proved there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Procuratorate, User
from audit.flow import day
from deadlines import limits
from deadlines.flow import FLOW, State
from deadlines.guards import NOT_BEGUN
from deadlines.ledger import Kind
from deadlines.limits import Limit
from deadlines.models import Deadline
from deadlines.services import book

GOES_ALONG = (Kind.EXCLUDED, Kind.SUSPENDED, Kind.RESUMED, Kind.EXTENDED)


@transaction.atomic
def start(
    *,
    rule: str,
    duty_office: Procuratorate,
    by: User | None,
    at: datetime,
    started_on: date | None = None,
    follows: Deadline | None = None,
    case: Any = None,
    clue: Any = None,
    respondent: Any = None,
    duty_user: User | None = None,
    duty_group: Group | None = None,
    title: str = "",
    until: date | None = None,
    note: str = "",
) -> Deadline:
    """Start one clock of a case or a clue, under the rules in force when it was filed.

    `until` is the agreed end of limits for which the law names no length, and of no others. A clock that `follows`
    another one starts at that one's rolled end, which may lie ahead, and goes with it when it moves (rule 47).
    """
    rules = limits.rules_on(case.filed_on if case is not None else day(at))
    limit = limits.find(rule, rules)
    first = _first_day(started_on, follows)
    _check_start(limit, first, until, at, chained=follows is not None)
    deadline = Deadline(
        rule=rule, rule_set=rules.name, case=case, clue=clue, respondent=respondent,
        title=_title(limit, respondent, title), follows=follows, backward=limit.direction == "backward",
        internal=not limit.statutory and not limit.agreed, duty_office=duty_office, duty_user=duty_user, duty_group=duty_group,
        state=State.OPEN, created_at=at,
    )  # fmt: skip
    months, days = (limit.length, None) if limit.unit == "month" else (None, limit.length)
    book.write(
        deadline, Kind.STARTED, on=first, until=until, months=months, days=days,
        article=limit.article, note=note, by=by, at=at,
    )  # fmt: skip
    return deadline


@transaction.atomic
def take_over(
    before: Deadline, *, rule: str, case: Any, duty_user: User, by: User | None, at: datetime
) -> Deadline:
    """The clock of a clue goes on as the case's: from the same day, longer by what it was lengthened by and stood still."""
    before = book.locked(before)
    deadline = start(
        rule=rule,
        case=case,
        started_on=before.started_on,
        duty_office=case.office,
        duty_user=duty_user,
        by=by,
        at=at,
    )
    for line in before.events.filter(kind__in=GOES_ALONG).order_by("id"):
        book.write(
            deadline, Kind(line.kind), on=line.on, until=line.until, months=line.months, days=line.days,
            article=line.article, note=line.note, by=by, at=at,
        )  # fmt: skip
    if before.standing:
        book.silence(deadline)
        FLOW.move(deadline, "suspend", by=by, at=at)
    book.chase_anew(deadline, at, new_round=False)
    return deadline


@transaction.atomic
def meet(deadline: Deadline, *, on: date, by: User | None, at: datetime, note: str = "") -> Deadline:
    """What was due is done: in time, or late and then kept as missed with the days it was late.

    A clock that would begin only at the end of another one is dropped instead: it never ran, so nothing was kept.
    """
    deadline = book.locked(deadline)
    book.day_not_to_come(on, at, deadline.article)
    early = not deadline.backward and on < deadline.started_on
    if early and deadline.follows_id is None:
        text = _("完成日期不能早于起算日%(day)s") % {"day": deadline.started_on.isoformat()}
        raise book.refuse(text, NOT_BEGUN)
    if early or book.waits(deadline):
        return _end(deadline, "cancel", Kind.CANCELLED, on=on, by=by, at=at, note=note)
    late = (on - deadline.due_on).days if deadline.state == State.OPEN else 0
    if late > 0:
        return _end(deadline, "miss", Kind.MISSED, on=on, by=by, at=at, note=note, days=late)
    return _end(deadline, "meet", Kind.MET, on=on, by=by, at=at, note=note)


@transaction.atomic
def cancel(deadline: Deadline, *, on: date, by: User | None, at: datetime, note: str = "") -> Deadline:
    """The clock no longer matters: neither met nor missed."""
    deadline = book.locked(deadline)
    book.day_not_to_come(on, at, deadline.article)
    return _end(deadline, "cancel", Kind.CANCELLED, on=on, by=by, at=at, note=note)


@transaction.atomic
def stop(
    *, rules: Iterable[str], on: date, by: User | None, at: datetime, case: Any = None, clue: Any = None,
    respondent: Any = None, note: str = "",
) -> list[Deadline]:  # fmt: skip
    """What these limits asked for is done: every running clock of theirs on the case, clue or respondent ends."""
    found = book.running(case, clue, respondent).filter(rule__in=list(rules))
    return [meet(deadline, on=on, by=by, at=at, note=note) for deadline in found]


@transaction.atomic
def cancel_all(
    *, on: date, by: User | None, at: datetime, case: Any = None, clue: Any = None, respondent: Any = None,
    keep: Iterable[str] = (), note: str = "",
) -> list[Deadline]:  # fmt: skip
    """The case, clue or respondent came to its end: every clock that still runs is dropped, save those to `keep`."""
    found = book.running(case, clue, respondent).exclude(rule__in=list(keep))
    return [cancel(deadline, on=on, by=by, at=at, note=note) for deadline in found]


@transaction.atomic
def reassign(*, duty_user: User, case: Any = None, clue: Any = None, keep: Iterable[str] = ()) -> int:
    """The case or clue has a new handler: the clocks that still run are theirs now, save those to `keep`. How many."""
    rows = book.running(case, clue, None).exclude(rule__in=list(keep))
    return (rows if case is None else rows.exclude(duty_user=None)).update(duty_user=duty_user)


@transaction.atomic
def pass_on(*, offices: Mapping[int, int], of: Sequence[int]) -> int:
    """On the matters of some offices other offices lead now: the clocks that these had to keep are the others'. How many.

    `offices` says by whom each is followed, `of` whose matters they are.
    """
    running = Deadline.objects.filter(Q(case__office__in=of) | Q(clue__office__in=of), ended_on=None)
    return sum(
        running.filter(duty_office=old).update(duty_office=new, duty_user=None)
        for old, new in offices.items()
    )


@transaction.atomic
def pass_to(
    *, from_office: Procuratorate, office: Procuratorate, duty_user: User | None, case: Any = None,
    clue: Any = None, keep: Iterable[str] = (),
) -> int:  # fmt: skip
    """The case or clue passed to another office: the running clocks that the former one kept are the new one's. How many.

    They are chased there from now on, with `duty_user` or, while the new office has named nobody, its department heads.
    """
    rows = book.running(case, clue, None).exclude(rule__in=list(keep)).filter(duty_office=from_office)
    return rows.update(duty_office=office, duty_user=duty_user)


def _first_day(started_on: date | None, follows: Deadline | None) -> date:
    if follows is not None and started_on is None:
        return follows.due_on
    if started_on is None or follows is not None:
        raise TypeError("name the day or the clock that it follows")
    return started_on


def _check_start(limit: Limit, started_on: date, until: date | None, at: datetime, *, chained: bool) -> None:
    if limit.agreed and until is None:
        raise book.refuse(_("请写明“%(name)s”的约定日期") % {"name": limit.name}, limit.article)
    if until is not None and not limit.agreed:
        raise book.refuse(_("“%(name)s”的期限由法律规定，不能另行约定") % {"name": limit.name}, limit.article)
    if until is not None and not 0 <= (until - started_on).days <= book.FARTHEST:
        raise book.refuse(_("约定日期应当在起算日之后十年以内"), limit.article)
    if limit.direction == "forward" and not chained:
        book.day_not_to_come(started_on, at, limit.article)
    book.day_of_sense(started_on, at, limit.article)


def _title(limit: Limit, respondent: Any, title: str) -> str:
    with translation.override("zh-hans"):
        text = title or str(limit.name)
    return (f"{respondent} · {text}" if respondent is not None else text)[:400]


def _end(
    deadline: Deadline, move: str, kind: Kind, *, on: date, by: User | None, at: datetime, note: str,
    days: int | None = None,
) -> Deadline:  # fmt: skip
    book.still_runs(deadline, deadline.article)
    FLOW.move(deadline, move, along={"ended_on": on, "next_check": None}, by=by, at=at, note=note)
    book.close(deadline, kind, on=on, days=days, note=note, by=by, at=at)
    book.chase_followers(deadline, at)
    return deadline
