"""Putting a move, or more time for a clock, before those who decide it (rules 5, 7, 47)."""

from datetime import datetime

from accounts.models import User
from audit.flow import day, official, record
from cases import chains, seats
from cases.flow import Seat
from cases.models import Case, Clue, Decision, Order
from cases.models.places import copied
from cases.services import clocks, people
from cases.services.acts import Data
from deadlines.models import Deadline, NoticeKind

OWN_SEAT = "提请人本人在任，不能审批本人提请的事项，略去：%(seats)s"


def ask(
    subject: Case | Clue | Order,
    name: str,
    *,
    data: Data,
    by: User,
    at: datetime,
    deadline: Deadline | None = None,
) -> Decision:
    """Ask for a decision, with the form as its draft; start the target of who is first, and tell them.

    `name` is a move of the flow table, with a `deadline` a permit about that clock, or the kind of an order. It is
    decided in the office in which the subject stands, by others than who asks (rule 7).
    """
    chain = chains.seats_for(name, subject, by=by, on=day(at))
    decision = Decision.objects.create(
        **{subject._meta.model_name or "": subject},
        **copied(subject),
        deadline=deadline,
        move=name,
        draft=dict(data),
        chain=list(chain),
        requested_by=by,
        requested_at=at,
    )
    label = f"提请审批：{official(decision.label)}"
    left_out = [official(Seat(seat).label) for seat in chains.chain_of(name, subject) if seat not in chain]
    note = OWN_SEAT % {"seats": "、".join(left_out)} if left_out else ""
    record(by=by, at=at, action="decision.ask", label=label, obj=decision, note=note)
    turn_to_next(decision, by=by, at=at)
    return decision


def turn_to_next(decision: Decision, *, by: User | None, at: datetime) -> None:
    """Start the target of the seat whose opinion is next, and tell everybody who holds it."""
    clocks.start_for_decision(decision, by=by, at=at)
    people.tell(
        seats.holders(decision, decision.waits_for, on=day(at)),
        title=f"待您审批：{official(decision.label)}·{decision.about}",
        body="",
        url=f"/decisions/{decision.pk}/",
        key=f"decision:{decision.pk}:{_turn(decision)}",
        kind=NoticeKind.TASK,
        at=at,
    )


def _turn(decision: Decision) -> str:
    """Which turn it is; after a change of the draft the first seat's comes anew."""
    anew = f"{decision.revision}." if decision.revision > 1 else ""
    return f"{anew}{decision.step}"
