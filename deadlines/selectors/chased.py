"""Whom the chase of one clock has reached, and whom it reaches next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Post, User
from audit.flow import day
from deadlines import ladder
from deadlines.calendar import Calendar
from deadlines.models import Deadline, Reminder

MOST = 200


@dataclass(frozen=True)
class Sent:
    """One rung that was sent: when, how near the last day was, and whom it reached."""

    at: datetime
    text: str
    due: date
    to: str


@dataclass(frozen=True)
class Coming:
    """The rung that comes next."""

    at: datetime
    text: str
    to: str


@dataclass(frozen=True)
class Chased:
    """The chase of one clock, newest first, and what comes next; for an agency only what concerns itself."""

    sent: tuple[Sent, ...]
    coming: Coming | None


def chase_of(deadline: Deadline, now: Calendar, *, portal: bool) -> Chased:
    """The chase of a clock that is at hand. An agency is told of its own reminders only, and no names."""
    rows = (
        Reminder.objects.filter(deadline=deadline).select_related("recipient").order_by("-created_at", "-id")
    )
    theirs = (
        set(Post.objects.filter(group=deadline.duty_group_id).values_list("user_id", flat=True))
        if (deadline.duty_group_id)
        else set()
    )
    found = [row for row in rows[:MOST] if not portal or row.recipient_id in theirs]
    rungs = groupby(found, key=lambda row: (row.round, row.rung, row.created_at))
    sent = tuple(_sent(list(group), theirs, portal) for _key, group in rungs)
    return Chased(sent, _coming(deadline, now, portal=portal))


def _sent(rows: list[Reminder], theirs: set[int], portal: bool) -> Sent:
    first = rows[0]
    text = say(first.rung)
    return Sent(first.created_at, text, first.due_on, _own(rows) if portal else _names(rows, theirs))


def _own(rows: list[Reminder]) -> str:
    return ngettext("贵单位 %(n)d 人", "贵单位 %(n)d 人", len(rows)) % {"n": len(rows)}


def _names(rows: Iterable[Reminder], theirs: set[int]) -> str:
    mark = _("（机关）")
    people: list[tuple[User, bool]] = [(row.recipient, row.recipient_id in theirs) for row in rows]
    return _("、").join(f"{user}{mark if outside else ''}" for user, outside in people)


def say(rung: int) -> str:
    """A rung as people say it: how many days before or after the last day."""
    if rung == 0:
        return _("届满当日")
    if rung < 0:
        return ngettext("届满前 %(n)d 日", "届满前 %(n)d 日", -rung) % {"n": -rung}
    return ngettext("届满后 %(n)d 日", "届满后 %(n)d 日", rung) % {"n": rung}


def _coming(deadline: Deadline, now: Calendar, *, portal: bool) -> Coming | None:
    if deadline.next_check is None:
        return None
    heard = ladder.rungs_due(deadline.limit.ladder, deadline.due_on, now, deadline.next_check)
    last = max((part.days for part in heard.values()), default=0)
    parts = [part for part, said in heard.items() if said.days == last]
    if portal:
        parts = [part for part in parts if part in (ladder.DUTY, ladder.LEADER) and deadline.duty_group_id]
    if not parts:
        return None
    near = last if day(deadline.next_check) == ladder.chase_day(last, deadline.due_on, now) else None
    to = _("、").join(_part(part, deadline, portal) for part in parts)
    return Coming(deadline.next_check, "" if near is None else say(near), to)


def _part(part: str, deadline: Deadline, portal: bool) -> str:
    if portal:
        return _("贵单位负责人") if part == ladder.LEADER else _("贵单位联络人")
    handler = str(deadline.duty_user or _("承办检察官"))
    return {
        ladder.DUTY: _("机关联络人") if deadline.duty_group_id else handler,
        ladder.WATCH: handler,
        ladder.LEADER: _("机关负责人"),
        ladder.HEAD: _("部门负责人"),
        ladder.UPPER: _("上一级院部门负责人"),
    }[part]
