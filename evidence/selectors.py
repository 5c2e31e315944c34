"""Questions about evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import day
from cases import selectors as cases
from cases.models import Case
from evidence.models import PROVES, Custody, File, Item

OWN = "own"  # collected by the team itself
RIGHTS = ("evidence.add", "evidence.prove", "evidence.export")


def evidence(*, by: User, at: datetime, case_id: int | None = None) -> QuerySet[Item]:
    """The pieces of evidence this person may see, with their files; of one case when asked."""
    items = access.allowed(by, "evidence.view", Item, at=at).select_related("respondent__agency", "added_by")
    if case_id is not None:
        items = items.filter(case_id=case_id)
    return items.prefetch_related("files")


@dataclass(frozen=True)
class Shelf:
    """The evidence of one case as its page shows it."""

    case: Case
    items: QuerySet[Item]
    element: str
    counts: list[tuple[str, str, int]]
    total: int
    may_add: bool
    may_prove: bool
    may_export: bool


def shelf(case_id: int, *, wanted: Mapping[str, str] | None = None, by: User, at: datetime) -> Shelf:
    """The evidence of a case this person may see, newest first, with the custody of every file.

    `wanted` narrows it: element, kind, source ("own" or a respondent), collector, state (of a file's newest version).
    """
    case = cases.case(case_id, by=by, at=at)
    custody = Prefetch("custody", Custody.objects.select_related("by").order_by("-id"))
    files = Prefetch(
        "files", File.objects.select_related("uploaded_by").prefetch_related(custody).order_by("id")
    )
    items = evidence(by=by, at=at, case_id=case_id).prefetch_related(None).prefetch_related(files)
    for name, value in (wanted or {}).items():
        items = items.filter(_narrowed(name, value))
    counted = element_counts(case_id)
    return Shelf(
        case=case,
        items=items.order_by("-added_at", "-id"),
        element=(wanted or {}).get("element", ""),
        counts=[(value, str(label), counted.get(value, 0)) for value, label in PROVES],
        total=sum(counted.values()),
        **{f"may_{name.partition('.')[2]}": may for name, may in access.may(by, RIGHTS, case, at=at).items()},
    )


def _narrowed(name: str, value: str) -> Q:
    if name == "state":
        newest = File.objects.filter(item=OuterRef("pk"), replaced_by=None)
        asked = {"verified_at": None} if value == "unverified" else {"state": value}
        return Q(Exists(newest.filter(**asked)))
    if name == "source":
        return Q(respondent=None) if value == OWN else Q(respondent=int(value))
    return Q(**{{"collector": "added_by"}.get(name, name): value})


def shelf_choices(case_id: int, *, by: User, at: datetime) -> dict[str, list[tuple[str, str]]]:
    """From whom the evidence of a case came, and who entered it, as a filter offers them."""
    items = evidence(by=by, at=at, case_id=case_id).order_by().prefetch_related(None)
    agencies = items.exclude(respondent=None).values_list("respondent", "respondent__agency__short_name")
    people = items.values_list("added_by", "added_by__name").distinct().order_by("added_by__name")
    sent = [(str(pk), name) for pk, name in agencies.distinct().order_by("respondent")]
    return {"source": [(OWN, _("办案组收集")), *sent], "collector": [(str(pk), name) for pk, name in people]}


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


def item_to_amend(item_id: int, *, by: User, at: datetime) -> Item:
    """One piece of evidence, when this person may say what it proves."""
    return access.take(by, "evidence.prove", Item, item_id, at=at)


def file_to_replace(file_id: int, *, by: User, at: datetime) -> File:
    """One file, with its item, when this person may add a version of it."""
    access.take(by, "evidence.add", File, file_id, at=at)
    return File.objects.select_related("item").get(pk=file_id)


def element_counts(case_id: int) -> dict[str, int]:
    """How many pieces of evidence of a case stand for each element."""
    rows = Item.objects.filter(case_id=case_id).order_by().values_list("element")
    return dict(rows.annotate(Count("id")))
