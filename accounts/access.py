"""The one way to a row: list and object are judged by the same predicate, made from the policy table."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from accounts import branches, tried
from accounts.branches import Scope as Scope
from accounts.models import Level, Post, Procuratorate, User
from accounts.policy import BELOW, POLICY, TOP
from accounts.tried import Answer as Answer
from audit.flow import day

Row = TypeVar("Row", bound=Model)

FEW = 500


class Unseen(Http404):
    """The row is not there, or not there for this person: the same answer."""


def allowed(by: User, action: str, model: type[Row], *, at: datetime) -> QuerySet[Row]:
    """The rows on which this person may do `action` at that moment.

    A union of narrow queries, never an OR over scopes: each one is served by an index.
    """
    rows = model._default_manager.all()
    narrow = [branch.q for branch in branches.opening(by, action, model, at=at)]
    if not narrow:
        return rows.none()
    if len(narrow) == 1:
        return rows.filter(narrow[0])
    first, *others = (model._default_manager.filter(q).order_by().values("pk") for q in narrow)
    return rows.filter(pk__in=first.union(*others))


def parts(by: User, action: str, model: type[Row], *, at: datetime) -> list[QuerySet[Row]]:
    """The same rows as `allowed`, branch by branch: for a list that takes the first few of each.

    Branches by post come first. Of the cases given to the person only those are left that no post shows, and where
    there are none the branch is left out: that is asked here, once, of the grants alone. Parts may still share rows.
    """
    found = branches.opening(by, action, model, at=at)
    by_post = [branch for branch in found if branch.post is not None]
    narrow = [branch.q for branch in by_post]
    for given in (branch for branch in found if branch.post is None):
        outside = branches.elsewhere(branches.grants(by, action, model, at=at), given, by_post)
        ids = [] if outside is None else list(_cases(outside)[: FEW + 1])
        if len(ids) > FEW:
            narrow.append(given.q)
        elif ids:
            narrow.append(Q(**{f"{given.root or 'pk'}__in": sorted(set(ids))}) & given.cleared)
    return [model._default_manager.filter(q) for q in narrow]


def take(by: User, action: str, model: type[Row], pk: Any, *, at: datetime, lock: bool = False) -> Row:
    """The row, if this person may do `action` on it; locked for change when asked.

    Raises Unseen (404) when it may not be seen, PermissionDenied (403) when it may only be seen.
    """
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    rows = model._default_manager.select_for_update(of=("self",)) if lock else model._default_manager.all()
    for branch in branches.opening(by, action, model, at=at):
        for row in rows.filter(branch.q, pk=pk).order_by()[:1]:
            return row
    if allowed(by, scope.view, model, at=at).filter(pk=pk).exists():
        raise PermissionDenied(action)
    raise Unseen


def can(by: User, action: str, obj: Model, *, at: datetime) -> bool:
    """Whether this person may do `action` on this row."""
    return allowed(by, action, type(obj), at=at).filter(pk=obj.pk).exists()


def why(by: User, action: str, model: type[Model], pk: Any, *, at: datetime) -> Answer:
    """Why this person may, or may not, do `action` to this row: the answer, and every post and grant that was tried.

    It says nothing of what the row contains, so that who looks after rights may ask about rows they cannot see.
    """
    seen = allowed(by, action, model, at=at).filter(pk=pk).exists()
    exists = model._default_manager.filter(pk=pk).exists()
    return Answer(action, seen, exists, tried.ways(by, action, model, pk, at=at) if exists else ())


def may(by: User, actions: Iterable[str], obj: Model, *, at: datetime) -> dict[str, bool]:
    """Which of these actions the person may do on this row, in one query."""
    names = list(dict.fromkeys(actions))
    rows = with_rights(type(obj)._default_manager.filter(pk=obj.pk), by, names, at=at)
    found = rows.values(*map(_right, names)).first() or {}
    return {name: bool(found.get(_right(name))) for name in names}


def with_rights(rows: QuerySet[Row], by: User, actions: Iterable[str], *, at: datetime) -> QuerySet[Row]:
    """The rows, each knowing which of these actions the person may do on it; read them with `rights`."""
    may_do = {_right(name): allowed(by, name, rows.model, at=at) for name in actions}
    found: QuerySet[Row] = rows.annotate(
        **{name: Exists(own.filter(pk=OuterRef("pk"))) for name, own in may_do.items()}
    )
    return found


def rights(row: Model, actions: Iterable[str]) -> dict[str, bool]:
    """What `with_rights` found out about this row."""
    return {name: bool(getattr(row, _right(name))) for name in actions}


def _right(action: str) -> str:
    return "may_" + action.replace(".", "_")


def clearance(user: User, *, at: datetime) -> int:
    """Up to what the person's posts in force clear them; below everything without a post."""
    return branches.clearance(user.posts_on(day(at)))


def offices(by: User, action: str, *, at: datetime) -> list[Procuratorate]:
    """The person's own procuratorates in which they may do `action`, as on registering a clue."""
    found = {post.office.pk: post.office for post in _posts(by, action, at) if post.office}
    return list(found.values())


def heads(by: User, action: str, *, at: datetime) -> list[Procuratorate]:
    """The person's own procuratorates from which `action` reaches every one below as well."""
    found = {post.office.pk: post.office for post in _posts(by, action, at) if post.office}
    reaching = {post.office_id for post in _posts(by, action, at) if POLICY[action][post.post] == BELOW}
    return [office for pk, office in found.items() if pk in reaching and office.level != Level.COUNTY]


def holds(by: User, action: str, *, at: datetime) -> bool:
    """Whether any post of the person carries `action` at all, wherever."""
    return bool(_posts(by, action, at))


def demand(by: User, action: str, *, at: datetime) -> None:
    """Let in only who holds a post that carries `action`: 404 for agencies' people, 403 for others."""
    if holds(by, action, at=at):
        return
    if is_agency_person(by, day(at)):
        raise Unseen
    raise PermissionDenied(action)


def agency_groups(by: User, on: date) -> list[int]:
    """The groups of the agencies for which the person acts on that day."""
    return [post.group_id for post in by.posts_on(on) if post.group_id]


def is_agency_person(by: User, on: date) -> bool:
    """Whether the person works in the agencies' portal and not in a procuratorate."""
    posts = by.posts_on(on)
    return bool(posts) and all(post.group_id for post in posts)


def _posts(by: User, action: str, at: datetime) -> list[Post]:
    row = POLICY[action]
    return [
        post
        for post in by.posts_on(day(at))
        if row[post.post] and (row[post.post] != TOP or branches.at_top(post))
    ]


def _cases(grants: QuerySet[Any]) -> QuerySet[Any, int]:
    return grants.order_by().values_list("content_object_id", flat=True)
