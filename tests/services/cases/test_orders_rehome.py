"""A case passes to another office whole: who sees it, who works on it, whose clocks are chased (rules 17, 18)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from cases import services
from cases.models import Case, Clue, Decision, Member, Order
from desk.demo.paths import SERVED
from tests.refusals import invalid
from tests.services.cases.ordering import ordered, supervised
from tests.world import World


def moved(world: World, case: Case) -> Case:
    ordered(world, "designate", case, to_office_id=world.dongyang.pk)
    return Case.objects.get(pk=case.pk)


def test_what_hangs_from_the_case_goes_along(world: World) -> None:
    case = moved(world, world.told(SERVED).case)
    assert case.clue is not None and case.clue.office == world.dongyang
    assert set(Decision.objects.filter(case=case).values_list("office", flat=True)) == {world.dongyang.pk}
    assert set(case.grants.values_list("office", "municipal")) == {(world.dongyang.pk, world.jinhua.pk)}
    for row in (case.obligations.all()[0], case.documents.all()[0], case.evidence.all()[0]):
        seen = type(row).SCOPE.view
        assert access.can(world.dongyang_head, seen, row, at=world.now)
        assert not access.can(world.yiwu_head, seen, row, at=world.now)


def test_its_clocks_are_the_new_offices(world: World) -> None:
    case = moved(world, world.told(SERVED).case)
    clocks = case.deadlines.filter(ended_on=None).exclude(rule="N07")
    assert {clock.duty_office for clock in clocks} == {world.dongyang}
    assert {clock.duty_user for clock in clocks} == {None}
    theirs = clocks.filter(rule="T08")[0]
    assert theirs.duty_group == world.agency("yiwu-post").group


def test_until_somebody_is_named_nobody_takes_a_step(world: World) -> None:
    case = moved(world, world.case("investigating"))
    assert case.handler == world.dongyang_head
    for who in (world.yiwu_handler, world.dongyang_head, world.dongyang_handler):
        assert not access.can(who, "case.advance", case, at=world.now)


def test_the_former_offices_people_leave_and_the_lent_ones_stay(world: World) -> None:
    case = world.case("investigating")
    lent = services.call_up(
        case.pk, user_id=world.yuyao_handler.pk, duty="取证", starts_on=world.now.date(), order="浙检调〔2026〕1号",
        by=world.zhejiang_chief, at=world.now,
    )  # fmt: skip
    case = moved(world, case)
    assert not access.can(world.yiwu_assistant, "case.view", case, at=world.now)
    assert access.can(world.yuyao_handler, "case.work", case, at=world.now)
    assert Member.objects.get(pk=lent.pk).ends_on is None
    assert not access.can(world.yiwu_handler, "case.view", case, at=world.now + timedelta(days=9))


def test_who_receives_it_names_its_handler(world: World) -> None:
    case = moved(world, world.case("investigating"))
    order = Order.objects.get()
    for wrong in (None, world.yiwu_handler.pk, world.dongyang_clerk.pk):
        with invalid("handler_id"):
            services.receive_order(order.pk, handler_id=wrong, by=world.dongyang_head, at=world.now)
    services.receive_order(
        order.pk, handler_id=world.dongyang_handler.pk, by=world.dongyang_head, at=world.now
    )
    case.refresh_from_db()
    assert case.handler == world.dongyang_handler
    assert access.can(world.dongyang_handler, "case.advance", case, at=world.now)
    assert set(case.deadlines.filter(ended_on=None).values_list("duty_user", flat=True)) == {
        world.dongyang_handler.pk
    }
    assert world.dongyang_handler.notices.filter(key=f"order:{order.pk}:handler").exists()
    plan = services.make_case_move(
        case.pk,
        "close",
        data={"ground": "lawful", "facts": "查明未违法"},
        by=world.dongyang_handler,
        at=world.now,
    )
    assert plan.decision is not None and plan.decision.office == world.dongyang


def test_a_clue_waits_for_its_handler_and_then_is_evaluated_there(world: World) -> None:
    clue = world.clue("registered")
    order = ordered(world, "designate", clue, to_office_id=world.dongyang.pk)
    clue = Clue.objects.get(pk=clue.pk)
    assert (clue.office, clue.handler) == (world.dongyang, None)
    assert clue.deadlines.get(rule="N01").duty_office == world.dongyang
    services.receive_order(
        order.pk, handler_id=world.dongyang_handler.pk, by=world.dongyang_casemgr, at=world.now
    )
    assert clue.deadlines.get(rule="N01").duty_user == world.dongyang_handler
    found = {"truth": "属实", "checkability": "可查", "risk": "有", "opinion": "立案"}
    services.make_clue_move(clue.pk, "evaluate", data=found, by=world.dongyang_handler, at=world.now)


def test_supervision_goes_along_with_the_matter(world: World) -> None:
    case = world.case("investigating")
    watched = supervised(world, case, "zhejiang")
    case = moved(world, case)
    watched.refresh_from_db()
    assert watched.to_office == world.dongyang and watched.clock is not None
    assert watched.clock.duty_office == world.dongyang
    with pytest.raises(PermissionDenied):
        services.receive_order(watched.pk, by=world.yiwu_head, at=world.now)
    assert services.receive_order(watched.pk, by=world.dongyang_head, at=world.now).state == "received"
