"""Who may order what about which matter, and what is refused with its article (rules 10, 11, 17, 18, 26)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from cases import orders, services
from cases.models import Order
from tests.refusals import invalid, refused
from tests.services.cases.ordering import draft, in_days, ordered, supervised
from tests.world import World

WATCH = {"demands": "查清", "report_by": "2026-12-20"}


def test_a_handler_of_the_office_above_puts_an_order_before_its_own_chief(world: World) -> None:
    order = draft(
        world,
        "supervise",
        world.case("filed"),
        world.jinhua_handler,
        demands="查",
        report_by=in_days(world, 9),
    )
    assert (order.office, order.from_office, order.to_office) == (world.jinhua, world.yiwu, world.yiwu)
    assert (order.state, order.decision.office, order.decision.chain) == (
        "drafted",
        world.jinhua,
        ["head", "chief"],
    )
    assert order.decision.subject == order.case and str(order.decision.label) == "督办"
    assert world.jinhua_head.notices.filter(url=f"/decisions/{order.decision.pk}/").exists()
    assert not world.yiwu_head.notices.filter(key__startswith="order").exists()


@pytest.mark.parametrize(
    ("who", "raised"),
    [
        ("jinhua_assistant", PermissionDenied),
        ("jinhua_chief", PermissionDenied),
        ("dongyang_handler", access.Unseen),
    ],
)
def test_who_drafts_no_orders(world: World, who: str, raised: type[Exception]) -> None:
    with pytest.raises(raised):
        draft(world, "supervise", world.case("filed"), getattr(world, who), **WATCH)


@pytest.mark.parametrize(
    ("kind", "who", "article"),
    [
        ("supervise", "yiwu_handler", "第十一条"),
        ("take_up", "yiwu_handler", "第十八条"),
        ("designate", "yiwu_head", "第十七条"),
        ("assign", "jinhua_handler", "第十八条"),
        ("revoke", "yiwu_head", "第十条"),
    ],
)
def test_an_order_comes_from_above_and_what_is_handed_down_is_ones_own(
    world: World, kind: str, who: str, article: str
) -> None:
    with refused(article):
        draft(world, kind, world.case("filed"), getattr(world, who))


@pytest.mark.parametrize("state", ["closed", "transferred"])
def test_what_has_ended_is_not_passed_on(world: World, state: str) -> None:
    with refused("第十七条", "不能指定管辖"):
        draft(world, "designate", world.case(state), world.jinhua_handler, to_office_id=world.dongyang.pk)


def test_what_waits_for_a_decision_is_not_passed_on_but_may_be_watched(world: World) -> None:
    clue = world.told("20 register 15 evaluate 5 file:asked").clue
    with refused("第十七条", "正在审批"):
        draft(world, "designate", clue, world.jinhua_handler, to_office_id=world.dongyang.pk)
    assert supervised(world, clue).state == "issued"


def test_the_same_is_not_ordered_twice_by_one_office(world: World) -> None:
    case = world.case("investigating")
    supervised(world, case)
    with refused("第十一条", "不能重复作出"):
        draft(world, "supervise", case, world.jinhua_head, demands="再查", report_by=in_days(world, 9))
    assert supervised(world, case, "zhejiang").state == "issued"


def test_a_clue_received_by_transfer_is_not_handed_on(world: World) -> None:
    clue = world.told("20 register 15 evaluate 10 pass_to:ningbo", office="jinhua").clue
    received = type(clue).objects.get(office=world.ningbo)
    with refused("第二十六条"):
        draft(world, "assign", received, world.ningbo_handler, to_office_id=world.yuyao.pk)


def test_only_clues_that_became_cases_get_a_task_force(world: World) -> None:
    with refused("第六条", "立案之后"):
        draft(world, "task_force", world.clue("evaluating"), world.jinhua_handler)


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("supervise", {"demands": "", "report_by": "day"}, "demands"),
        ("supervise", {"demands": "查"}, "report_by"),
        ("supervise", {"demands": "查", "report_by": "past"}, "report_by"),
        ("supervise", {"demands": "查", "report_by": "day", "reason": "  "}, "reason"),
        ("designate", {}, "to_office_id"),
        ("designate", {"to_office_id": "yiwu"}, "to_office_id"),
        ("designate", {"to_office_id": "jinhua"}, "to_office_id"),
        ("designate", {"to_office_id": "yuyao"}, "to_office_id"),
        ("take_up", {}, "handler_id"),
        ("take_up", {"handler_id": "yiwu_handler"}, "handler_id"),
        ("revoke", {"report_by": "day"}, "target_id"),
    ],
)
def test_what_an_order_must_say(world: World, kind: str, said: dict[str, Any], field: str) -> None:
    days = {"day": in_days(world, 9), "past": in_days(world, -1)}
    filled = {
        name: days[value] if value in days else getattr(world, value).pk if name.endswith("_id") else value
        for name, value in said.items()
    }
    with invalid(field):
        draft(world, kind, world.case("filed"), world.jinhua_handler, **filled)
    assert not Order.objects.exists()


def test_pages_offer_what_the_service_would_take(world: World) -> None:
    case, closed = world.case("investigating"), world.case("closed")
    above = {
        offer.kind: offer.reasons for offer in orders.offers(case, by=world.jinhua_handler, at=world.now)
    }
    assert set(above) == {"take_up", "supervise", "designate", "task_force", "revoke", "change"}
    assert not any(above.values())
    assert {offer.kind for offer in orders.offers(closed, by=world.jinhua_handler, at=world.now)} == {
        "revoke",
        "change",
    }
    own = world.case("investigating", office="jinhua")
    assert {offer.kind for offer in orders.offers(own, by=world.jinhua_handler, at=world.now)} == {
        "assign",
        "task_force",
    }
    assert orders.offers(case, by=world.jinhua_chief, at=world.now) == []


def test_a_county_hands_nothing_down(world: World) -> None:
    offered = {
        offer.kind for offer in orders.offers(world.case("filed"), by=world.yiwu_handler, at=world.now)
    }
    assert "assign" not in offered


def test_nobody_decides_on_the_order_they_drafted(world: World) -> None:
    order = draft(
        world, "supervise", world.case("filed"), world.jinhua_head, demands="查", report_by=in_days(world, 9)
    )
    assert order.decision.chain == ["chief"]
    with refused("第七条", "本人提请"):
        services.approve(order.decision.pk, by=world.jinhua_head, at=world.now)


def test_a_matter_that_came_back_up_may_be_ordered_on_again(world: World) -> None:
    clue = world.clue("evaluating")
    ordered(world, "take_up", clue, handler_id=world.jinhua_handler.pk)
    clue.refresh_from_db()
    assert ordered(world, "assign", clue, to_office_id=world.dongyang.pk).state == "issued"
