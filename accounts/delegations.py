"""What the page of delegations shows: whom I stand in for, who stands in for me, and whom I could ask."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Post, User
from accounts.services import delegation
from audit.flow import day
from audit.models import Entry

LONGEST = 50


@dataclass(frozen=True)
class Line:
    """One delegation: of which post, by whom to whom, from when to when, why, and whether it may be ended now."""

    post: Post
    reason: str
    state: str
    label: str
    ends: bool


@dataclass(frozen=True)
class Delegations:
    """The whole page; `office` are those of others, for the security administrator."""

    given: list[Line]
    held: list[Line]
    office: list[Line]
    gives: bool


def delegations(*, by: User, at: datetime) -> Delegations:
    """The delegations this person gave, holds, or may end as security administrator; the newest first."""
    secured = access.offices(by, "post.edit", at=at)
    gives, on = bool(own_posts(by, at=at)), day(at)
    concerned = Q(acting_for=by) | Q(user=by) | Q(office__in=secured)
    held = Post.objects.filter(concerned, acting_for__isnull=False).select_related(
        "office", "user", "acting_for"
    )
    rows = list(held.order_by("-ends_on", "-pk")[:LONGEST])
    reasons = _reasons(rows)
    lines = [_line(row, reasons.get(row.pk, ""), on) for row in rows]
    if not (gives or lines or access.holds(by, "decision.view", at=at) or secured):
        if access.is_agency_person(by, on):
            raise access.Unseen
        raise PermissionDenied(delegation.DELEGATE)
    return Delegations(
        given=[line for line in lines if line.post.acting_for_id == by.pk],
        held=[line for line in lines if line.post.user_id == by.pk],
        office=[line for line in lines if by.pk not in (line.post.acting_for_id, line.post.user_id)],
        gives=gives,
    )


def own_posts(by: User, *, at: datetime) -> list[Post]:
    """The posts this person may give to somebody for a time."""
    offices = {office.pk for office in access.offices(by, delegation.DELEGATE, at=at)}
    mine = [post for post in by.posts_on(day(at)) if post.acting_for_id is None and post.office_id in offices]
    return [post for post in mine if post.post in delegation.GIVEN]


def demand(by: User, *, at: datetime) -> list[Post]:
    """The same for who opens the form: 404 for agencies' people, 403 for who has no such post."""
    access.demand(by, delegation.DELEGATE, at=at)
    if posts := own_posts(by, at=at):
        return posts
    raise PermissionDenied(delegation.DELEGATE)


def candidates(posts: list[Post], *, by: User, on: date) -> QuerySet[User]:
    """Who could stand in for one of these posts, not oneself."""
    found = User.objects.none()
    for office in {post.office for post in posts if post.office}:
        found |= delegation.candidates(office, on=on)
    return found.exclude(pk=by.pk)


def _line(post: Post, reason: str, on: date) -> Line:
    if post.ends_on is not None and post.ends_on < on:
        return Line(post, reason, "plain", _("已结束"), False)
    if post.starts_on > on:
        return Line(post, reason, "info", _("未开始"), True)
    return Line(post, reason, "ok", _("代行中"), True)


def _reasons(rows: list[Post]) -> dict[int, str]:
    said = Entry.objects.filter(
        subject_type="accounts.post", subject_id__in=[row.pk for row in rows], action=delegation.DELEGATE
    ).exclude(note="")
    return dict(said.order_by("id").values_list("subject_id", "note"))
