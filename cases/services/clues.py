"""Clues come in here, and questions about them go up and come back."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import Refused, day, record
from cases import guards
from cases.between import INSTRUCTION_FLOW
from cases.models import Clue, Instruction
from cases.models.places import columns
from cases.services import clocks, papers, people
from deadlines.models import NoticeKind


class MoreOfClue(TypedDict, total=False):
    """What a clue may say beyond what it must."""

    source_note: str
    giver: str
    place: str
    suspected: str
    criminal_ref: str
    major: bool


@transaction.atomic
def register_clue(
    *,
    title: str,
    source: str,
    field: str,
    facts: str,
    received_on: date,
    by: User,
    at: datetime,
    **more: Unpack[MoreOfClue],
) -> Clue:
    """Register a clue in the person's own procuratorate and give it a number (rules 24, 25).

    A major clue starts the clock for recording it with the office above. Refuses a day to come.
    """
    offices = access.offices(by, "clue.register", at=at)
    if not offices:
        raise PermissionDenied("clue.register")
    if received_on > day(at):
        raise ValidationError({"received_on": _("收到日期不能晚于今天")})
    values = {
        "title": title,
        "source": source,
        "field": field,
        "facts": facts,
        "received_on": received_on,
        **more,
    }
    clue = create_clue(offices[0], **values, by=by, at=at)
    if clue.major:
        clocks.start_for_clue(clue, "T03", started_on=day(at), by=by, at=at)
    return clue


def create_clue(office: Procuratorate, *, by: User, at: datetime, **values: Any) -> Clue:
    """Write the clue down with its number and start its internal clock; shared by registering and receiving."""
    number = papers.draw_number(office, "公线", day(at).year)
    clue = Clue.objects.create(number=number, registered_by=by, **columns(office), **values)
    record(by=by, at=at, action="clue.register", label="登记线索", obj=clue, note=clue.title)
    clocks.start_for_clue(clue, "N01", started_on=clue.received_on, by=by, at=at)
    return clue


@transaction.atomic
def ask_instruction(
    clue_id: int, *, asked_of_id: int, question: str, own_opinion: str, by: User, at: datetime
) -> Instruction:
    """Put a question on a clue to an office above; the clue is not filed before it is answered (rule 104)."""
    clue = access.take(by, "clue.instruct", Clue, clue_id, at=at, lock=True)
    asked_of = Procuratorate.objects.filter(pk=asked_of_id).first()
    if asked_of is None or asked_of == clue.office or not accounts.leads(asked_of, clue.office):
        raise ValidationError({"asked_of_id": _("只能向上级检察院请示")})
    if reasons := guards.cannot_ask(clue):
        raise Refused(reasons)
    instruction = Instruction.objects.create(
        clue=clue, asked_of=asked_of, question=question, own_opinion=own_opinion, asked_by=by, asked_at=at
    )
    record(by=by, at=at, action="clue.instruct", label=f"请示{asked_of}", obj=instruction, note=question)
    clocks.start_for_question(instruction, by=by, at=at)
    people.tell(
        accounts.holders(asked_of, "chief", on=day(at)),
        title=f"待答复请示：{clue.title}",
        body=question,
        url=f"/clues/{clue.pk}/",
        key=f"instruction:{instruction.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )
    return instruction


@transaction.atomic
def answer_instruction(
    instruction_id: int, *, agreed: bool, answer: str, by: User, at: datetime
) -> Instruction:
    """Answer a question from below; only the chief of the office that was asked may (rule 104)."""
    instruction = access.take(by, "case.answer", Instruction, instruction_id, at=at, lock=True)
    if instruction.asked_of not in access.offices(by, "case.answer", at=at):
        raise PermissionDenied("case.answer")
    INSTRUCTION_FLOW.move(instruction, "answer", by=by, at=at, note=answer)
    instruction.agreed, instruction.answer = agreed, answer
    instruction.answered_by, instruction.answered_at = by, at
    instruction.save(update_fields=["agreed", "answer", "answered_by", "answered_at"])
    clocks.end_question(instruction, by=by, at=at)
    people.tell(
        [instruction.asked_by],
        title=f"请示已答复：{instruction.subject.title}",
        body=answer,
        url=f"/clues/{instruction.clue_id}/",
        key=f"instruction:{instruction.pk}:answered",
        at=at,
    )
    return instruction
