"""One agency, several violations of one kind: one case; what is found later joins it before the recommendation (rule 69; G8)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Entry
from cases import services
from cases.models import Case, Clue
from cases.services import Outcome
from tests.refusals import invalid, refused
from tests.services.cases.test_make_clue_move import filing, move
from tests.web.people import page
from tests.world import MATTER, World

RULE = "办案规则第六十九条"


def merge(world: World, clue: Clue, case: Case, by: str = "yiwu_handler", **changes: Any) -> Outcome[Clue]:
    return move(world, clue, "merge", by=by, **{"case": case.pk, "reason": "同一机关、同一性质", **changes})


def file(world: World, clue: Clue, **changes: Any) -> Outcome[Clue]:
    return move(world, clue, "file", **filing(world, **changes))


def test_what_was_found_later_joins_the_open_case(world: World) -> None:
    case, clue = world.case("investigating"), world.clue("evaluating")
    assert merge(world, clue, case).made
    clue.refresh_from_db()
    case.refresh_from_db()
    assert clue.state == "merged"
    first, _blank, supplement, facts = case.facts.split("\n")
    assert (first, facts) == (MATTER.facts, clue.facts)
    assert supplement == f"【2026-11-24并入线索{clue.number}：{clue.title}】"
    assert not clue.deadlines.filter(state="open").exists()
    assert Entry.objects.get(case_ref=case.pk, action="case.merge").data == {"clue": clue.pk}
    assert Entry.objects.get(clue_ref=clue.pk, action="clue.merge").data == {"case": case.pk}


def test_both_pages_lead_to_the_other(world: World) -> None:
    case, clue = world.case("investigating"), world.clue("evaluating")
    merge(world, clue, case)
    assert f'href="/cases/{case.pk}/"' in page(world.yiwu_handler, f"/clues/{clue.pk}/")
    shown = page(world.yiwu_handler, f"/cases/{case.pk}/")
    assert f'href="/clues/{clue.pk}/"' in shown
    assert f"并入线索{clue.number}" in shown


@pytest.mark.parametrize("state", ["recommended", "closed"])
def test_after_the_recommendation_nothing_joins(world: World, state: str) -> None:
    world.case("filed")  # without any open case the step itself is not there
    case, clue = world.case(state), world.clue("evaluating")
    with refused(RULE, case.number):
        merge(world, clue, case)


def test_only_a_case_of_the_own_office(world: World) -> None:
    world.case("filed")
    foreign = world.case("filed", office="dongyang", agencies=("dongyang-env",))
    clue = world.clue("evaluating")
    for case in (foreign, Case(pk=0)):
        with invalid("case"):
            merge(world, clue, case)
    with invalid("reason"):
        merge(world, clue, world.case("filed"), reason="")


def test_who_may_not_file_does_not_merge(world: World) -> None:
    with pytest.raises(PermissionDenied):
        merge(world, world.clue("evaluating"), world.case("filed"), by="yiwu_head")


def test_without_an_open_case_there_is_nothing_to_join(world: World) -> None:
    clue, case = world.clue("evaluating"), world.case("recommended")
    with refused(RULE, "没有尚未发出检察建议"):
        merge(world, clue, case)
    assert "没有尚未发出检察建议的在办案件" in page(world.yiwu_handler, f"/clues/{clue.pk}/")


def test_the_handler_of_the_case_is_told(world: World) -> None:
    case, clue = world.case("filed"), world.clue("evaluating")
    Case.objects.filter(pk=case.pk).update(handler=world.yiwu_assistant)
    merge(world, clue, case)
    assert world.yiwu_assistant.notices.filter(key=f"merged:{clue.pk}").exists()


def test_a_second_case_of_one_kind_is_refused(world: World) -> None:
    case, clue = world.case("investigating"), world.clue("evaluating")
    with refused(RULE, case.number):
        file(world, clue)
    assert not clue.decisions.exists()


def test_another_kind_is_filed_apart_and_says_why(world: World) -> None:
    world.case("investigating")
    clue = world.clue("evaluating")
    decision = file(world, clue, separate_reason="后者系冷链运输违法，性质不同").decision
    assert decision is not None
    assert "后者系冷链运输违法" in page(world.yiwu_head, f"/decisions/{decision.pk}/")


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        ("recommended", {}),
        ("investigating", {"field": "food_drug"}),
        ("investigating", {"agencies": []}),
    ],
)
def test_what_is_not_the_same_is_filed(world: World, state: str, changes: dict[str, Any]) -> None:
    world.case(state)
    assert file(world, world.clue("evaluating"), **changes).decision


def test_one_harm_and_several_agencies_may_be_several_cases(world: World) -> None:
    world.case("investigating", agencies=("yiwu-post",))
    other = [world.agency("yiwu-samr").pk]
    assert file(world, world.clue("evaluating"), agencies=other).decision


def test_of_two_filings_at_once_the_second_is_refused_when_it_is_decided(world: World) -> None:
    first, second = world.clue("evaluating"), world.clue("evaluating")
    asked = [file(world, clue).decision for clue in (first, second)]
    for decision in asked:
        assert decision is not None
        services.approve(decision.pk, by=world.yiwu_head, at=world.now)
    assert asked[0] and asked[1]
    services.approve(asked[0].pk, by=world.yiwu_chief, at=world.now)
    with refused(RULE, first.cases.get().number):
        services.approve(asked[1].pk, by=world.yiwu_chief, at=world.now)
