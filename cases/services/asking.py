"""Putting a move, or more time for a clock, before those who decide it (rules 5, 7, 47)."""

from datetime import datetime

from accounts.models import User
from audit.flow import day, official, record
from cases import chains, seats
from cases.bench import Bench
from cases.flow import Seat
from cases.models import Case, Clue, Decision, Order
from cases.models.places import copied
from cases.services import clocks, people
from cases.services.acts import Data
from deadlines.models import Deadline, NoticeKind

# What the record says of seats that do not speak, in the file's language.
OWN_SEAT = "提请人本人在任，不能审批本人提请的事项，略去：%s"
SAME_PERSON = "与后一环节为同一人，不先后两次发表意见，略去：%s"
NOBODY = {
    "vacant": "此环节现无人在任，请由安全管理员任命，或者撤回后重新提请",
    "own": "此环节现只有本人在任，请撤回后重新提请，由他人审批",
    "secret": "此环节现任者的涉密等级不够，请由其委托等级相符的人员代行，或者由安全管理员核定等级",
}


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
    note = _left_out(name, subject, chain, by, at)
    record(by=by, at=at, action="decision.ask", label=label, obj=decision, note=note)
    turn_to_next(decision, by=by, at=at)
    return decision


def turn_to_next(decision: Decision, *, by: User | None, at: datetime) -> None:
    """Start the target of the seat whose opinion is next, and tell everybody who may give it; the asker, when nobody may."""
    bench, asker = Bench(decision, day(at)), decision.requested_by_id
    able = bench.able(decision.waits_for, asker=asker)
    clocks.start_for_decision(decision, able, by=by, at=at)
    if not able:
        _tell_asker(decision, NOBODY[bench.hindered(decision.waits_for, asker=asker)], at)
        return
    people.tell(
        able,
        title=f"待您审批：{official(decision.label)}·{decision.about}",
        body="",
        url=f"/decisions/{decision.pk}/",
        key=f"decision:{decision.pk}:{_turn(decision)}",
        kind=NoticeKind.TASK,
        at=at,
    )


def _left_out(name: str, subject: Case | Clue | Order, chain: chains.Chain, by: User, at: datetime) -> str:
    """Which seats of the table do not speak on this request, and why."""
    silent = [seat for seat in chains.chain_of(name, subject) if seat not in chain]
    own = [seat for seat in silent if seats.sits(by, subject, seat, on=day(at))]
    said = [(OWN_SEAT, own), (SAME_PERSON, [seat for seat in silent if seat not in own])]
    return "；".join(
        words % "、".join(official(Seat(seat).label) for seat in found) for words, found in said if found
    )


def _tell_asker(decision: Decision, why: str, at: datetime) -> None:
    people.tell(
        [decision.requested_by],
        title=f"暂无人可以审批：{official(decision.label)}·{decision.about}",
        body=f"{official(Seat(decision.waits_for).label)}：{why}",
        url=f"/decisions/{decision.pk}/",
        key=f"decision:{decision.pk}:{_turn(decision)}:nobody",
        kind=NoticeKind.TASK,
        at=at,
    )


def _turn(decision: Decision) -> str:
    """Which turn it is; after a change of the draft the first seat's comes anew."""
    anew = f"{decision.revision}." if decision.revision > 1 else ""
    return f"{anew}{decision.step}"
