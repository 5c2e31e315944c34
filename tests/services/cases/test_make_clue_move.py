"""A clue's steps: evaluated, filed or not, transferred, reported up."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.flow import Stale
from audit.models import Entry
from cases import services
from cases.models import Case, Clue, Document
from cases.services import Outcome
from tests.refusals import invalid, refused
from tests.world import World

EVALUATION = {"truth": "属实", "checkability": "可查", "risk": "无", "opinion": "拟立案"}


def move(
    world: World, clue: Clue, name: str, by: str = "yiwu_handler", version: int | None = None, **data: Any
) -> Outcome[Clue]:
    return services.make_clue_move(
        clue.pk, name, data=data, by=getattr(world, by), at=world.now, version=version
    )


def filing(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "title": "快递面单案",
        "track": "administrative",
        "field": "personal_data",
        "facts": "事实",
        "basis": "个人信息保护法第七十条",
        "agencies": [world.agency("yiwu-post").pk],
        "team": [world.yiwu_assistant.pk],
        **changes,
    }


def file(world: World, clue: Clue, **changes: Any) -> Outcome[Clue]:
    return move(world, clue, "file", **filing(world, **changes))


def approved(world: World, clue: Clue, **changes: Any) -> Case:
    decision = file(world, clue, **changes).decision
    assert decision is not None
    services.approve(decision.pk, by=world.yiwu_head, at=world.now)
    services.approve(decision.pk, by=world.yiwu_chief, at=world.now)
    return Case.objects.get(clue=clue)


def test_the_evaluator_becomes_the_handler(world: World) -> None:
    clue = world.clue()
    assert move(world, clue, "evaluate", **EVALUATION).made
    clue.refresh_from_db()
    assert (clue.state, clue.handler, clue.evaluated_on) == (
        "evaluating",
        world.yiwu_handler,
        world.now.date(),
    )
    entry = Entry.objects.get(clue_ref=clue.pk, action="clue.evaluate")
    assert (entry.from_state, entry.to_state, entry.by) == ("registered", "evaluating", world.yiwu_handler)


@pytest.mark.parametrize("empty", ["truth", "checkability", "opinion"])
def test_an_evaluation_says_all_it_must(world: World, empty: str) -> None:
    clue = world.clue()
    with invalid(empty):
        move(world, clue, "evaluate", **{**EVALUATION, empty: ""})
    clue.refresh_from_db()
    assert clue.state == "registered"


def test_filing_asks_the_head_and_then_the_chief(world: World) -> None:
    clue = world.clue("evaluating")
    outcome = file(world, clue)
    assert not outcome.made
    assert outcome.decision is not None
    assert (outcome.decision.chain, outcome.decision.waits_for) == (["head", "chief"], "head")
    clue.refresh_from_db()
    assert clue.state == "evaluating"
    assert world.yiwu_head.notices.filter(key=f"decision:{outcome.decision.pk}:0").exists()


def test_an_approved_filing_opens_the_case(world: World) -> None:
    clue = world.clue("evaluating")
    case = approved(world, clue)
    assert (case.number, case.handler, case.office) == (
        "义检行公立〔2026〕1号",
        world.yiwu_handler,
        world.yiwu,
    )
    assert [r.agency for r in case.respondents.all()] == [world.agency("yiwu-post")]
    assert case.team_on(world.now.date()) == 2
    paper = case.documents.get(kind="filing")
    assert (paper.signed_by, paper.number) == (world.yiwu_chief, case.number)
    assert sorted(case.deadlines.values_list("rule", flat=True)) == ["N02", "T04"]
    assert clue.deadlines.get(rule="N01").state == "met"
    assert [clock.state for clock in clue.deadlines.filter(rule="N07")] == ["met", "met"]


def test_a_clue_is_not_filed_before_it_was_evaluated(world: World) -> None:
    with refused("办案规则", "待评估"):
        file(world, world.clue())


def test_a_clue_is_not_filed_while_a_question_waits_above(world: World) -> None:
    clue = world.told("20 register 15 evaluate 9 instruct:jinhua").clue
    with refused("办案规则第一百零四条", "请示尚待"):
        file(world, clue)


def test_a_pending_request_holds_the_clue(world: World) -> None:
    clue = world.clue("evaluating")
    file(world, clue)
    with refused(text="正在审批"):
        file(world, clue)
    with refused(text="正在审批"):
        move(world, clue, "decline", reason="不属于法定领域")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("facts", ""),
        ("basis", ""),
        ("agencies", [999999]),
        ("team", [999999]),
        ("parent", 999999),
    ],
)
def test_a_filing_that_cannot_be_carried_out_is_not_asked_for(
    world: World, field: str, value: object
) -> None:
    clue = world.clue("evaluating")
    with invalid(field):
        file(world, clue, **{field: value})
    assert not clue.decisions.exists()


def test_a_civil_case_lists_no_agency(world: World) -> None:
    with invalid("agencies"):
        file(world, world.clue("evaluating"), track="civil")


def test_a_child_case_hangs_under_a_case_of_an_office_above(world: World) -> None:
    clue = world.clue("evaluating")
    far = world.case("filed", office="dongyang", agencies=(), measures=())
    with invalid("parent"):
        file(world, clue, parent=far.pk)
    upper = world.case("filed", office="jinhua", agencies=(), measures=())
    assert approved(world, clue, parent=upper.pk).parent == upper


def test_declining_leaves_a_paper_and_no_case(world: World) -> None:
    clue = world.clue("not_filed")
    assert clue.state == "not_filed"
    assert Document.objects.get(clue=clue).kind == "not_filing"
    assert not clue.cases.exists()
    assert not clue.deadlines.filter(state="open").exists()


def test_a_transferred_clue_is_a_clue_of_the_other_office(world: World) -> None:
    world.clue("transferred")
    received = Clue.objects.get(office=world.dongyang)
    assert (received.source, received.state) == ("transferred", "registered")
    assert world.dongyang_handler.notices.filter(key=f"clue:{received.pk}").exists()


def test_a_received_clue_is_not_passed_on_again(world: World) -> None:
    """G9."""
    world.clue("transferred")
    received = Clue.objects.get(office=world.dongyang)
    with refused("办案规则第二十六条", "应当受理"):
        move(world, received, "transfer", "dongyang_handler", office=world.yiwu.pk, reason="无管辖权")
    assert move(world, received, "report_up", "dongyang_handler", opinion="请指定").made


@pytest.mark.parametrize("office", ["yiwu", "jinhua"])
def test_a_clue_goes_only_to_another_office_of_the_level(world: World, office: str) -> None:
    with invalid("office"):
        move(world, world.clue(), "transfer", office=getattr(world, office).pk, reason="管辖")


def test_a_report_goes_one_level_up(world: World) -> None:
    clue = world.clue("evaluating")
    move(world, clue, "report_up", opinion="重大")
    received = clue.report_up.received
    assert (received.office, received.source) == (world.jinhua, "reported_up")
    assert (received.title, received.facts) == (clue.title, clue.facts)


def test_the_supreme_reports_to_nobody(world: World) -> None:
    clue = world.clue(office="spp")
    with refused("办案规则第二十六条", "没有上级院"):
        move(world, clue, "report_up", "spp_handler", opinion="重大")


def test_who_saw_an_older_version_is_told(world: World) -> None:
    clue = world.clue()
    move(world, clue, "evaluate", version=clue.version, **EVALUATION)
    with pytest.raises(Stale):
        move(world, clue, "report_up", version=clue.version, opinion="重大")


def test_who_may_not_take_the_step(world: World) -> None:
    clue = world.clue()
    with pytest.raises(PermissionDenied):
        move(world, clue, "evaluate", "yiwu_assistant", **EVALUATION)
    with pytest.raises(PermissionDenied):
        move(world, clue, "evaluate", "jinhua_handler", **EVALUATION)
    with pytest.raises(Unseen):
        move(world, clue, "evaluate", "dongyang_handler", **EVALUATION)


def test_a_step_that_does_not_exist_is_not_found(world: World) -> None:
    with pytest.raises(Unseen):
        move(world, world.clue(), "burn")
