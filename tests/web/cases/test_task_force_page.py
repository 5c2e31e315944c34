"""Drafting a task force on its page: people by name, errors at their row, and what the case then shows."""

from datetime import timedelta
from typing import Any

import time_machine

from cases.models import Order
from tests.services.cases.test_task_force import formed
from tests.web.people import page, send
from tests.world import World


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """What the handler of the province types."""
    said = {
        "name": "面单专案组", "to_office_id": world.zhejiang.pk, "starts_on": world.now.date().isoformat(),
        "reason": "跨市办理", "person_1": "阮清和", "role_1": "取证", "person_3": "章慕云（金华市检察院）",
    }  # fmt: skip
    return {**said, **changes}


def test_people_are_named_by_typing_and_rows_may_stay_empty(world: World) -> None:
    case = world.case("investigating")
    url = f"/cases/{case.pk}/task-forces/new/"
    assert "阮清和（余姚市检察院）" in page(world.zhejiang_handler, url)
    send(world.zhejiang_handler, url, **typed(world))
    called = Order.objects.get().data["people"]
    assert [one["user"] for one in called] == [world.yuyao_handler.pk, world.jinhua_handler.pk]
    decision = page(world.zhejiang_head, f"/decisions/{Order.objects.get().decision.pk}/")
    assert "阮清和（余姚市检察院），取证" in decision


def test_what_is_wrong_is_said_at_the_row_of_that_person(world: World) -> None:
    case = world.case("investigating")
    url = f"/cases/{case.pk}/task-forces/new/"
    unknown = send(world.zhejiang_handler, url, 422, **typed(world, person_2="无名氏"))
    assert "没有找到此人" in unknown.partition('data-field="person_2"')[2].partition("data-field=")[0]
    twice = send(world.zhejiang_handler, url, 422, **typed(world, person_3="阮清和"))
    assert "已在办案组中" in twice.partition('data-field="person_3"')[2].partition("data-field=")[0]


def test_a_county_is_told_that_the_office_above_calls(world: World) -> None:
    case = world.case("investigating")
    shown = page(world.yiwu_handler, f"/cases/{case.pk}/task-forces/new/", 409)
    assert "跨院调用人员由上级检察院决定" in shown
    assert "组建专案组" not in page(world.yiwu_head, f"/cases/{case.pk}/").partition('id="people"')[2][:3000]


def test_the_case_says_who_is_lent_by_whom_and_for_how_long(world: World) -> None:
    case = world.case("investigating")
    force = formed(world, case, lead="yiwu")
    with time_machine.travel(world.now, tick=False):
        shown = page(world.yuyao_handler, f"/cases/{case.pk}/").partition('id="people"')[2]
        assert "义乌市检察院牵头 · 余姚市检察院、宁波市检察院、义乌市检察院" in shown
        assert "还有 30 天" in shown
        assert f"/task-forces/{force.pk}/extend/" not in shown
        assert f"/task-forces/{force.pk}/extend/" in page(world.yiwu_chief, f"/cases/{case.pk}/")
        later = {"ends_on": "2027-02-01", "reason": "尚未查完"}
        refused = send(world.yiwu_chief, f"/task-forces/{force.pk}/extend/", 409, **later)
        assert "作出调用决定的检察院" in refused
        send(world.zhejiang_chief, f"/task-forces/{force.pk}/extend/", **later)
        send(world.yiwu_chief, f"/task-forces/{force.pk}/end/", reason="任务完成")
    with time_machine.travel(world.now + timedelta(days=1), tick=False):
        ended = page(world.yiwu_chief, f"/cases/{case.pk}/").partition('id="people"')[2]
    assert "已退出 3 人" in ended
    assert "快递面单专案组" in ended
