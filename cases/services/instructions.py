"""Questions and reports go up level by level; what the offices above say to them comes back down (rule 104)."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import Reason, Refused, day, record
from cases import guards, seats
from cases.between import INSTRUCTION_FLOW, LETTERS, QUESTION, InstructionKind
from cases.guards import ASKING_RULE
from cases.models import Case, Clue, Decision, Instruction, InstructionLeg
from cases.models.upward import LegOutcome
from cases.services import asking, clocks, papers, people
from cases.statutory import DocumentKind
from deadlines.models import NoticeKind

SEEN = "已阅"


@transaction.atomic
def ask_instruction(
    *,
    asked_of_id: int,
    question: str,
    own_opinion: str,
    clue_id: int | None = None,
    case_id: int | None = None,
    by: User,
    at: datetime,
) -> Decision:
    """Draft a question on a clue or case to an office above; it goes out once the own chief has signed it (rules 5, 104).

    Refused while another question or request waits, when the matter has ended, or when nobody stands above.
    """
    subject = _take_subject(clue_id, case_id, by=by, at=at)
    _office_above(subject, asked_of_id)
    if reasons := guards.cannot_ask(subject) or guards.being_decided(subject):
        raise Refused(reasons)
    draft = {"asked_of_id": asked_of_id, "question": question, "own_opinion": own_opinion}
    return asking.ask(subject, QUESTION, data=draft, by=by, at=at)


def perform(decision: Decision, *, by: User, at: datetime) -> Instruction:
    """The chief has signed the question: it gets its number and goes to the office directly above."""
    subject, draft = decision.subject, decision.draft
    if reasons := guards.cannot_ask(subject):
        raise Refused(reasons)
    asked_of = _office_above(subject, draft["asked_of_id"])
    said = {name: draft[name] for name in ("question", "own_opinion")}
    paper = papers.sign(
        DocumentKind.QUESTION, **_about(subject), title=subject.title, contents={"asked_of": asked_of.name, **said},
        by=by, at=at,
    )  # fmt: skip
    sent = {**said, "document": paper, "asked_by": decision.requested_by}
    return _send(subject, asked_of, InstructionKind.QUESTION, by=by, at=at, **sent)


@transaction.atomic
def send_report(
    *,
    asked_of_id: int,
    question: str,
    own_opinion: str = "",
    clue_id: int | None = None,
    case_id: int | None = None,
    by: User,
    at: datetime,
) -> Instruction:
    """Report to an office above how a clue or case stands; nothing waits for it. Refused when nobody stands above."""
    subject = _take_subject(clue_id, case_id, by=by, at=at)
    asked_of = _office_above(subject, asked_of_id)
    sent = {"question": question, "own_opinion": own_opinion, "asked_by": by}
    return _send(subject, asked_of, InstructionKind.REPORT, by=by, at=at, **sent)


@transaction.atomic
def forward_instruction(instruction_id: int, *, opinion: str, by: User, at: datetime) -> Instruction:
    """Send it on to the next level with an opinion of one's own; only the chief of the office whose turn it is may.

    Refused where it has reached the office that it is meant for: that one answers.
    """
    instruction = _take_turn(instruction_id, by=by, at=at)
    here = _here(instruction)
    if here.pk == instruction.asked_of_id or here.parent is None:
        raise Refused([Reason(_("已经送达请示、报告的对象，不再转报"), ASKING_RULE)])
    _close_leg(instruction, LegOutcome.FORWARDED, opinion, by=by, at=at)
    record(by=by, at=at, action="case.answer", label=f"转报{here.parent}", obj=instruction, note=opinion)
    _end_clock(instruction, by=by, at=at)
    _reach(instruction, here.parent, by=by, at=at)
    title = f"{instruction.word}已由{here}转报{here.parent}：{instruction.subject.title}"
    _tell(instruction, [instruction.asked_by], title, opinion, key=f"sent:{here.parent.pk}", at=at)
    return instruction


@transaction.atomic
def answer_instruction(
    instruction_id: int, *, agreed: bool, answer: str, by: User, at: datetime
) -> Instruction:
    """Answer a question from below with a numbered paper; only the chief of the office whose turn it is may (rule 104).

    A level between may answer what lies in its own power, unless LEVELS_BETWEEN_ANSWER is off: then it forwards.
    """
    instruction = _take_turn(instruction_id, by=by, at=at)
    if instruction.kind != InstructionKind.QUESTION:
        raise Refused([Reason(_("情况报告只须阅知，不作答复"), ASKING_RULE)])
    here = _here(instruction)
    if here.pk != instruction.asked_of_id and not settings.LEVELS_BETWEEN_ANSWER:
        raise Refused([Reason(_("应当转报请示对象答复"), ASKING_RULE)])
    asked = instruction.document.number if instruction.document else ""
    instruction.answer_document = papers.sign(
        DocumentKind.ANSWER, **_about(instruction.subject), office=here, title=instruction.subject.title,
        contents={"to_office": instruction.subject.office.name, "asked": asked, "agreed": "同意" if agreed else "不同意", "answer": answer},
        by=by, at=at,
    )  # fmt: skip
    instruction.agreed = agreed
    _end(instruction, answer, by=by, at=at)
    _tell_down(instruction, f"请示已答复：{instruction.subject.title}", answer, at=at)
    return instruction


@transaction.atomic
def note_report(instruction_id: int, *, text: str = "", by: User, at: datetime) -> Instruction:
    """Take note of a report, as the office that it is meant for; a level between sends it on instead."""
    instruction = _take_turn(instruction_id, by=by, at=at)
    if instruction.kind != InstructionKind.REPORT:
        raise Refused([Reason(_("请示应当答复"), ASKING_RULE)])
    if _here(instruction).pk != instruction.asked_of_id:
        raise Refused([Reason(_("应当转报报告对象"), ASKING_RULE)])
    _end(instruction, text or SEEN, by=by, at=at)
    _tell_down(instruction, f"情况报告已阅：{instruction.subject.title}", text or SEEN, at=at)
    return instruction


def _take_subject(clue_id: int | None, case_id: int | None, *, by: User, at: datetime) -> Case | Clue:
    if case_id is not None:
        return access.take(by, "case.advance", Case, case_id, at=at, lock=True)
    return access.take(by, LETTERS[QUESTION].action, Clue, clue_id, at=at, lock=True)


def _about(subject: Case | Clue) -> dict[str, Any]:
    return {"case": subject} if isinstance(subject, Case) else {"clue": subject}


def _office_above(subject: Case | Clue, office_id: int) -> Procuratorate:
    found = Procuratorate.objects.filter(pk=office_id).first()
    if found is None or found == subject.office or not accounts.leads(found, subject.office):
        raise ValidationError({"asked_of_id": _("只能向上级检察院请示、报告")})
    return found


def _send(
    subject: Case | Clue,
    asked_of: Procuratorate,
    kind: InstructionKind,
    *,
    by: User,
    at: datetime,
    **said: Any,
) -> Instruction:
    assert subject.office.parent is not None
    instruction = Instruction.objects.create(
        **_about(subject), kind=kind, asked_of=asked_of, asked_at=at, **said
    )
    label = f"{instruction.word}{asked_of}"
    record(by=by, at=at, action="clue.instruct", label=label, obj=instruction, note=instruction.question)
    _reach(instruction, subject.office.parent, by=by, at=at)
    return instruction


def _reach(instruction: Instruction, office: Procuratorate, *, by: User, at: datetime) -> None:
    """It is that office's turn now: a leg of the way, its own target for a question, a notice to its chief."""
    InstructionLeg.objects.create(instruction=instruction, office=office, received_at=at)
    instruction.waits_at = office
    instruction.save(update_fields=["waits_at"])
    if instruction.kind == InstructionKind.QUESTION:
        clocks.start_for_question(instruction, by=by, at=at)
    title = f"待办理{instruction.word}：{instruction.subject.title}"
    chiefs = list(accounts.holders(office, "chief", on=day(at)))
    _tell(instruction, chiefs, title, instruction.question, key=str(office.pk), at=at, kind=NoticeKind.TASK)


