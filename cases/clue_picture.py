"""What the pages about clues show: the list, and one clue with all that hangs from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, paging
from accounts.models import User
from audit import selectors as audit
from audit.flow import Refused, day
from audit.models import Entry
from cases import guards, in_view, order_picture, selectors
from cases.bench import with_seats
from cases.between import LETTERS
from cases.flow import CLUE_FLOW, OF_THE_STEP, ClueState
from cases.models import Case, Clue, Decision, Document, Instruction, InstructionLeg, ReportUp
from cases.selectors import AHEAD, CURRENT, DONE, Stage, Step
from deadlines import selectors as deadlines
from deadlines.models import Deadline
from deadlines.picture import Clock

ENTRIES = 60
OPEN = (ClueState.REGISTERED, ClueState.EVALUATING)
UNDECIDED = (ClueState.TRANSFERRED, ClueState.REPORTED, ClueState.MERGED)  # ends that no chain decides


def listed(
    *,
    by: User,
    at: datetime,
    state: str = "",
    source: str = "",
    field: str = "",
    text: str = "",
    older: str = "",
    newer: str = "",
) -> paging.Page[Clue]:
    """One page of the clues this person may see, newest first, each with its running clocks."""
    wanted = {"state": state, "source": source, "field": field}
    rows = in_view.clues(by=by, at=at).filter(**{name: value for name, value in wanted.items() if value})
    if text:
        rows = rows.filter(
            Q(title__icontains=text) | Q(number__icontains=text) | Q(suspected__icontains=text)
        )
    running = Deadline.objects.filter(ended_on=None).order_by("due_on")
    rows = rows.with_related(Prefetch("deadlines", queryset=running, to_attr="running"))
    return paging.page(rows, "received_on", older=older, newer=newer)


@dataclass(frozen=True)
class CluePicture:
    """One clue as a person may see it."""

    clue: Clue
    stages: list[Stage]
    steps: list[Step]
    acts: bool
    giver_shown: bool
    unmasks: bool
    classifies: bool
    pending: Decision | None
    decisions: Sequence[Decision]
    questions: list[Instruction]
    to_answer: Instruction | None
    reported: ReportUp | None
    came_from: ReportUp | None
    cases: Sequence[Case]
    joined: Case | None
    documents: Sequence[Document]
    clocks: list[Clock]
    entries: list[dict[str, Any]]
    orders: order_picture.About

    @property
    def next_step(self) -> Step | None:
        """What this person would do next; nothing while a question waits above."""
        if any(row.asks and row.state == "asked" for row in self.questions):
            return None
        return next((step for step in self.steps if step.allowed), None)


def look(clue_id: int, *, by: User, at: datetime) -> CluePicture:
    """One clue, if the person may see it, with what may be done next and all that came of it."""
    rows = access.allowed(by, "clue.view", Clue, at=at).select_related(
        "office__parent__parent", "handler", "registered_by",
        "report_up__received__office", "report_up__sent_by", "reported_from__clue__office", "reported_from__sent_by",
    )  # fmt: skip
    requests = Decision.objects.select_related("requested_by").order_by("-id")
    clue = with_seats(rows, day(at)).prefetch_related(
        Prefetch("instructions", _instructions()), Prefetch("decisions", requests), "documents", "records_up__document"
    ).filter(pk=clue_id).first()  # fmt: skip
    if clue is None:
        raise access.Unseen
    decisions = list(clue.decisions.all())
    pending = next((decision for decision in decisions if decision.waits_for), None)
    moves = {move.action for move in CLUE_FLOW.moves}
    may = access.may(
        by, ("clue.giver.view", "clue.unmask", "clue.classify", "clue.instruct", *moves), clue, at=at
    )
    return CluePicture(
        clue=clue,
        stages=_stages(clue, pending, decisions),
        steps=_steps(clue, pending, may=may, by=by, at=at),
        acts=any(may[action] for action in moves),
        giver_shown=may["clue.giver.view"],
        unmasks=may["clue.unmask"],
        classifies=may["clue.classify"] and clue.state != ClueState.FILED,
        pending=pending,
        decisions=decisions,
        questions=list(clue.instructions.all()),
        to_answer=_to_answer(clue, by=by, at=at),
        reported=getattr(clue, "report_up", None),
        came_from=getattr(clue, "reported_from", None),
        cases=list(selectors.cases(by=by, at=at).filter(clue=clue)),
        joined=selectors.joined(clue, by=by, at=at),
        documents=[row for row in clue.documents.all() if row.case_id is None],
        clocks=deadlines.clocks_of_clue(clue.pk, by=by, at=at, without=(OF_THE_STEP,)),
        entries=_entries(clue),
        orders=order_picture.about(clue, by=by, at=at),
    )


def to_move(clue_id: int, name: str, *, by: User, at: datetime) -> tuple[Clue, Step]:
    """The clue and the step that a person is about to take on it; 404, 403, or Refused with what is missing."""
    if name not in CLUE_FLOW:
        raise access.Unseen
    move = CLUE_FLOW.named(name)
    access.take(by, move.action, Clue, clue_id, at=at)
    clue = selectors.clue(clue_id, by=by, at=at)
    step = next((step for step in selectors.clue_steps(clue, by=by, at=at) if step.name == name), None)
    reasons = step.reasons if step else CLUE_FLOW.missing(clue, move, day(at))
    if step is None or reasons:
        raise Refused(reasons)
    return clue, step


def _steps(
    clue: Clue, pending: Decision | None, *, may: Mapping[str, bool], by: User, at: datetime
) -> list[Step]:
    steps = selectors.clue_steps(clue, by=by, at=at, rights=may)
    if clue.state not in OPEN or not may["clue.instruct"] or pending:
        return steps
    return [*steps, *_upward(clue)]


def _upward(clue: Clue) -> list[Step]:
    """What may be put before the offices above, beside the moves."""
    asks, reports = guards.cannot_ask(clue), [] if clue.office.parent_id else guards.cannot_ask(clue)
    found = [
        ("instruct", _("向上级院请示"), asks, guards.ASKING_RULE, "clue-instruct"),
        ("report", _("向上级院报告情况"), reports, guards.REPORTING_RULE, "clue-report"),
    ]
    if clue.major:
        missing = guards.cannot_record_clue(clue)
        found.insert(0, ("record", _("重大线索备案"), missing, guards.MAJOR_RULE, "clue-record-up"))
    return [
        Step(name, label, not reasons, reasons, article, "", reverse(url, args=[clue.pk]))
        for name, label, reasons, article, url in found
    ]


def _to_answer(clue: Clue, *, by: User, at: datetime) -> Instruction | None:
    """The question or report whose turn it is in an office whose chief the person is."""
    waiting = [row for row in clue.instructions.all() if row.state == "asked"]
    if not waiting:
        return None
    offices = {office.pk for office in access.offices(by, "case.answer", at=at)}
    return next((row for row in waiting if row.waits_at_id in offices), None)


def _instructions() -> QuerySet[Instruction]:
    return (
        Instruction.objects.select_related("asked_of")
        .prefetch_related(Prefetch("legs", InstructionLeg.objects.select_related("office")))
        .order_by("-id")
    )


def _entries(clue: Clue) -> list[dict[str, Any]]:
    rows = audit.timeline(clue_id=clue.pk).exclude(subject_type="deadlines.deadline")
    rows = rows.exclude(subject_type="cases.order", to_state="dropped")[:ENTRIES]
    return [_entry(row, clue) for row in rows]


def _entry(row: Entry, clue: Clue) -> dict[str, Any]:
    note = "" if row.note == clue.title else row.note
    url = f"/decisions/{row.subject_id}/" if row.subject_type == "cases.decision" else ""
    return {"at": row.at, "who": row.by or "", "text": row.label, "note": note, "url": url}


def _stages(clue: Clue, pending: Decision | None, decisions: Sequence[Decision]) -> list[Stage]:
    """Four steps: registered, evaluated, put before those who decide, and what came of it."""
    ended, passed_on = clue.state not in OPEN, clue.state in UNDECIDED
    made = [d for d in decisions if d.state == "approved" and d.move not in LETTERS]
    closed = next((day(d.closed_at) for d in made if d.closed_at), None)
    skipped, evaluated = _("未经此步"), clue.evaluated_on
    return [
        Stage(_("登记"), DONE, clue.received_on, ""),
        Stage(
            _("评估"),
            DONE if evaluated else AHEAD if ended else CURRENT,
            evaluated,
            skipped if ended and not evaluated else "",
        ),
        Stage(
            _("审批"),
            AHEAD if passed_on or not evaluated else DONE if ended else CURRENT,
            day(pending.requested_at) if pending else closed,
            skipped if passed_on else "" if ended or pending or not evaluated else _("待提请"),
        ),
        Stage(clue.get_state_display() if ended else _("处理结果"), DONE if ended else AHEAD, closed, ""),
    ]
