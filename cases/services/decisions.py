"""Decisions: the department head reviews, the chief decides (rules 5, 7). Nobody decides on their own request."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, official
from cases import seats
from cases.between import LETTERS
from cases.flow import DECISION_FLOW
from cases.models import Decision
from cases.services import clocks, extensions, instructions, moves, orders, people, turns


@transaction.atomic
def approve(
    decision_id: int, *, text: str = "", meeting: str = "", version: int | None = None, by: User, at: datetime
) -> Decision:
    """Agree at the current step; the last agreement makes the move, or lengthens the clock, in the same transaction.

    `meeting` is where the committee resolved it, when it is the committee's turn. Refused as `turns.take` says, and
    when the move or the clock has lost what it needs since it was asked for (rules 5, 7, 47).
    """
    turn = turns.take(decision_id, version=version, by=by, at=at)
    decision, note = turn.decision, turn.say("approve", text, meeting)
    if decision.step + 1 < len(decision.chain):
        turn.pass_on(label=f"审核同意：{official(decision.label)}", note=note)
        return decision
    _close(decision, "approve", note=note, by=by, at=at)
    _perform(decision, by=by, at=at)
    _tell_asker(decision, "已批准", text, at)
    return decision


@transaction.atomic
def send_back(
    decision_id: int, *, text: str, meeting: str = "", version: int | None = None, by: User, at: datetime
) -> Decision:
    """Return the request to who asked, with reasons; nothing else changes. Refused like `approve`."""
    turn = turns.take(decision_id, version=version, by=by, at=at)
    decision, note = turn.decision, turn.say("return", text, meeting)
    _close(decision, "return", note=note, by=by, at=at)
    _drop(decision, by=by, at=at)
    _tell_asker(decision, "已退回", text, at)
    return decision


@transaction.atomic
def withdraw(decision_id: int, *, by: User, at: datetime) -> Decision:
    """Take back one's own request before it was decided."""
    decision = access.take(by, "decision.withdraw", Decision, decision_id, at=at, lock=True)
    if decision.requested_by_id != by.pk:
        raise Refused([Reason(_("只能撤回本人提请的事项"), seats.NOT_TWICE)])
    clocks.end_step(decision, by=by, at=at, decided=False)
    _close(decision, "withdraw", note="", by=by, at=at)
    _drop(decision, by=by, at=at)
    return decision


def _perform(decision: Decision, *, by: User, at: datetime) -> None:
    """Do what was asked for: more time for a clock, a written order, or a move."""
    if decision.deadline_id:
        extensions.perform(decision, by=by, at=at)
    elif decision.order_id:
        orders.issue(decision, by=by, at=at)
    elif decision.move in LETTERS:
        instructions.perform(decision, by=by, at=at)
    else:
        moves.perform(decision, by=by, at=at)


def _drop(decision: Decision, *, by: User, at: datetime) -> None:
    if decision.order_id:
        orders.drop(decision, by=by, at=at)


def _close(decision: Decision, move: str, *, note: str, by: User, at: datetime) -> None:
    decision.closed_at = at
    decision.save(update_fields=["closed_at"])
    DECISION_FLOW.move(decision, move, by=by, at=at, note=note)


def _tell_asker(decision: Decision, outcome: str, text: str, at: datetime) -> None:
    key = f"decision:{decision.pk}:{decision.state}"
    people.tell(
        [decision.requested_by],
        title=f"{outcome}：{official(decision.label)}·{decision.about}",
        body=text,
        url=f"/decisions/{decision.pk}/",
        key=key,
        at=at,
    )
