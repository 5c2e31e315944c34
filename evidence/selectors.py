"""Questions about evidence."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from accounts import access
from accounts.models import User
from audit.flow import day
from cases import selectors as cases
from cases.models import Case
from evidence.models import NONE, PROVES, Custody, File, Item


def evidence(*, by: User, at: datetime, case_id: int | None = None) -> QuerySet[Item]:
    """The pieces of evidence this person may see, with their files; of one case when asked."""
    items = access.allowed(by, "evidence.view", Item, at=at).select_related("respondent__agency", "added_by")
    if case_id is not None:
        items = items.filter(case_id=case_id)
    return items.prefetch_related("files")


@dataclass(frozen=True)
class Proof:
    """One thing that a suit must prove, and how many pieces of evidence stand for it."""

    element: str
    label: str
    count: int


@dataclass(frozen=True)
class Shelf:
    """The evidence of one case as its page shows it."""

    case: Case
    items: QuerySet[Item]
    element: str
    proofs: list[Proof]
    total: int
    may_add: bool


def shelf(case_id: int, *, element: str = "", by: User, at: datetime) -> Shelf:
    """The evidence of a case this person may see, newest first, with the custody of every file."""
    case = cases.case(case_id, by=by, at=at)
    custody = Prefetch("custody", Custody.objects.select_related("by").order_by("-id"))
    files = Prefetch("files", File.objects.prefetch_related(custody).order_by("id"))
    items = evidence(by=by, at=at, case_id=case_id).prefetch_related(None).prefetch_related(files)
    proofs = _proofs(case_id)
    wanted = element if element in dict(PROVES) else ""
    return Shelf(
        case=case,
        items=(items.filter(element=wanted) if wanted else items).order_by("-added_at", "-id"),
        element=wanted,
        proofs=proofs,
        total=sum(proof.count for proof in proofs),
        may_add=access.can(by, "evidence.add", case, at=at),
    )


def item(item_id: int, *, by: User, at: datetime) -> Item:
    """One piece of evidence, for the people of procuratorates."""
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    return access.take(by, "evidence.view", Item, item_id, at=at)


def file(file_id: int, *, by: User, at: datetime) -> File:
    """One file, with its item; an agency's people see what the agency sent."""
    access.take(by, "evidence.view", File, file_id, at=at)
    return File.objects.select_related("item").get(pk=file_id)


def case_to_add_to(case_id: int, *, by: User, at: datetime) -> Case:
    """The case, when this person may enter evidence in it."""
    return access.take(by, "evidence.add", Case, case_id, at=at)


def litigability(case_id: int) -> list[tuple[str, int]]:
    """How many pieces of evidence stand for each thing a suit must prove (rule 71): label, count."""
    return [(proof.label, proof.count) for proof in _proofs(case_id) if proof.element != NONE]


def _proofs(case_id: int) -> list[Proof]:
    rows = Item.objects.filter(case_id=case_id).order_by().values_list("element")
    counted = dict(rows.annotate(Count("id")))
    return [Proof(value, str(label), counted.get(value, 0)) for value, label in PROVES]
