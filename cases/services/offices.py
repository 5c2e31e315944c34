"""A procuratorate passes to another one that leads it, and what it works on goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from accounts import office_lists
from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from accounts.services import offices
from audit.flow import day, record
from cases.between import InstructionState, OrderState
from cases.flow import ENDED, ClueState, DecisionState, Seat
from cases.models import Case, CaseUserGrant, Clue, Decision, Instruction, Order
from cases.models.places import InOffice, columns
from cases.services import asking, clocks, people
from deadlines import services as deadlines
from deadlines.models import NoticeKind

BATCH = 1000
CASE_RUNS = ~Q(state__in=ENDED)
ORDER_RUNS = Q(state__in=[OrderState.DRAFTED, OrderState.ISSUED, OrderState.RECEIVED])
ABOVE = (Seat.UPPER, Seat.PROVINCE)


@dataclass(frozen=True)
class Transferred:
    """What became of the rows of each kind: how many went along, and how many stayed with the former line."""

    office: Procuratorate
    moved: Mapping[str, int]
    stayed: Mapping[str, int]


@transaction.atomic
def transfer_office(
    office_id: int, *, parent_id: int, by: User | None, at: datetime, ended_too: bool = False
) -> Transferred:
    """Put an office, with all it leads, under another one, which leads its work from now on (rule 10).

    Running clues, cases, requests, orders and grants go along, ended ones stay with those who led them to their end,
    unless `ended_too`; they may follow later, when it is said once more with `ended_too`. What waited for the former
    office above waits for the new one. The office itself sees all of its own as before. Refuses what
    `accounts.services.place_office` refuses.
    """
    office = accounts.procuratorate(office_id)
    before = office_lists.line(office)
    if ended_too and office.parent_id == parent_id:
        offices.demand_edit(by, at=at)
    else:
        office = offices.place_office(office_id, parent_id=parent_id, by=by, at=at)
    led = office_lists.led_by(office)
    moved = {_name(model): 0 for model in _running()}
    stayed = dict(moved)
    for one in led:
        place = {f"{name}_id": above and above.pk for name, above in columns(one).items()}
        for model, running in _running().items():
            elsewhere = model._default_manager.filter(office=one).exclude(**place)
            moved[_name(model)] += _move(elsewhere if ended_too else elsewhere.filter(running), place)
            stayed[_name(model)] += elsewhere.count()
    _turn_to_those_above(led, _successors(before, office_lists.line(office)), by=by, at=at)
    data = {"moved": moved, "stayed": stayed}
    record(by=by, at=at, action=offices.EDIT, label="办理中的事项随院划转", obj=office, data=data)
    return Transferred(office, moved, stayed)


def _running() -> dict[type[InOffice], Q]:
    """Which rows of each kind go along: what is under way, and what belongs to it. In the order in which they move."""
    cases, clues = Case.objects.filter(CASE_RUNS), Clue.objects.filter(_clue_runs())
    orders = Order.objects.filter(ORDER_RUNS)
    requests = Q(case__in=cases) | Q(clue__in=clues) | Q(order__in=orders)
    return {
        Case: CASE_RUNS,
        Clue: _clue_runs(),
        Order: ORDER_RUNS,
        Decision: requests | Q(state=DecisionState.PENDING),
        CaseUserGrant: Q(content_object__in=cases),
    }


def _clue_runs() -> Q:
    """A clue that is looked into, or whose case runs."""
    looked_into = Q(state__in=[ClueState.REGISTERED, ClueState.EVALUATING])
    return looked_into | Q(pk__in=Case.objects.filter(CASE_RUNS, clue__isnull=False).values("clue"))


def _move(rows: QuerySet[Any], place: Mapping[str, int | None]) -> int:
    """Write the three columns, so many rows at a time; rows that stand right drop out of `rows` by themselves."""
    count = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        count += rows.model._default_manager.filter(pk__in=ids).update(**place)
    return count


def _successors(before: Sequence[Procuratorate], after: Sequence[Procuratorate]) -> dict[int, Procuratorate]:
    """Of each office that led before, the one of its level that leads now."""
    by_level = {office.level: office for office in after}
    return {old.pk: by_level[old.level] for old in before if by_level[old.level].pk != old.pk}


def _turn_to_those_above(
    led: Sequence[Procuratorate], successors: Mapping[int, Procuratorate], *, by: User | None, at: datetime
) -> None:
    """Questions and requests that waited for an office above wait for the one that leads now, which is told."""
    here = Q(clue__office__in=led) | Q(case__office__in=led)
    for asked in Instruction.objects.filter(here, state=InstructionState.ASKED):
        _ask_anew(asked, successors, at=at)
    deadlines.pass_on(
        offices={old: new.pk for old, new in successors.items()}, of=[office.pk for office in led]
    )
    for decision in Decision.objects.filter(office__in=led, state=DecisionState.PENDING):
        if (old := decision.draft.get("asked_of_id")) in successors:
            decision.draft["asked_of_id"] = successors[old].pk
            decision.save(update_fields=["draft"])
        if decision.waits_for in ABOVE:
            clocks.end_step(decision, by=by, at=at, decided=False)
            asking.turn_to_next(decision, by=by, at=at)


def _ask_anew(asked: Instruction, successors: Mapping[int, Procuratorate], *, at: datetime) -> None:
    """A question on its way up goes the new way; a level that has sent it on already stays on record as it did."""
    turn = successors.get(asked.waits_at_id or 0)
    asked.asked_of = successors.get(asked.asked_of_id, asked.asked_of)
    if turn is not None:
        asked.legs.filter(office=asked.waits_at_id, outcome="").update(office=turn)
        asked.waits_at = turn
    asked.save(update_fields=["asked_of", "waits_at"])
    people.tell(
        accounts.holders(turn, "chief", on=day(at)) if turn else [],
        title=f"待办理{asked.word}：{asked.subject.title}",
        body=asked.question,
        url=f"/instructions/{asked.pk}/",
        key=f"instruction:{asked.pk}:{turn and turn.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )


def _name(model: type[Model]) -> str:
    return model._meta.model_name or ""
