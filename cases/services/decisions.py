"""Decisions: the department head reviews, the chief decides (rules 5, 7). Nobody decides on their own request."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, Stale, day, official, record
from cases import seats
from cases.flow import DECISION_FLOW
from cases.models import Decision, Opinion
from cases.services import asking, clocks, extensions, moves, orders, people


@transaction.atomic
def approve(decision_id: int, *, text: str = "", step: int | None = None, by: User, at: datetime) -> Decision:
    """Agree at the current step; the last agreement makes the move, or lengthens the clock, in the same transaction.

    Refused when it is the person's own request, when the move or the clock has lost what it needs since it was asked
    for (rules 5, 7, 47), or when somebody was faster: `step` is the place in the chain that the person saw.
    """
    decision = _take_turn(decision_id, step, by=by, at=at)
    Opinion.objects.create(
        decision=decision, post=decision.waits_for, outcome="approve", text=text, by=by, at=at
    )
    clocks.end_step(decision, by=by, at=at)
    if decision.step + 1 < len(decision.chain):
        decision.step += 1
        decision.save(update_fields=["step"])
        label = f"审核同意：{official(decision.label)}"
        record(by=by, at=at, action="decision.approve", label=label, obj=decision, note=text)
        asking.turn_to_next(decision, by=by, at=at)
        return decision
    _close(decision, "approve", note=text, by=by, at=at)
    _perform(decision, by=by, at=at)
    _tell_asker(decision, "已批准", text, at)
    return decision


@transaction.atomic
def send_back(decision_id: int, *, text: str, step: int | None = None, by: User, at: datetime) -> Decision:
    """Return the request to who asked, with reasons; nothing else changes. Refused like `approve`."""
    decision = _take_turn(decision_id, step, by=by, at=at)
    Opinion.objects.create(
        decision=decision, post=decision.waits_for, outcome="return", text=text, by=by, at=at
    )
    clocks.end_step(decision, by=by, at=at)
    _close(decision, "return", note=text, by=by, at=at)
    _drop(decision, by=by, at=at)
    _tell_asker(decision, "已退回", text, at)
    return decision


@transaction.atomic
def withdraw(decision_id: int, *, by: User, at: datetime) -> Decision:
    """Take back one's own request before it was decided."""
    decision = access.take(by, "decision.withdraw", Decision, decision_id, at=at, lock=True)
    if decision.requested_by_id != by.pk:
        raise Refused([Reason(_("只能撤回本人提请的事项"), "")])
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
    else:
        moves.perform(decision, by=by, at=at)


def _drop(decision: Decision, *, by: User, at: datetime) -> None:
    if decision.order_id:
        orders.drop(decision, by=by, at=at)


def _take_turn(decision_id: int, step: int | None, *, by: User, at: datetime) -> Decision:
    decision = access.take(by, "decision.view", Decision, decision_id, at=at, lock=True)
    if not decision.waits_for:
        raise Refused(
            [Reason(_("此事项已%(state)s") % {"state": decision.get_state_display().removeprefix("已")})]
        )
    if step is not None and step != decision.step:
        raise Stale
    turn = f"decision.{decision.waits_for}"
    access.take(by, turn, Decision, decision_id, at=at)
    if not seats.sits(by, decision, decision.waits_for, on=day(at)):
        raise PermissionDenied(turn)
    if decision.requested_by_id == by.pk:
        raise Refused([Reason(_("不能审批本人提请的事项"), "办案规则第七条")])
    return decision


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