def _take_turn(instruction_id: int, *, by: User, at: datetime) -> Instruction:
    instruction = access.take(by, "case.answer", Instruction, instruction_id, at=at, lock=True)
    if reasons := INSTRUCTION_FLOW.missing(instruction, INSTRUCTION_FLOW.named("answer"), day(at)):
        raise Refused(reasons)
    if instruction.waits_at not in access.offices(by, "case.answer", at=at):
        raise PermissionDenied("case.answer")
    if instruction.kind == InstructionKind.QUESTION and _own(instruction, by, day(at)):
        raise Refused([seats.own_request()])
    return instruction


def _own(instruction: Instruction, by: User, on: date) -> bool:
    """Whether the person asked it, or speaks there only for who did: nobody answers their own question (rule 7)."""
    here = [
        post for post in by.posts_on(on) if post.office_id == instruction.waits_at_id and post.post == "chief"
    ]
    voices = {post.acting_for_id or by.pk for post in here}
    return instruction.asked_by_id == by.pk or voices == {instruction.asked_by_id}


def _here(instruction: Instruction) -> Procuratorate:
    assert instruction.waits_at is not None
    return instruction.waits_at


def _close_leg(
    instruction: Instruction, outcome: LegOutcome, opinion: str, *, by: User, at: datetime
) -> None:
    instruction.legs.filter(office=instruction.waits_at).update(
        outcome=outcome, opinion=opinion, by=by, at=at
    )


def _end_clock(instruction: Instruction, *, by: User, at: datetime) -> None:
    if instruction.kind == InstructionKind.QUESTION:
        clocks.end_question(instruction, by=by, at=at)


def _end(instruction: Instruction, answer: str, *, by: User, at: datetime) -> None:
    _close_leg(instruction, LegOutcome.ANSWERED, answer, by=by, at=at)
    _end_clock(instruction, by=by, at=at)
    INSTRUCTION_FLOW.move(instruction, "answer", by=by, at=at, note=answer)
    instruction.answer, instruction.answered_by, instruction.answered_at = answer, by, at
    instruction.waits_at = None
    instruction.save()


def _tell_down(instruction: Instruction, title: str, body: str, *, at: datetime) -> None:
    """Everybody on the way, who asked, who handles the matter, and the chief of the office that asked."""
    told = {leg.by for leg in instruction.legs.select_related("by") if leg.by} - {instruction.answered_by}
    told |= {instruction.asked_by, *accounts.holders(instruction.subject.office, "chief", on=day(at))}
    if instruction.subject.handler is not None:
        told.add(instruction.subject.handler)
    _tell(instruction, sorted(told, key=lambda user: user.pk), title, body, key="answered", at=at)


def _tell(
    instruction: Instruction,
    users: list[User],
    title: str,
    body: str,
    *,
    key: str,
    at: datetime,
    kind: NoticeKind = NoticeKind.PROGRESS,
) -> None:
    url, key = f"/instructions/{instruction.pk}/", f"instruction:{instruction.pk}:{key}"
    people.tell(users, title=title, body=body, url=url, key=key, kind=kind, at=at)
