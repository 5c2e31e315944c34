"""What can be asked of an agency's draft: what it is about, who may send it, what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import PostName, User
from agencies.models import Agency
from audit.flow import Reason, day
from cases.flow import ENDED, OBLIGATION_FLOW, RESPONDENT_FLOW
from cases.models import Obligation, Respondent
from cases.services.objections import cannot_object
from evidence.arrivals import Arrived
from evidence.flow import DraftState
from evidence.models import Draft, Incoming

OPEN: Final = (DraftState.WRITING, DraftState.OFFERED)


@dataclass(frozen=True)
class Subject:
    """What a draft is about: a report on an obligation, a reply to a recommendation, an objection to one of the two."""

    kind: Draft.Kind
    respondent_id: int
    obligation_id: int | None = None

    @property
    def row_id(self) -> int:
        """The row on which the person must be allowed to send it."""
        if self.kind == Draft.Kind.REPORT:
            assert self.obligation_id is not None
            return self.obligation_id
        return self.respondent_id

    def obligation_of(self, respondent: Respondent) -> Obligation | None:
        """The obligation that it is about; Unseen for one of another agency."""
        if self.obligation_id is None:
            return None
        found = Obligation.objects.filter(respondent=respondent, pk=self.obligation_id).first()
        if found is None:
            raise access.Unseen
        return found


def standing(subject: Subject) -> Draft | None:
    """The open draft on a subject that was reached already."""
    key = {"respondent": subject.respondent_id, "obligation": subject.obligation_id}
    return Draft.objects.filter(kind=subject.kind, state__in=OPEN, **key).first()


def files_of(draft: Draft | None) -> list[Arrived]:
    """The uploads that a draft holds, in the order in which they were begun."""
    return [Arrived(row) for row in draft.files.order_by("started_at", "id")] if draft else []


def held(held_id: UUID, *, by: User, at: datetime) -> Incoming:
    """One file that a draft of the person's own agency holds, with its draft. Unseen for everybody else."""
    access.take(by, "draft.view", Incoming, held_id, at=at)
    return Incoming.objects.select_related("draft").get(pk=held_id)


def leaders(agency: Agency, *, at: datetime) -> list[User]:
    """Who leads the agency on that day, as far as its leader confirms what is sent; nobody where the liaison sends."""
    if not agency.leader_confirms:
        return []
    return list(accounts.members_of(agency.group_id, on=day(at), post=PostName.LEADER))


def may_send(agency: Agency, *, by: User, at: datetime) -> bool:
    """Whether the person sends for the agency without asking a leader first."""
    found = leaders(agency, at=at)
    return not found or by in found


def figures_of(draft: Draft) -> dict[int, Decimal]:
    """The figures of a draft, by the indicators of its obligation; ValidationError for what is no figure."""
    found: dict[int, Decimal] = {}
    for pk, said in draft.values.items():
        if not str(said).strip():
            continue
        try:
            found[int(pk)] = Decimal(str(said))
        except (ValueError, InvalidOperation):
            raise ValidationError({f"value_{pk}": _("请填写数值")}) from None
    return found


def not_now(draft: Draft, *, on: date) -> list[Reason]:
    """Why nothing of this kind can be sent now; empty when it can."""
    if draft.respondent.case.state in ENDED:
        return [Reason(_("案件已经办结"))]
    if draft.kind == Draft.Kind.REPORT:
        assert draft.obligation is not None
        return OBLIGATION_FLOW.missing(draft.obligation, OBLIGATION_FLOW.named("submit"), on)
    if draft.kind == Draft.Kind.REPLY:
        return RESPONDENT_FLOW.missing(draft.respondent, RESPONDENT_FLOW.named("reply"), on)
    return cannot_object(draft.respondent, draft.obligation)


WITH_A_DRAFT: Final = (
    "agency",
    "respondent__agency",
    "respondent__case__office",
    "respondent__recommendation__document",
    "obligation",
    "written_by",
    "offered_by",
    "closed_by",
)


def drafts(*, by: User, at: datetime) -> QuerySet[Draft]:
    """The drafts of the person's own agency, with what a list shows of them."""
    return access.allowed(by, "draft.view", Draft, at=at).select_related(*WITH_A_DRAFT)


def with_files(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    """Drafts with the files that they hold, in the order in which they were begun."""
    return rows.prefetch_related(Prefetch("files", Incoming.objects.order_by("started_at", "id")))


def draft(draft_id: int, *, by: User, at: datetime) -> Draft:
    """One of them, if the person may see it."""
    access.take(by, "draft.view", Draft, draft_id, at=at)
    return Draft.objects.select_related(*WITH_A_DRAFT).get(pk=draft_id)


def to_act(draft_id: int, act: str, *, by: User, at: datetime) -> Draft:
    """A draft on which the person may do that; 403 for what only the leader does."""
    access.take(by, "draft.confirm" if act == "return" else "draft.write", Draft, draft_id, at=at)
    return Draft.objects.select_related(*WITH_A_DRAFT).get(pk=draft_id)


def missing(
    draft: Draft | None, *, text: str, figures: Sequence[tuple[str, str]], files: int, papers: str
) -> list[str]:
    """What is still to be filled in, in words: `text` and `papers` are what both are called, figures by (id, name)."""
    values = draft.values if draft else {}
    found = [] if draft and draft.text.strip() else [text]
    found += [
        _("%(name)s的数值") % {"name": name} for pk, name in figures if not str(values.get(pk) or "").strip()
    ]
    return found if files else [*found, papers]
