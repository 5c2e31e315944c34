"""Only the suing goes to the office that matches the court (rules 16, 47)."""

from typing import Any

import pytest

from accounts import access
from accounts.models import Post
from accounts.paging import counted
from audit.flow import day
from cases import in_view, services
from cases.children import counted_once
from cases.flow import CASE_FLOW
from cases.models import Case
from cases.selectors import stages
from desk.demo.paths import FAILED, OPEN
from tests.refusals import invalid, refused
from tests.world import CIVIL, World


@pytest.fixture
def failed(world: World) -> Case:
    return world.told(FAILED).case


def hand_over(world: World, case: Case, **changes: Any) -> Case:
    data = {"office": world.dongyang.pk, "court": "东阳市人民法院", "reason": "集中管辖", **changes}
    asked = services.make_case_move(case.pk, "transfer_suit", data=data, by=case.handler, at=world.now)
    assert asked.decision is not None
    for by in (world.yiwu_head, world.yiwu_chief):
        services.approve(asked.decision.pk, by=by, at=world.now)
    return Case.objects.get(origin=case)


def test_the_other_office_gets_a_case_under_review_of_its_own(world: World, failed: Case) -> None:
    received = hand_over(world, failed)
    assert (received.office, received.state, received.handler) == (
        world.dongyang,
        "reviewing",
        world.dongyang_handler,
    )
    assert "检行公移诉〔2026〕1号" in received.number
    assert (received.municipal, received.provincial) == (world.jinhua, world.zhejiang)
    clock = received.deadlines.get(rule="T12")
    assert (clock.started_on, clock.duty_office, clock.duty_user) == (
        day(world.now), world.dongyang, world.dongyang_handler,
    )  # fmt: skip
    for told in (world.dongyang_head, world.dongyang_handler):
        assert told.notices.filter(key=f"suit:{received.pk}").exists()


def test_the_first_case_ends_there_with_its_paper(world: World, failed: Case) -> None:
    hand_over(world, failed)
    failed.refresh_from_db()
    assert (failed.state, failed.ended_on) == ("transferred", day(world.now))
    assert failed.documents.filter(kind="transfer").count() == 1
    assert not failed.deadlines.filter(ended_on=None).exists()


def test_what_the_law_asks_before_a_suit_still_holds(world: World, failed: Case) -> None:
    received = hand_over(world, failed)
    parties = ("agency", "state", "served_on", "failing", "verdict")
    assert list(received.respondents.values_list(*parties)) == list(failed.respondents.values_list(*parties))
    assert CASE_FLOW.missing(received, CASE_FLOW.named("sue"), day(world.now)) == []
    said = {"court": "东阳市人民法院", "claims": "请求", "facts": "事实"}
    asked = services.make_case_move(received.pk, "sue", data=said, by=world.dongyang_handler, at=world.now)
    assert asked.decision is not None
    for by in (world.dongyang_head, world.dongyang_chief):
        services.approve(asked.decision.pk, by=by, at=world.now)
    received.refresh_from_db()
    assert (received.state, received.deadlines.get(rule="T12").state) == ("sued", "met")


def test_the_first_case_is_read_no_longer_than_the_suit_takes(world: World, failed: Case) -> None:
    received = hand_over(world, failed)
    data = {"ground": "rectified", "facts": "已整改"}
    asked = services.make_case_move(received.pk, "close", data=data, by=received.handler, at=world.now)
    assert asked.decision is not None
    for by in (world.dongyang_head, world.dongyang_chief):
        services.approve(asked.decision.pk, by=by, at=world.now)
    assert not access.can(world.dongyang_handler, "case.view", failed, at=world.now)


def test_a_civil_suit_is_handed_over_with_its_announcement(world: World) -> None:
    case = world.told(f"{OPEN} 100 investigate 90 announce", CIVIL).case
    services.make_case_move(case.pk, "review_civil", data={}, by=case.handler, at=world.ago(20))
    world.proven(case)
    received = hand_over(world, case)
    assert received.deadlines.get().rule == "T12B"
    assert CASE_FLOW.missing(received, CASE_FLOW.named("sue"), day(world.now)) == []


def test_each_office_sees_of_the_other_what_it_needs(world: World, failed: Case) -> None:
    """Who sues reads the first case, where recommendation and evidence are; the first office only learns where it went."""
    received = hand_over(world, failed)
    assert access.can(world.dongyang_handler, "evidence.view", failed.evidence.all()[0], at=world.now)
    assert not access.can(world.dongyang_handler, "case.advance", failed, at=world.now)
    assert not access.can(world.dongyang_head, "case.view", failed, at=world.now)
    assert not access.can(world.yiwu_handler, "case.view", received, at=world.now)
    assert access.can(world.jinhua_chief, "case.view", received, at=world.now)


def test_with_the_case_passes_the_right_to_read_the_first_one(world: World, failed: Case) -> None:
    received = hand_over(world, failed)
    Post.objects.create(
        user=world.dongyang_clerk, post="handler", office=world.dongyang, starts_on=day(world.ago(9))
    )
    services.assign_handler(
        received.pk, user_id=world.dongyang_clerk.pk, by=world.dongyang_head, at=world.now
    )
    assert access.can(world.fresh(world.dongyang_clerk), "case.view", failed, at=world.now)
    assert not access.can(world.dongyang_handler, "case.view", failed, at=world.now)


def test_the_two_count_once_for_who_sees_both(world: World, failed: Case) -> None:
    received = hand_over(world, failed)
    seen = in_view.cases(by=world.jinhua_chief, at=world.now)
    assert counted(counted_once(seen).filter(pk__in=[failed.pk, received.pk])) == 1
    there = in_view.cases(by=world.dongyang_head, at=world.now)
    assert counted(counted_once(there).filter(pk=received.pk)) == 1


def test_the_steps_of_the_first_case_are_not_called_left_out(world: World, failed: Case) -> None:
    notes = {stage.note for stage in stages(hand_over(world, failed)) if stage.state == "skipped"}
    assert notes == {"在原案中"}


def test_no_suit_is_handed_over_before_its_time(world: World) -> None:
    case = world.case("reviewing")
    data = {"office": world.dongyang.pk, "court": "法院", "reason": "集中管辖"}
    with refused("办案规则第八十一条", "没有依法履行"):
        services.make_case_move(case.pk, "transfer_suit", data=data, by=case.handler, at=world.now)


@pytest.mark.parametrize("missing", ["office", "court", "reason"])
def test_the_form_is_complete(world: World, failed: Case, missing: str) -> None:
    with invalid(missing):
        hand_over(world, failed, **{missing: ""})


def test_it_goes_to_another_office(world: World, failed: Case) -> None:
    with invalid("office"):
        hand_over(world, failed, office=world.yiwu.pk)
