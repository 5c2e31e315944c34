"""The branches by which a person comes to rows, made from the policy table. Whatever access says rests on these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from guardian.utils import get_user_obj_perms_model

from accounts.models import Level, Post, Procuratorate, Secrecy, User
from accounts.policy import ANY, BELOW, CASE, GRANTED, OFFICE, OWN, POLICY, SENT, TOP
from audit.flow import day

LEVEL_COLUMN = {Level.COUNTY: "office", Level.MUNICIPAL: "municipal", Level.PROVINCIAL: "provincial"}
HIGHEST = max(Secrecy)


@dataclass(frozen=True)
class Scope:
    """Where a model's rows belong.

    view    the action that makes a row exist for somebody
    roots   paths to the row that carries the three office columns and the secrecy ("" for the row itself)
    granted path to the case on which single people are given rights; None when there is none
    agency  path to the agency's group, when an agency may see rows of its own
    agency_when  what else must hold before the agency sees a row (a paper is seen once it was served)
    lent    path to the groups of other agencies of the case that may read a row because its handler shared it with them
    shared  paths to offices to which the row was sent; shared_when: what else must hold before they see it
    area    path to the office to whose area a row of a register belongs; such a row is no secret
    """

    view: str
    roots: tuple[str, ...] = ()
    granted: str | None = None
    agency: str | None = None
    agency_when: tuple[tuple[str, Any], ...] = ()
    lent: str | None = None
    shared: tuple[str, ...] = ()
    shared_when: tuple[tuple[str, Any], ...] = ()
    area: str | None = None


@dataclass(frozen=True)
class Branch:
    """One way to rows: by a post, or by what the person was given on single cases (no post).

    place    where a row must be: in an office, with an agency, among the cases given
    when     what else must hold: it was served, it was sent
    cleared  how secret it may be
    column, root, clearance  the same for who compares branches: the column of `root` that must name the office
    """

    post: Post | None
    reach: str
    place: Q = field(default_factory=Q)
    when: Q = field(default_factory=Q)
    cleared: Q = field(default_factory=Q)
    column: str | None = None
    root: str | None = None
    clearance: int = HIGHEST

    @property
    def q(self) -> Q:
        """What a row must meet."""
        return self.place & self.when & self.cleared


def path(root: str, name: str) -> str:
    """The path to a column of a root."""
    return f"{root}__{name}" if root else name


def opening(by: User, action: str, model: type[Model], *, at: datetime) -> list[Branch]:
    """The branches that are open to the person at that moment; none for who was disabled."""
    if not by.is_active:
        return []
    posts = by.posts_on(day(at))
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    found = _widest(branch for post in posts for branch in by_post(post, action, scope))
    if Q() in found:
        return [found[Q()]]  # whoever sees everything needs no other branch
    given = by_grant(by, posts, action, model, at=at)
    return [*found.values(), *given]


def by_post(post: Post, action: str, scope: Scope) -> list[Branch]:
    """What a post opens while it is held; nothing when the policy table does not give it the action."""
    reach = POLICY[action][post.post]
    if reach == ANY or (reach == TOP and at_top(post)):
        return [Branch(post, reach)]
    if reach == OWN and scope.agency:
        lent = [scope.lent] if scope.lent and action == scope.view else []
        asked = Branch(post, reach, Q(**{scope.agency: post.group_id}), Q(**dict(scope.agency_when)))
        return [asked, *(Branch(post, reach, Q(**{path_to: post.group_id})) for path_to in lent)]
    if post.office is None or reach not in (OFFICE, BELOW, SENT):
        return []
    if scope.area and reach == OFFICE:
        return [Branch(post, reach, Q(**{scope.area: post.office_id}))]
    own = [] if reach == SENT else [_in_office(post, post.office, reach, root) for root in scope.roots]
    sent = _sent(post, post.office, scope) if reach == SENT or action == scope.view else []
    return [*own, *sent]


def by_grant(
    by: User, posts: Sequence[Post], action: str, model: type[Model], *, at: datetime
) -> list[Branch]:
    """What grants on single cases open: up to the highest clearance of the posts in force, and nothing without a post."""
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    if scope.granted is None or not posts or not given_columns(action):
        return []
    cleared_for = clearance(posts)
    cases = grants(by, action, model, at=at).values("content_object_id")
    place = Q(**{f"{scope.granted or 'pk'}__in": cases})
    cleared = _cleared(scope.granted, cleared_for)
    return [Branch(None, CASE, place, Q(), cleared, None, scope.granted, cleared_for)]


def clearance(posts: Sequence[Post]) -> int:
    """The highest clearance of some posts; below everything for none."""
    return max((post.clearance for post in posts), default=-1)


def given_columns(action: str) -> list[str]:
    """The kinds of grant that carry an action."""
    return [column for column in GRANTED if POLICY[action][column] == CASE]


def grants(by: User, action: str, model: type[Model], *, at: datetime) -> QuerySet[Any]:
    """The grants of a person, in force at that moment, that carry an action on the cases of these rows."""
    columns = given_columns(action)
    found = all_grants(by, model).filter(starts_at__lte=at).exclude(ends_at__lte=at)
    if set(columns) == set(GRANTED):  # there is no other kind of grant
        return found
    return found.filter(permission__codename__in=[f"as_{column}" for column in columns])


def all_grants(by: User, model: type[Model]) -> QuerySet[Any]:
    """Every grant that the person was ever given on cases, for a model whose rows belong to cases."""
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    case_model: Any = model
    for name in filter(None, (scope.granted or "").split("__")):
        case_model = case_model._meta.get_field(name).related_model
    found: QuerySet[Any] = get_user_obj_perms_model(case_model)._default_manager.filter(user=by)
    return found


def elsewhere(found: QuerySet[Any], given: Branch, others: Iterable[Branch]) -> QuerySet[Any] | None:
    """Of grants those on cases that no other branch shows anyway; None when the others show them all.

    A branch by post covers a granted case of its offices when it goes as far in secrecy as the grant does.
    """
    for other in others:
        if other.column is None or other.root != given.root or other.clearance < given.clearance:
            continue
        if not other.column:
            return None
        assert other.post is not None
        found = found.exclude(**{other.column: other.post.office_id})
    return found


def at_top(post: Post) -> bool:
    """Whether the post is held in the office at the head of the tree."""
    return post.office is not None and post.office.parent_id is None


def _widest(found: Iterable[Branch]) -> dict[Q, Branch]:
    """Each branch once; of two posts that open the same rows only the one that is cleared for more of them."""
    best: dict[tuple[Q, Q, str | None], Branch] = {}
    for branch in sorted(found, key=lambda branch: -branch.clearance):
        best.setdefault((branch.place, branch.when, branch.root), branch)
    return {branch.q: branch for branch in best.values()}


def _in_office(post: Post, office: Procuratorate, reach: str, root: str) -> Branch:
    column = "office" if reach == OFFICE else LEVEL_COLUMN.get(Level(office.level), "")
    everywhere = Q(**{f"{root}__isnull": False}) if root else Q()
    place = Q(**{path(root, column): office.pk}) if column else everywhere
    cleared = _cleared(root, post.clearance)
    return Branch(post, reach, place, Q(), cleared, column, root, post.clearance)


def _sent(post: Post, office: Procuratorate, scope: Scope) -> list[Branch]:
    """What was sent to the office; a row that may belong to a clue or to a case is as secret as the one it has."""
    when, level = Q(**dict(scope.shared_when)), post.clearance
    places = [Q(**{name: office.pk}) for name in scope.shared]
    return [
        Branch(post, SENT, place, when, _cleared(root, level), None, root, level)
        for place in places
        for root in scope.roots
    ]


def _cleared(root: str, clearance: int) -> Q:
    """No condition for the highest clearance: nothing is above it."""
    return Q() if clearance >= HIGHEST else Q(**{path(root, "secrecy__lte"): clearance})
