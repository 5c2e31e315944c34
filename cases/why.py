"""Why somebody can, or cannot, see a case or clue; and who can see a case at all. Never what stands in it.

About oneself one learns only of rows one may see: what one may not see is answered like what does not exist. The
security and audit administrators ask about people of their own office and any number, and read number, office, secrecy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import access, action_names, selectors
from accounts.access import Answer
from accounts.models import Post, PostName, Procuratorate, User
from accounts.policy import BELOW, OFFICE, POLICY
from audit.flow import day
from cases.models import Case, CaseUserGrant, Clue

EXPLAIN = "policy.explain"
WHO = ("case.assign", "case.advance")
KINDS: dict[str, type[Case] | type[Clue]] = {"case": Case, "clue": Clue}


@dataclass(frozen=True)
class Right:
    """One action on the row: whether the person may do it, and who may at all."""

    action: str
    name: str
    allowed: bool
    people: list[str]


@dataclass(frozen=True)
class Rule:
    """One post of the person in general: what of cases and clues it lets them see."""

    post: Post
    held: bool
    sees: bool
    reach: str


@dataclass(frozen=True)
class Why:
    """The answer about one row; without a row the general rule alone."""

    person: User
    row: Case | Clue | None
    title: str
    answer: Answer | None
    rights: list[Right]
    rules: list[Rule]


@dataclass(frozen=True)
class Seers:
    """Who of one office sees a case by their post."""

    office: Procuratorate
    posts: list[str]


@dataclass(frozen=True)
class Who:
    """Who sees a case: by post, office by office; and who was given it, until when."""

    case: Case
    offices: list[Seers]
    grants: list[Any]


def askable(*, by: User, at: datetime) -> list[User]:
    """About whom the person may ask beside themselves: administrators about everybody of their office."""
    access.demand(by, "policy.view", at=at)
    if not access.holds(by, EXPLAIN, at=at):
        return []
    return list(selectors.people(by=by, at=at).order_by("name", "pk"))


def explain(number: str, *, person: User, by: User, at: datetime) -> Why:
    """What the person may do to the case or clue of that number, and why."""
    others = by.pk != person.pk
    row = _find(number, None if others else person, at) if number else None
    rules = [_rule(post, at) for post in person.posts.select_related("office", "group").order_by("pk")]
    if row is None:
        return Why(person, None, "", None, [], rules)
    kind = row._meta.model_name or ""
    actions = [action for action in POLICY if action.startswith(f"{kind}.")]
    may = access.may(person, actions, row, at=at)
    rights = [
        Right(each, action_names.name_of(each), may[each], action_names.who_may(each)) for each in actions
    ]
    answer = access.why(person, f"{kind}.view", type(row), row.pk, at=at)
    title = "" if others else row.title
    return Why(person, row, title, answer, rights, rules)


def who_sees(case_id: int, *, by: User, at: datetime) -> Who:
    """Who sees this case; told to its handler, and to the head and chief of its office."""
    rows = (access.allowed(by, action, Case, at=at).filter(pk=case_id) for action in WHO)
    case = next((found for found in (each.select_related("office").first() for each in rows) if found), None)
    if case is None:
        case = access.take(by, WHO[0], Case, case_id, at=at)
    grants = CaseUserGrant.objects.filter(content_object=case).exclude(ends_at__lte=at)
    return Who(
        case,
        [Seers(office, _posts(office == case.office)) for office in _line(case)],
        list(grants.select_related("user__office", "permission").order_by("starts_at", "pk")),
    )


def _find(number: str, seer: User | None, at: datetime) -> Case | Clue | None:
    for kind, model in KINDS.items():
        rows = (
            model._default_manager.all()
            if seer is None
            else access.allowed(seer, f"{kind}.view", model, at=at)
        )
        if found := rows.filter(number=number).select_related("office").first():
            return found
    return None


def _rule(post: Post, at: datetime) -> Rule:
    reach = POLICY["case.view"][post.post]
    said = str(action_names.REACHES.get(reach, ""))
    return Rule(post, post.in_force(day(at)), bool(reach), said)


def _line(case: Case) -> Iterable[Procuratorate]:
    """The office of the case and those above it."""
    office: Procuratorate | None = case.office
    while office is not None:
        yield office
        office = office.parent


def _posts(own: bool) -> list[str]:
    row = POLICY["case.view"]
    reaches = (OFFICE, BELOW) if own else (BELOW,)
    return [str(post.label) for post in PostName if row[post] in reaches]
