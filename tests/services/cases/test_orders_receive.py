"""An order is signed for, objected to while it is carried out, and reported on (rules 8, 10, 11)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from cases import services
from deadlines.models import Deadline
from tests.refusals import invalid, refused
from tests.services.cases.ordering import supervised
from tests.world import World


@pytest.mark.parametrize("who", ["yiwu_handler", "yiwu_head", "yiwu_casemgr"])
def test_it_is_signed_for_once_by_the_office_that_must_act(world: World, who: str) -> None:
    order = supervised(world, world.case("investigating"))
    received = services.receive_order(order.pk, by=getattr(world, who), at=world.now)
    assert (received.state, received.received_by) == ("received", getattr(world, who))
    assert world.jinhua_handler.notices.filter(title__contains="已签收").exists()
    with refused("第十条", "现处"):
        services.receive_order(order.pk, by=world.yiwu_head, at=world.now)


@pytest.mark.parametrize(
    ("who", "raised"),
    [
        ("yiwu_assistant", PermissionDenied),
        ("yiwu_chief", PermissionDenied),
        ("jinhua_handler", PermissionDenied),
        ("dongyang_head", access.Unseen),
        ("jiangsu_handler", access.Unseen),
    ],
)
def test_nobody_else_signs_for_it(world: World, who: str, raised: type[Exception]) -> None:
    order = supervised(world, world.case("investigating"))
    for verb, said in ((services.receive_order, {}), (services.finish_order, {"result": "已办"})):
        with pytest.raises(raised):
            verb(order.pk, **said, by=getattr(world, who), at=world.now)


def test_disagreement_is_written_down_once_and_stops_nothing(world: World) -> None:
    order = supervised(world, world.case("investigating"))
    with invalid("objection"):
        services.object_to_order(order.pk, objection=" ", by=world.yiwu_head, at=world.now)
    services.object_to_order(order.pk, objection="期限过短，建议延长。", by=world.yiwu_head, at=world.now)
    order.refresh_from_db()
    assert order.objection and order.clock is not None and order.clock.running
    assert world.jinhua_head.notices.filter(title__contains="不同意见").exists()
    with refused("第八条", "已经提出"):
        services.object_to_order(order.pk, objection="再提", by=world.yiwu_head, at=world.now)
    services.receive_order(order.pk, by=world.yiwu_head, at=world.now)
    assert (
        services.finish_order(order.pk, result="已查清。", by=world.yiwu_head, at=world.now).state == "done"
    )


def test_the_result_ends_the_clock_and_is_told_above(world: World) -> None:
    order = supervised(world, world.case("investigating"))
    with refused("第十条", "现处"):
        services.finish_order(order.pk, result="已查清。", by=world.yiwu_handler, at=world.now)
    services.receive_order(order.pk, by=world.yiwu_handler, at=world.now)
    with invalid("result"):
        services.finish_order(order.pk, result="", by=world.yiwu_handler, at=world.now)
    done = services.finish_order(order.pk, result="已查清。", by=world.yiwu_handler, at=world.now)
    assert (done.result, done.finished_by) == ("已查清。", world.yiwu_handler)
    assert Deadline.objects.get(pk=order.clock_id or 0).state == "met"
    assert world.jinhua_handler.notices.filter(body="已查清。").exists()
    with refused("第十条", "已经办结"):
        services.object_to_order(order.pk, objection="不同意", by=world.yiwu_head, at=world.now)


def test_a_late_report_is_kept_as_late(world: World) -> None:
    order = supervised(world, world.case("investigating"))
    services.receive_order(order.pk, by=world.yiwu_handler, at=world.now)
    services.finish_order(
        order.pk, result="已查清。", by=world.yiwu_handler, at=world.now + timedelta(days=12)
    )
    assert Deadline.objects.get(pk=order.clock_id or 0).state == "missed"


def test_what_must_be_reported_stays_due_when_the_case_ends(world: World) -> None:
    case = world.told("60 register 55 evaluate 50 file 48 serve_filing 45 investigate").case
    order = supervised(world, case)
    said = {"ground": "lawful", "facts": "查明未违法"}
    asked = services.make_case_move(case.pk, "close", data=said, by=world.yiwu_handler, at=world.now).decision
    assert asked is not None
    for who in (world.yiwu_head, world.yiwu_chief):
        services.approve(asked.pk, by=who, at=world.now)
    assert [clock.pk for clock in case.deadlines.filter(ended_on=None)] == [order.clock_id]
