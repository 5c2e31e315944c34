"""What the pages about questions and reports to offices above show: lists, one with its levels, and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from accounts import access
from accounts.models import Procuratorate, User
from audit.flow import Reason, Refused, day
from cases import guards, selectors
from cases.between import QUESTION, InstructionState
from cases.chains import in_words, seats_for
from cases.models import Case, Clue, Instruction, InstructionLeg
from deadlines.models import Deadline

SHOWN = ("clue__office", "case__office", "asked_of", "waits_at", "asked_by", "document", "answer_document")
VIEW, ACT = "case.view", "case.answer"
DONE, NOW, AHEAD = "done", "now", "ahead"


def listed(*, by: User, at: datetime) -> QuerySet[Instruction]:
    """The questions and reports that the person's office sent, passed on or received, newest first."""
    own = [post.office_id for post in by.posts_on(day(at)) if post.office_id]
    through = InstructionLeg.objects.filter(office__in=own).values("instruction")
    here = Q(clue__office__in=own) | Q(case__office__in=own) | Q(pk__in=through)
    rows = access.allowed(by, VIEW, Instruction, at=at).filter(here)
    return rows.select_related(*SHOWN).order_by("-asked_at", "-id")


def waiting(*, by: User, at: datetime) -> QuerySet[Instruction]:
    """Those that wait for this person's opinion or answer: it is the turn of an office whose chief they are."""
    offices = access.offices(by, ACT, at=at)
    if not offices:
        return Instruction.objects.none()
    rows = access.allowed(by, ACT, Instruction, at=at)
    rows = rows.filter(state=InstructionState.ASKED, waits_at__in=offices)
    return rows.select_related(*SHOWN).order_by("asked_at", "id")


def to_act(*, by: User, at: datetime) -> int:
    """How many wait for this person."""
    return waiting(by=by, at=at).count()


def decided_by(subject: Case | Clue, *, by: User, at: datetime) -> str:
    """Who signs a question of this person before it goes up, in words."""
    return in_words(seats_for(QUESTION, subject, by=by, on=day(at)))


def about(subject: Case | Clue) -> list[Instruction]:
    """The questions and reports about one matter, newest first; for a matter already reached, which keeps them."""
    rows = Instruction.objects.select_related(*SHOWN).order_by("-id")
    prefetch_related_objects([subject], Prefetch("instructions", rows))
    return list(subject.instructions.all())


@dataclass(frozen=True)
class Level:
    """One level of the way up: where it stands there, since when, by when it should go on, and what it did."""

    office: Procuratorate
    state: str
    leg: InstructionLeg | None = None
    due: date | None = None


@dataclass(frozen=True)
class InstructionPicture:
    """One question or report as a person may see it."""

    instruction: Instruction
    subject: Case | Clue
    url: str
    levels: list[Level]
    forwards: bool
    answers: bool
    notes: bool

    @property
    def acts(self) -> bool:
        """Whether it is this person's turn."""
        return self.forwards or self.answers or self.notes


def look(instruction_id: int, *, by: User, at: datetime) -> InstructionPicture:
    """One question or report with every level of its way, if the person may see what it is about."""
    access.take(by, VIEW, Instruction, instruction_id, at=at)
    more = (
        "document__signed_by",
        "asked_of__parent__parent",
        "answered_by",
        "clue__office__parent__parent",
        "case__office__parent__parent",
    )
    rows = Instruction.objects.select_related(*SHOWN, *more).prefetch_related("legs__office", "legs__by")
    found = rows.get(pk=instruction_id)
    turn = found.state == InstructionState.ASKED and _turn(found, by, at)
    there = found.waits_at_id == found.asked_of_id
    name = "cases" if found.case_id else "clues"
    return InstructionPicture(
        instruction=found,
        subject=found.subject,
        url=f"/{name}/{found.subject.pk}/",
        levels=_levels(found),
        forwards=turn and not there,
        answers=turn and found.asks,
        notes=turn and there and not found.asks,
    )


def to_ask(
    *, clue_id: int | None = None, case_id: int | None = None, report: bool = False, by: User, at: datetime
) -> Case | Clue:
    """The matter on which a person is about to ask or report upward; 404, 403, or Refused with what is missing."""
    subject: Case | Clue
    if case_id is not None:
        access.take(by, "case.advance", Case, case_id, at=at)
        subject = selectors.case(case_id, by=by, at=at)
    else:
        access.take(by, "clue.instruct", Clue, clue_id, at=at)
        subject = selectors.clue(clue_id or 0, by=by, at=at)
    if reasons := missing(subject, report=report):
        raise Refused(reasons)
    return subject


def missing(subject: Case | Clue, *, report: bool = False) -> list[Reason]:
    """Why nothing is asked, or reported, upward now."""
    if report:
        return [] if subject.office.parent_id else guards.cannot_ask(subject)
    return guards.cannot_ask(subject) or guards.being_decided(subject)


def to_answer(instruction_id: int, *, by: User, at: datetime) -> Instruction:
    """The one that a person is about to forward or answer; 404 or 403 when it is not their turn."""
    found = access.take(by, ACT, Instruction, instruction_id, at=at)
    row = Instruction.objects.select_related(*SHOWN).get(pk=found.pk)
    if row.state == InstructionState.ASKED and not _turn(row, by, at):
        raise PermissionDenied(ACT)
    return row


def _turn(row: Instruction, by: User, at: datetime) -> bool:
    return row.waits_at_id in [office.pk for office in access.offices(by, ACT, at=at)]


def _levels(row: Instruction) -> list[Level]:
    """What lies behind, where it waits, and the levels ahead up to whom it is meant for."""
    legs: Sequence[InstructionLeg] = list(row.legs.all())
    found = [Level(leg.office, DONE if leg.outcome else NOW, leg, _due(row, leg)) for leg in legs]
    if row.state != InstructionState.ASKED or not legs:
        return found
    office = legs[len(legs) - 1].office.parent if row.waits_at_id != row.asked_of_id else None
    while office is not None:
        found.append(Level(office, AHEAD))
        office = office.parent if office.pk != row.asked_of_id else None
    return found


def _due(row: Instruction, leg: InstructionLeg) -> date | None:
    if leg.outcome or not row.asks:
        return None
    clocks = Deadline.objects.filter(
        clue=row.clue, case=row.case, rule="N05", duty_office=leg.office, ended_on=None
    )
    return clocks.values_list("due_on", flat=True).first()
