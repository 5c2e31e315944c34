"""What is recorded with the office above, and what that office makes of it (rules 10, 25, 46, 75, 78)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.flow import day
from cases import services
from cases.models import Case, Clue, RecordUp
from desk.demo.paths import FAILED, SERVED
from tests.refusals import invalid, refused
from tests.world import World

UNRECORDED = SERVED.replace(" 88 record_up", "")


@pytest.fixture
def case(world: World) -> Case:
    return world.told(UNRECORDED).case


def record(world: World, case: Case, kind: str = "recommendation", by: str = "yiwu_assistant") -> RecordUp:
    paper = case.documents.filter(kind=kind)[0]
    return services.record_up(paper.pk, sent_on=day(world.now), by=getattr(world, by), at=world.now)


def take_in(world: World, found: RecordUp, by: str, remark: str = "") -> RecordUp:
    return services.receive_record(found.pk, remark=remark, by=getattr(world, by), at=world.now)


def test_a_served_recommendation_is_recorded_and_the_five_days_end(world: World, case: Case) -> None:
    made = record(world, case)
    assert (made.office, made.state) == (world.jinhua, "sent")
    agency = made.document.recommendation.respondent
    assert agency.deadlines.get(rule="T07").ended_on == day(world.now)
    assert world.jinhua_head.notices.filter(key=f"record:{made.pk}").exists()
    with refused("办案规则第七十五条", "已经备案"):
        record(world, case)


def test_nothing_is_recorded_before_it_reached_whom_it_is_for(world: World) -> None:
    with refused("办案规则第七十五条", "送达后"):
        record(world, world.case("recommended"))
    sued = world.told(f"{FAILED} 16 sue").case
    with refused("办案规则第四十六条", "送达法院后"):
        record(world, sued, "lawsuit")
    with refused(text="不需要"):
        record(world, sued, "filing")


@pytest.mark.parametrize("days", [-1, 400])
def test_a_record_is_sent_after_signing_and_not_in_the_future(world: World, case: Case, days: int) -> None:
    paper = case.documents.filter(kind="recommendation")[0]
    on = day(world.now) - timedelta(days=days)
    with invalid("sent_on"):
        services.record_up(paper.pk, sent_on=on, by=world.yiwu_assistant, at=world.now)


def test_a_complaint_and_a_suspension_are_recorded_too(world: World) -> None:
    sued = world.told(f"{FAILED} 16 sue 15 deliver").case
    record(world, sued, "lawsuit")
    assert sued.deadlines.get(rule="T16").ended_on == day(world.now)
    assert record(world, world.case("suspended"), "suspension").state == "sent"


def test_the_office_above_takes_it_in(world: World, case: Case) -> None:
    made = record(world, case)
    for by in ("zhejiang_head", "jinhua_chief", "yiwu_head"):
        with pytest.raises(PermissionDenied):
            take_in(world, made, by)
    with pytest.raises(Unseen):
        take_in(world, made, "jiangsu_head")
    taken = take_in(world, made, "jinhua_casemgr")
    assert (taken.state, taken.received_by, taken.received_on) == (
        "received", world.jinhua_casemgr, day(world.now),
    )  # fmt: skip
    with refused():
        take_in(world, made, "jinhua_head")


def test_a_remark_is_told_to_the_handler_also_afterwards(world: World, case: Case) -> None:
    made = take_in(world, record(world, case), "jinhua_head")
    made = take_in(world, made, "jinhua_head", "整改期限不明确")
    assert (made.state, made.remark) == ("questioned", "整改期限不明确")
    assert world.yiwu_handler.notices.filter(key=f"record:{made.pk}:remark").exists()


def record_clue(world: World, clue: Clue, by: str = "yiwu_handler") -> RecordUp:
    said = {"reason": "社会影响大", "own_opinion": "拟立案"}
    return services.record_major_clue(clue.pk, **said, by=getattr(world, by), at=world.now)


def test_a_major_clue_is_recorded_by_a_numbered_report_and_its_clock_ends(world: World) -> None:
    clue = world.told("1 register", major=True).clue
    assert clue.deadlines.get(rule="T03").running
    made = record_clue(world, clue)
    assert (made.clue, made.case, made.office, made.document.kind) == (
        clue,
        None,
        world.jinhua,
        "major_clue",
    )
    assert clue.deadlines.get(rule="T03").state == "met"
    with refused("办案规则第二十五条", "已经备案"):
        record_clue(world, clue)
    take_in(world, made, "jinhua_head", "请及时报告进展")
    assert world.yiwu_handler.notices.filter(key=f"record:{made.pk}:remark").exists()


def test_a_clue_that_is_not_major_is_not_recorded(world: World) -> None:
    with refused("办案规则第二十五条", "重大线索"):
        record_clue(world, world.clue())
    with pytest.raises(PermissionDenied):
        record_clue(world, world.clue(), "yiwu_clerk")


def test_a_clue_filed_under_way_drops_its_clock(world: World) -> None:
    clue = world.told("20 register 15 evaluate 10 file", major=True).clue
    assert clue.deadlines.get(rule="T03").state == "cancelled"
