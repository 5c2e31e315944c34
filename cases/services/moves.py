"""The one function through which a clue or a case takes a step of its flow table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Flow, Move, Reason, Refused, Stale, day
from cases import chains
from cases.flow import CASE_FLOW, CLUE_FLOW, ENDED
from cases.models import Case, Clue, Decision
from cases.services import asking, case_effects, clocks, clue_effects, suit_transfers, task_forces, turns
from cases.services.acts import Act, Data, Effect, check

UNSEEN_MOVE = "没有这个步骤"
Subject = TypeVar("Subject", Case, Clue)


@dataclass(frozen=True)
class Outcome(Generic[Subject]):
    """What came of it: the step was taken, or a decision was asked for and must be approved first."""

    subject: Subject
    decision: Decision | None = None

    @property
    def made(self) -> bool:
        """Whether the step is taken already."""
        return self.decision is None


@transaction.atomic
def make_case_move(
    case_id: int, name: str, *, data: Data, by: User, at: datetime, version: int | None = None
) -> Outcome[Case]:
    """Take a step on a case, or ask for the decision that the step needs.

    `version` is what the person saw; refused (409) when the case has changed since, when the table has no such
    step from here, or when something is missing, with the article.
    """
    move = _named(CASE_FLOW, name)
    case = access.take(by, move.action, Case, case_id, at=at, lock=True)
    return _make(CASE_FLOW, case, move, data=data, by=by, at=at, version=version)


@transaction.atomic
def make_clue_move(
    clue_id: int, name: str, *, data: Data, by: User, at: datetime, version: int | None = None
) -> Outcome[Clue]:
    """Take a step on a clue, or ask for the decision that the step needs. Refuses like `make_case_move`."""
    move = _named(CLUE_FLOW, name)
    clue = access.take(by, move.action, Clue, clue_id, at=at, lock=True)
    return _make(CLUE_FLOW, clue, move, data=data, by=by, at=at, version=version)


@transaction.atomic
def perform(decision: Decision, *, by: User, at: datetime) -> None:
    """Make the move that a decision was asked for; called by the last approval, in its transaction."""
    flow, subject = _subject(decision)
    move = flow.named(decision.move)
    last = decision.opinions.order_by("id").last()
    words = turns.standing_in(last) if last else ""
    try:
        _take_step(flow, subject, Act(decision.draft, decision.requested_by, at, by, move, words))
    except ValidationError as error:
        raise Refused([Reason(text, move.article) for text in error.messages]) from error


def redrafted(decision: Decision, *, data: Data, by: User, at: datetime) -> tuple[Data, Sequence[str]]:
    """A changed draft for a step that waits, and who decides on it; refused like asking for the step anew."""
    flow, subject = _subject(decision)
    move = flow.named(decision.move)
    if reasons := flow.missing(subject, move, day(at)):
        raise Refused(reasons)
    check(_effects(subject), move.name, subject, Act(data, by, at, by, move))
    return data, chains.seats_for(move, subject, by=by, on=day(at))


def _make(
    flow: Flow, subject: Subject, move: Move, *, data: Data, by: User, at: datetime, version: int | None
) -> Outcome[Subject]:
    if version is not None and version != subject.version:
        raise Stale
    if reasons := flow.missing(subject, move, day(at)):
        raise Refused(reasons)
    _refuse_while_pending(subject, move)
    act = Act(data, by, at, by, move)
    check(_effects(subject), move.name, subject, act)
    if chains.chain_of(move, subject):
        asked = asking.ask(subject, move.name, data=data, by=by, at=at)
        return Outcome(subject, asked)
    _take_step(flow, subject, act)
    return Outcome(subject)


def _take_step(flow: Flow, subject: Any, act: Act) -> None:
    move, effect = act.move, _effects(subject).get(act.move.name, Effect())
    check(_effects(subject), move.name, subject, act)
    flow.move(subject, move.name, by=act.signer, at=act.at, note=act.note)
    if isinstance(subject, Case):
        clocks.meet(subject, *move.stops, on=act.on, by=act.signer, at=act.at)
    effect.do(subject, act)
    if isinstance(subject, Case):
        for rule in move.starts:
            started_on = effect.counts_from(subject, act) or act.on
            clocks.start_for_case(subject, rule, started_on=started_on, by=act.signer, at=act.at)
        if subject.state in ENDED:
            task_forces.end_with_case(subject, by=act.signer, at=act.at)
            suit_transfers.close_origin(subject, at=act.at)


def _effects(subject: Any) -> Mapping[str, Effect]:
    return case_effects.EFFECTS if isinstance(subject, Case) else clue_effects.EFFECTS


def _named(flow: Flow, name: str) -> Move:
    if name not in flow:
        raise access.Unseen(UNSEEN_MOVE)
    return flow.named(name)


def _subject(decision: Decision) -> tuple[Flow, Case | Clue]:
    if decision.case_id:
        return CASE_FLOW, Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    return CLUE_FLOW, Clue.objects.select_for_update(of=("self",)).get(pk=decision.subject.pk)


def _refuse_while_pending(subject: Case | Clue, move: Move) -> None:
    pending = subject.decisions.filter(state="pending", deadline=None).first()
    if pending:
        text = _("“%(label)s”正在审批，请等待结果或者先撤回") % {"label": pending.label}
        raise Refused([Reason(text, move.article)])
