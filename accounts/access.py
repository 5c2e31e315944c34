"""The one way to a row: list and object are judged by the same predicate, made from the policy table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404
from guardian.utils import get_user_obj_perms_model

from accounts.models import Level, Post, Procuratorate, User
from accounts.policy import ANY, BELOW, CASE, GRANTED, OFFICE, OWN, POLICY, SENT, TOP
from audit.flow import day

Row = TypeVar("Row", bound=Model)

LEVEL_COLUMN = {Level.COUNTY: "office", Level.MUNICIPAL: "municipal", Level.PROVINCIAL: "provincial"}


@dataclass(frozen=True)
class Scope:
    """Where a model's rows belong.

    view    the action that makes a row exist for somebody
    roots   paths to the row that carries the three office columns ("" for the row itself)
    granted path to the case on which single people are given rights; None when there is none
    agency  path to the agency's group, when an agency may see rows of its own
    agency_when  what else must hold before the agency sees a row (a paper is seen once it was served)
    shared  paths to offices to which the row was sent; shared_when: what else must hold before they see it
    """

    view: str
    roots: tuple[str, ...] = ()
    granted: str | None = None
    agency: str | None = None
    agency_when: tuple[tuple[str, Any], ...] = ()
    shared: tuple[str, ...] = ()
    shared_when: tuple[tuple[str, Any], ...] = ()


class Unseen(Http404):
    """The row is not there, or not there for this person: the same answer."""


def allowed(by: User, action: str, model: type[Row], *, at: datetime) -> QuerySet[Row]:
    """The rows on which this person may do `action` at that moment.

    A union of narrow queries, never an OR over scopes: each one is served by an index.
    """
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    rows = model._default_manager.all()
    narrow = _branches(by, action, model, scope, at)
    if not narrow:
        return rows.none()
    if len(narrow) == 1:
        return rows.filter(narrow[0])
    first, *others = (model._default_manager.filter(q).order_by().values("pk") for q in narrow)
    return rows.filter(pk__in=first.union(*others))


def parts(by: User, action: str, model: type[Row], *, at: datetime) -> list[QuerySet[Row]]:
    """The same rows as `allowed`, as querysets that may overlap: for a list that takes the first few of each."""
    narrow = _branches(by, action, model, model.SCOPE, at)  # type: ignore[attr-defined]
    return [model._default_manager.filter(q) for q in narrow]


def take(by: User, action: str, model: type[Row], pk: Any, *, at: datetime, lock: bool = False) -> Row:
    """The row, if this person may do `action` on it; locked for change when asked.

    Raises Unseen (404) when it may not be seen, PermissionDenied (403) when it may only be seen.
    """
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    rows = model._default_manager.select_for_update(of=("self",)) if lock else model._default_manager.all()
    for narrow in _branches(by, action, model, scope, at):
        for row in rows.filter(narrow, pk=pk).order_by()[:1]:
            return row
    if allowed(by, scope.view, model, at=at).filter(pk=pk).exists():
        raise PermissionDenied(action)
    raise Unseen


def can(by: User, action: str, obj: Model, *, at: datetime) -> bool:
    """Whether this person may do `action` on this row."""
    return allowed(by, action, type(obj), at=at).filter(pk=obj.pk).exists()


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
        post for post in by.posts_on(day(at)) if row[post.post] and (row[post.post] != TOP or _at_top(post))
    ]


def _at_top(post: Post) -> bool:
    return post.office is not None and post.office.parent_id is None


def _branches(by: User, action: str, model: type[Model], scope: Scope, at: datetime) -> list[Q]:
    if not by.is_active:
        return []
    row = POLICY[action]
    viewed = action == scope.view
    by_post = [
        q for post in _posts(by, action, at) for q in _by_post(post, row[post.post], scope, viewed=viewed)
    ]
    found = list(dict.fromkeys(by_post))
    if Q() in found:
        return [Q()]  # whoever sees everything needs no other branch
    if scope.granted is not None:
        columns = [column for column in GRANTED if row[column] == CASE]
        if columns:
            found.append(_by_grant(by, columns, model, scope.granted, at))
    return found


def _by_post(post: Post, reach: str, scope: Scope, *, viewed: bool) -> list[Q]:
    if reach in (ANY, TOP):
        return [Q()]
    if reach == OWN:
        return [Q(**{scope.agency: post.group_id, **dict(scope.agency_when)})] if scope.agency else []
    if post.office is None or reach not in (OFFICE, BELOW, SENT):
        return []
    sent = [Q(**{path: post.office.pk, **dict(scope.shared_when)}) for path in scope.shared]
    if reach == SENT:
        return sent
    column = "office" if reach == OFFICE else LEVEL_COLUMN.get(Level(post.office.level), "")
    own = [_in_office(root, column, post.office) for root in scope.roots]
    return [*own, *sent] if viewed else own


def _in_office(root: str, column: str, office: Procuratorate) -> Q:
    if not column:
        return Q(**{f"{root}__isnull": False}) if root else Q()
    path = f"{root}__{column}" if root else column
    return Q(**{path: office.pk})


def _by_grant(by: User, columns: list[str], model: type[Model], path: str, at: datetime) -> Q:
    case_model: Any = model
    for name in filter(None, path.split("__")):
        case_model = case_model._meta.get_field(name).related_model
    grants = get_user_obj_perms_model(case_model)._default_manager.filter(
        user=by, permission__codename__in=[f"as_{column}" for column in columns], starts_at__lte=at
    )
    open_grants = grants.exclude(ends_at__lte=at)
    return Q(**{f"{path or 'pk'}__in": open_grants.values("content_object_id")})
