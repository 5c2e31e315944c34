"""What agencies object to, for the agency's own people and for those who answer."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts import access
from accounts.models import User
from agencies import selectors as agencies
from audit.flow import day
from cases.flow import ObjectionState
from cases.models import Objection, Obligation, Respondent
from desk import writing
from evidence.models import File


@dataclass(frozen=True)
class Raised:
    """One objection in a list of its agency."""

    pk: int
    state: str
    about: str
    case: str
    agency: str
    raised_at: datetime

    @property
    def waits(self) -> bool:
        """Whether it was not answered yet."""
        return self.state == ObjectionState.RAISED

    @property
    def label(self) -> str:
        """Its state in words."""
        return str(ObjectionState(self.state).label)


def with_objections(rows: QuerySet[Respondent]) -> QuerySet[Respondent]:
    """The agencies of cases, each knowing what it objected to; read them with `lines`."""
    line = JSONObject(pk="pk", state="state", measure="obligation__measure", raised_at="raised_at")
    said = Objection.objects.filter(respondent=OuterRef("pk")).order_by("-raised_at", "-id")
    found: QuerySet[Respondent] = rows.annotate(objected=ArraySubquery(said.values(line=line)))
    return found


def lines(respondent: Respondent) -> list[Raised]:
    """What an agency objected to in one case, newest first."""
    return [
        Raised(
            pk=found["pk"],
            state=found["state"],
            about=found["measure"] or writing.about(respondent, None),
            case=respondent.case.title,
            agency=respondent.agency.short_name,
            raised_at=datetime.fromisoformat(found["raised_at"]),
        )
        for found in getattr(respondent, "objected", ())
    ]


@dataclass(frozen=True)
class Objected:
    """An objection with its files and its answer."""

    objection: Objection
    about: str
    files: tuple[File, ...]
    may_answer: bool

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return {"raised": "info", "upheld": "ok", "rejected": "plain"}[self.objection.state]


def objection(objection_id: int, *, by: User, at: datetime) -> Objected:
    """An objection of the person's own agency."""
    agencies.own_agencies(by=by, at=at)
    access.take(by, "respondent.view", Objection, objection_id, at=at)
    return _objected(objection_id)


def _objected(objection_id: int, *, may_answer: bool = False) -> Objected:
    rows = Objection.objects.select_related(
        "case__office", "case__handler", "respondent__agency", "respondent__recommendation__document",
        "obligation", "raised_by", "written_by", "answered_by",
    )  # fmt: skip
    found = rows.get(pk=objection_id)
    files = File.objects.filter(item__objection=found).order_by("id")
    return Objected(found, writing.about(found.respondent, found.obligation), tuple(files), may_answer)


def to_review(objection_id: int, *, by: User, at: datetime) -> Objected:
    """An objection for the people of procuratorates, and whether this person answers it now."""
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    found = access.take(by, "respondent.view", Objection, objection_id, at=at)
    answers = found.state == "raised" and access.can(by, "objection.answer", found, at=at)
    return _objected(objection_id, may_answer=answers)


def to_answer(objection_id: int, *, by: User, at: datetime) -> Objected:
    """An objection that this person may answer; 403 for who may only see it."""
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    access.take(by, "objection.answer", Objection, objection_id, at=at)
    return _objected(objection_id, may_answer=True)


@dataclass(frozen=True)
class Against:
    """What an agency objects to: its recommendation, or one thing it is to put right."""

    respondent: Respondent
    obligation: Obligation | None
    said: str

    @property
    def about(self) -> str:
        """What it is about, in few words."""
        return writing.about(self.respondent, self.obligation)


def to_object(respondent_id: int | None, obligation_id: int | None, *, by: User, at: datetime) -> Against:
    """What the person's own agency may object to; Unseen for others', and before the recommendation was served."""
    agencies.own_agencies(by=by, at=at)
    obligation = None
    if obligation_id is not None:
        obligation = access.take(by, "obligation.view", Obligation, obligation_id, at=at)
        respondent_id = obligation.respondent_id
    found = access.take(by, "objection.raise", Respondent, respondent_id, at=at)
    rows = Respondent.objects.select_related(
        "agency", "case__office", "case__handler", "recommendation__document"
    )
    respondent = rows.get(pk=found.pk)
    if obligation is not None:
        return Against(respondent, obligation, "")
    if respondent.served_on is None:
        raise access.Unseen
    return Against(respondent, None, respondent.recommendation.requests)
