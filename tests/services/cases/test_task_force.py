"""People of several offices called to one case by a written order of the office above them all (rules 6, 11)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from accounts import access
from accounts.models import Post
from cases import services
from cases.models import Case, CaseUserGrant, Member, Order, TaskForce
from tests.refusals import invalid, refused
from tests.services.cases.ordering import decided, draft, in_days
from tests.web.people import browser
from tests.world import World

RULE = "第十一条"
TEAM = ("yuyao_handler", "ningbo_handler", "yiwu_clerk")


def plan(world: World, *who: str, **changes: Any) -> dict[str, Any]:
    """What the form of an order says."""
    people = [{"user": getattr(world, name).pk, "role": "成员"} for name in who or TEAM]
    days = {"starts_on": world.now.date(), "ends_on": in_days(world, 30)}
    return {"name": "快递面单专案组", **days, "people": people, **changes}


def drafted(
    world: World, case: Case, *who: str, office: str = "zhejiang", lead: str = "", **changes: Any
) -> Order:
    lead_id = getattr(world, lead).pk if lead else None
    by = world.cast.of(office, "handler")
    return draft(world, "task_force", case, by, to_office_id=lead_id, data=plan(world, *who, **changes))


def formed(world: World, case: Case, *who: str, office: str = "zhejiang", **changes: Any) -> TaskForce:
    order = decided(world, drafted(world, case, *who, office=office, **changes), office)
    return TaskForce.objects.get(order=order)


def may_see(world: World, case: Case, who: str = "yuyao_handler", at: datetime | None = None) -> bool:
    return access.can(world.fresh(getattr(world, who)), "case.view", case, at=at or world.now)


def midnight_after(world: World, days: int) -> datetime:
    """The first moment after that day."""
    start = world.now.replace(hour=0, minute=0, second=0, microsecond=0)
    return start + timedelta(days=days + 1)


def test_an_order_calls_everybody_by_name_for_their_days(world: World) -> None:
    case = world.case("investigating")
    order = drafted(world, case, lead="yiwu")
    assert not case.members.filter(office=world.yuyao).exists()
    assert not may_see(world, case)
    order = decided(world, order, "zhejiang")
    force = order.task_force
    assert (force.name, force.lead, force.ends_on) == ("快递面单专案组", world.yiwu, in_days(world, 30))
    assert [member.user for member in force.members.all()] == [getattr(world, name) for name in TEAM]
    assert may_see(world, case)
    assert order.document is not None
    assert order.document.number.startswith("浙检行公调〔2026〕")
    called = order.document.contents["called"].splitlines()
    assert called[0] == "阮清和（余姚市检察院），成员，2026年11月24日至2026年12月24日"
    assert {member.order for member in force.members.all()} == {order.document.number}
    for who in (*TEAM, "yuyao_chief", "yiwu_chief"):
        assert getattr(world, who).notices.filter(title__contains="专案组").exists(), who


def test_a_member_sees_the_case_while_lent_and_not_a_minute_longer(world: World) -> None:
    case = world.case("investigating")
    starts = {"starts_on": in_days(world, 2), "ends_on": in_days(world, 5)}
    formed(world, case, **starts)
    first, last = midnight_after(world, 1), midnight_after(world, 5)
    minute = timedelta(minutes=1)
    moments = [(first - minute, 404), (first, 200), (last - minute, 200), (last, 404), (last + minute, 404)]
    for moment, status in moments:
        with time_machine.travel(moment, tick=False):
            answers = [
                browser(world.yuyao_handler).get(path).status_code
                for path in (f"/cases/{case.pk}/", f"/api/v1/cases/{case.pk}/", f"/cases/{case.pk}/evidence/")
            ]
        assert answers == [status] * 3, moment


def test_nobody_is_called_before_the_order_is_signed(world: World) -> None:
    case = world.case("investigating")
    order = drafted(world, case, starts_on=world.ago(9).date())
    decided(world, order, "zhejiang")
    assert set(case.members.exclude(task_force=None).values_list("starts_on", flat=True)) == {
        world.now.date()
    }


def test_an_order_that_is_not_signed_calls_nobody(world: World) -> None:
    case = world.case("investigating")
    order = drafted(world, case)
    services.send_back(order.decision.pk, text="人数过多", by=world.zhejiang_head, at=world.now)
    assert not case.task_forces.exists()
    assert not may_see(world, case)


@pytest.mark.parametrize(
    ("who", "changes", "field"),
    [
        (("jiangsu_handler",), {}, "person_1"),
        (("yuyao_handler", "yuyao_casemgr"), {}, "person_2"),
        (("yuyao_handler", "yiwu_handler"), {}, "person_2"),
        (("yuyao_handler", "yuyao_handler"), {}, "person_2"),
        (("yuyao_handler", "yiwu_assistant"), {}, "person_2"),
        (("yiwu_clerk",), {}, "people"),
        ((), {"people": []}, "people"),
        ((), {"name": " "}, "name"),
        ((), {"starts_on": None}, "starts_on"),
        ((), {"ends_on": date(2026, 11, 23)}, "ends_on"),
    ],
)
def test_a_call_that_cannot_be(world: World, who: tuple[str, ...], changes: Any, field: str) -> None:
    case = world.case("investigating")
    with invalid(field):
        drafted(world, case, *who, **changes)


def test_everybodys_days_lie_within_the_task_forces(world: World) -> None:
    case = world.case("investigating")
    for days in ({"ends_on": in_days(world, 31)}, {"starts_on": in_days(world, -1)}):
        people = [{"user": world.yuyao_handler.pk, "role": "成员", **days}]
        with invalid("person_1"):
            drafted(world, case, people=people)


def test_the_lead_has_the_case_below_it(world: World) -> None:
    case = world.case("investigating")
    with invalid("to_office_id"):
        drafted(world, case, lead="yuyao")
    assert drafted(world, case, lead="jinhua").to_office == world.jinhua


def test_only_the_office_above_all_of_them_calls(world: World) -> None:
    case = world.case("investigating")
    with invalid("person_1"):
        drafted(world, case, "yuyao_handler", office="jinhua")
    assert drafted(world, case, "dongyang_handler", office="jinhua").office == world.jinhua


def test_who_is_not_cleared_is_not_called(world: World) -> None:
    case = world.case("investigating")
    Case.objects.filter(pk=case.pk).update(secrecy=2)
    Post.objects.filter(office=world.yuyao).update(clearance=1)
    Post.objects.filter(office__in=[world.zhejiang, world.ningbo]).update(clearance=3)
    world.cast.users["zhejiang.handler"] = world.fresh(world.zhejiang_handler)
    with invalid("person_1"):
        drafted(world, Case.objects.get(pk=case.pk), "yuyao_handler")
    assert drafted(world, Case.objects.get(pk=case.pk), "ningbo_handler").pk


def test_who_left_meanwhile_cannot_be_called_when_it_is_signed(world: World) -> None:
    case = world.case("investigating")
    order = drafted(world, case)
    Post.objects.filter(user=world.yuyao_handler).update(ends_on=world.ago(1).date())
    services.approve(order.decision.pk, by=world.zhejiang_head, at=world.now)
    with refused(RULE, "在职办案人员"):
        services.approve(order.decision.pk, by=world.zhejiang_chief, at=world.now)


@pytest.mark.parametrize("end", ["close", "transfer"])
def test_it_ends_with_the_case(world: World, end: str) -> None:
    case = world.case("reviewing")
    force = formed(world, case, ends_on=None)
    for respondent in case.respondents.all():
        services.judge(respondent.pk, performed=True, verdict="已履职", by=world.yiwu_handler, at=world.now)
    data = {
        "close": {"ground": "rectified", "facts": "整改到位"},
        "transfer": {"office": world.dongyang.pk, "reason": "管辖"},
    }[end]
    asked = services.make_case_move(case.pk, end, data=data, by=world.yiwu_handler, at=world.now).decision
    assert asked is not None
    for who in (world.yiwu_head, world.yiwu_chief):
        services.approve(asked.pk, by=who, at=world.now)
    force.refresh_from_db()
    assert force.ends_on == world.now.date()
    assert set(case.members.values_list("ends_on", flat=True)) == {world.now.date()}
    assert may_see(world, case, at=midnight_after(world, 0) - timedelta(minutes=1))
    assert not may_see(world, case, at=midnight_after(world, 0))


def test_the_chief_of_the_lead_extends_it_in_writing(world: World) -> None:
    case = world.case("investigating")
    people = [
        {"user": world.dongyang_handler.pk, "role": "成员"},
        {"user": world.jinhua_handler.pk, "role": "技术支持", "ends_on": in_days(world, 3)},
    ]
    force = formed(world, case, office="jinhua", people=people)
    longer = in_days(world, 60)
    said = {"ends_on": longer, "reason": "尚有三家仓库未查", "at": world.now}
    with pytest.raises(PermissionDenied):
        services.extend_task_force(force.pk, **said, by=world.zhejiang_chief)
    with pytest.raises(PermissionDenied):
        services.extend_task_force(force.pk, **said, by=world.jinhua_head)
    with invalid("ends_on"):
        services.extend_task_force(force.pk, **{**said, "ends_on": in_days(world, 29)}, by=world.jinhua_chief)
    force = services.extend_task_force(force.pk, **said, by=world.jinhua_chief)
    days = {member.user: member.ends_on for member in force.members.all()}
    assert days == {world.dongyang_handler: longer, world.jinhua_handler: in_days(world, 3)}
    assert may_see(world, case, "dongyang_handler", at=midnight_after(world, 60) - timedelta(minutes=1))
    assert not may_see(world, case, "dongyang_handler", at=midnight_after(world, 60))
    assert case.documents.filter(kind="call_up", office=world.jinhua).count() == 2


def test_a_lead_below_does_not_keep_the_people_of_others(world: World) -> None:
    force = formed(world, world.case("investigating"), lead="yiwu")
    said = {"ends_on": in_days(world, 60), "reason": "未查完", "at": world.now}
    with refused(RULE, "作出调用决定的检察院"):
        services.extend_task_force(force.pk, **said, by=world.yiwu_chief)
    assert services.extend_task_force(force.pk, **said, by=world.zhejiang_chief).ends_on == in_days(world, 60)


def test_who_is_sent_home_early_is_sent_home_at_once(world: World) -> None:
    case = world.case("investigating")
    force = formed(world, case, lead="yiwu")
    later = world.now + timedelta(minutes=5)
    with pytest.raises(access.Unseen):
        services.end_task_force(force.pk, reason="完成", by=world.yuyao_chief, at=later)
    services.end_task_force(force.pk, reason="任务完成", by=world.yiwu_chief, at=later)
    assert may_see(world, case)
    assert not may_see(world, case, at=later)
    assert CaseUserGrant.objects.get(user=world.yuyao_handler, content_object=case).ends_at == later
    for again in (later, later + timedelta(days=1)):
        with refused(RULE, "已经结束"):
            services.end_task_force(force.pk, reason="再次", by=world.yiwu_chief, at=again)


def test_who_orders_and_leads_signs_for_nothing(world: World) -> None:
    case = world.case("investigating")
    force = formed(world, case, lead="zhejiang")
    assert force.order is not None
    assert force.order.state == "received"
    services.end_task_force(force.pk, reason="任务完成", by=world.zhejiang_chief, at=world.now)
    assert (Order.objects.get(pk=force.order.pk).state, Member.objects.filter(task_force=force).count()) == (
        "done",
        3,
    )
