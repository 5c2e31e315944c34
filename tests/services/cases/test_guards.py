"""Guards that the ordinary way rarely meets: each still refuses, with its article."""

import pytest

from cases import guards, services
from cases.models import Clue
from tests.refusals import refused
from tests.world import World


def test_a_clue_without_an_evaluation_is_not_filed_even_when_it_stands_in_evaluation(world: World) -> None:
    clue = world.clue("evaluating")
    Clue.objects.filter(pk=clue.pk).update(evaluated_on=None)
    for name in ("file", "decline"):
        with refused("办案规则第二十七条", "尚未评估"):
            services.make_clue_move(clue.pk, name, data={}, by=world.yiwu_handler, at=world.now)


def test_a_case_is_not_moved_on_by_hand_while_a_recommendation_waits_for_service(world: World) -> None:
    case = world.case("recommended")
    with refused("办案规则第七十六条", "尚未送达：义乌市邮政管理局、义乌市网信办"):
        services.make_case_move(case.pk, "all_served", data={}, by=world.yiwu_clerk, at=world.now)


def test_an_open_consultation_has_no_minutes_yet(world: World) -> None:
    case = world.told("40 register 35 evaluate 30 file 25 investigate 2 consult:5").case
    with refused("办案规则第七十条", "尚无磋商会议记录"):
        services.make_case_move(case.pk, "rectify", data={}, by=world.yiwu_handler, at=world.now)


@pytest.mark.parametrize("state", ["judged", "withdrawn"])
def test_after_the_court_obligations_no_longer_hold_the_closure(world: World, state: str) -> None:
    case = world.case(state)
    assert case.obligations.exclude(state="accepted").exists()
    assert guards.obligations_judged(case, world.now.date()) is None


def test_a_respondent_judged_in_time_is_not_refused(world: World) -> None:
    replied = world.respondent(world.case("reviewing"))
    assert guards.replied_or_late(replied, world.now.date()) is None
    assert guards.own_obligations_judged(replied, world.now.date()) is None
