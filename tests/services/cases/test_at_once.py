"""Two people at once: one wins, the other is told. Numbers stay without gaps. The database refuses what the table lacks."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from audit.flow import Refused
from audit.models import Entry
from cases import services
from cases.flow import CASE_FLOW
from cases.models import Case, Clue, Decision, Document, Obligation, Respondent
from cases.services import papers
from tests.services.cases.ordering import draft
from tests.world import World


def at_once(works: Sequence[Callable[[], Any]]) -> Counter[str]:
    """Let all start together, each on a connection of its own; how each ended."""
    ready = Barrier(len(works))

    def run(work: Callable[[], Any]) -> str:
        ready.wait()
        try:
            work()
        except (Refused, PermissionDenied) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return Counter(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_a_last_approval_happens_once(world: World) -> None:
    decision = world.pending(world.told("60 register 55 evaluate 50 file:reviewed").clue)

    def agree() -> Any:
        return services.approve(decision.pk, by=world.yiwu_chief, at=world.now)

    ended = at_once([agree] * 4)
    assert ended["done"] == 1
    assert sum(ended.values()) == 4
    assert Case.objects.filter(clue=decision.clue).count() == 1
    assert Document.objects.filter(kind="filing").count() == 1
    assert decision.opinions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_not_changed_under_the_hand_that_signs(world: World) -> None:
    decision = world.pending(world.told("60 register 55 evaluate 50 decline:reviewed").clue)
    new, seen = {"reason": "另查明无违法事实"}, decision.version

    def agree() -> Any:
        return services.approve(decision.pk, version=seen, by=world.yiwu_chief, at=world.now)

    def change() -> Any:
        return services.redraft(decision.pk, data=new, version=seen, by=world.yiwu_handler, at=world.now)

    ended = at_once([agree, change])
    decision.refresh_from_db()
    assert (ended["done"], ended["Refused"] + ended["Stale"]) == (1, 1)
    assert (decision.state, decision.revision) in (("approved", 1), ("pending", 2))


@pytest.mark.django_db(transaction=True)
def test_one_of_two_steps_of_a_case_wins(world: World) -> None:
    case = world.case("investigating")

    def consult() -> Any:
        return services.make_case_move(case.pk, "consult", data={}, by=world.yiwu_handler, at=world.now)

    ended = at_once([consult, consult])
    assert (ended["done"], ended["Refused"] + ended["Stale"]) == (1, 1)
    assert Entry.objects.filter(case_ref=case.pk, to_state="consulting").count() == 1
    assert case.steps.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_service_and_one_clock_however_often_it_is_recorded(world: World) -> None:
    respondent = world.respondent(world.case("recommended"))

    def serve() -> Any:
        return services.serve(

        respondent.pk, kind="recommendation", method="direct", served_on=world.now.date(), recipient="季",
        by=world.yiwu_clerk, at=world.now,
    )  # fmt: skip

    assert at_once([serve] * 3)["done"] == 1
    assert respondent.deadlines.filter(rule="T08").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_leave_one(world: World) -> None:
    obligation = world.obligation(world.case("rectifying"))
    people = [world.yiwu_post_liaison, world.yiwu_post_leader]
    ended = at_once(
        [lambda by=by: services.submit(obligation.pk, text="已整改", by=by, at=world.now) for by in people]
    )
    assert ended["done"] == 1
    assert obligation.submissions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_and_no_doubles_under_eight_threads(world: World) -> None:
    drawn: list[str] = []

    def draw() -> None:
        for n in range(6):
            with transaction.atomic():
                number = papers.draw_number(world.yiwu, "行公建", 2026)
                if n % 3 == 2:
                    transaction.set_rollback(True)
                else:
                    drawn.append(number)

    assert at_once([draw] * 8)["done"] == 8
    assert sorted(int(number.split("〕")[1][:-1]) for number in drawn) == list(range(1, 33))


# ---- the trigger --------------------------------------------------------------------------------------------------


def raw(table: str, state: str, pk: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET state = %s WHERE id = %s", [state, pk])


def test_the_database_refuses_a_change_the_table_lacks(world: World) -> None:
    case = world.case("filed")
    for state in ("closed", "sued", "hearing", "rectifying"):
        with pytest.raises(DatabaseError):
            raw("cases_case", state, case.pk)
    assert Case.objects.get(pk=case.pk).state == "filed"


def test_the_database_knows_every_line_of_the_table(world: World) -> None:
    case = world.case("filed")
    pairs = set(CASE_FLOW.transitions())
    allowed = {target for source, target in pairs if source == "filed"}
    for state in set(CASE_FLOW.states.values) - allowed - {"filed"}:
        with pytest.raises(DatabaseError):
            raw("cases_case", state, case.pk)
    raw("cases_case", "investigating", case.pk)


@pytest.mark.parametrize(
    ("model", "state"),
    [(Clue, "filed"), (Respondent, "named"), (Obligation, "accepted"), (Decision, "pending")],
)
def test_so_it_does_for_what_hangs_from_a_case(world: World, model: Any, state: str) -> None:
    world.case("rectifying")
    world.clue()
    row = model.objects.exclude(state=state).order_by("-id")[0]
    with pytest.raises(DatabaseError):
        raw(model._meta.db_table, state, row.pk)


def test_a_case_does_not_end_before_it_was_filed(world: World) -> None:
    case = world.case("filed")
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(ended_on=date(2000, 1, 1))


def test_the_record_is_never_changed(world: World) -> None:
    world.clue()
    for forbidden in (lambda: Entry.objects.update(note="改"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()


@pytest.mark.django_db(transaction=True)
def test_more_time_is_given_once_or_taken_back(world: World) -> None:
    case = world.told(
        "120 register 115 evaluate 110 file 108 serve_filing 105 investigate 92 recommend 80 serve 15 review"
    ).case
    clock = case.deadlines.filter(rule="T10")[0]
    asked = [
        lambda: services.ask_extension(clock.pk, reason="案情复杂", by=world.yiwu_handler, at=world.now)
    ] * 3
    assert at_once(asked)["done"] == 1
    decision = clock.decisions.get()
    services.approve(decision.pk, by=world.yiwu_head, at=world.now)

    def agree() -> Any:
        return services.approve(decision.pk, by=world.yiwu_chief, at=world.now)

    def take_back() -> Any:
        return services.withdraw(decision.pk, by=world.yiwu_handler, at=world.now)

    assert at_once([agree, agree, take_back])["done"] == 1
    decision.refresh_from_db()
    lengthened = clock.events.filter(kind="extended").count()
    assert (decision.state, lengthened) in {("approved", 1), ("withdrawn", 0)}


@pytest.mark.django_db(transaction=True)
def test_one_of_two_orders_about_a_case_is_carried_out(world: World) -> None:
    """Taken up by one office above and given to another below by the other one: the case has one home."""
    case = world.case("investigating")
    first = draft(world, "designate", case, world.jinhua_handler, to_office_id=world.dongyang.pk)
    second = draft(world, "take_up", case, world.zhejiang_handler, handler_id=world.zhejiang_handler.pk)
    for order, head in ((first, world.jinhua_head), (second, world.zhejiang_head)):
        services.approve(order.decision.pk, by=head, at=world.now)
    ended = at_once(
        [
            lambda: services.approve(first.decision.pk, by=world.jinhua_chief, at=world.now),
            lambda: services.approve(second.decision.pk, by=world.zhejiang_chief, at=world.now),
        ]
    )
    assert ended == {"done": 1, "Refused": 1}
    assert Document.objects.filter(kind__in=("designation", "taking_up")).count() == 1
    case.refresh_from_db()
    assert case.grants.filter(permission__codename="as_assigned", ends_at=None).count() <= 1
