"""Who works on a case: called up, sent home, a new handler (rules 6, 11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from cases import services
from cases.models import Case, Member
from tests.refusals import invalid
from tests.world import World


def call_up(world: World, case: Case, who: str, by: str, **changes: Any) -> Member:
    typed = {"duty": "调查", "starts_on": world.now.date(), "order": "浙检调〔2026〕1号", **changes}
    return services.call_up(
        case.pk, user_id=getattr(world, who).pk, **typed, by=getattr(world, by), at=world.now
    )


def test_a_task_force_crosses_offices_by_an_order_from_above(world: World) -> None:
    case = world.case("investigating")
    member = call_up(world, case, "yuyao_handler", "zhejiang_chief")
    assert (member.office, member.order) == (world.yuyao, "浙检调〔2026〕1号")
    assert access.can(world.yuyao_handler, "case.work", case, at=world.now)
    assert not access.can(world.yuyao_handler, "case.advance", case, at=world.now)
    assert world.yuyao_handler.notices.filter(key=f"member:{member.pk}").exists()


def test_another_office_is_called_only_by_who_leads_both(world: World) -> None:
    case = world.case("investigating")
    with invalid("user_id"):
        call_up(world, case, "yuyao_handler", "jinhua_chief")
    with pytest.raises(PermissionDenied):
        call_up(world, case, "dongyang_handler", "jinhua_head")
    with pytest.raises(access.Unseen):
        call_up(world, case, "dongyang_handler", "dongyang_chief")
    assert call_up(world, case, "dongyang_handler", "jinhua_chief").pk


def test_a_call_across_offices_is_written(world: World) -> None:
    with invalid("order"):
        call_up(world, world.case("investigating"), "yuyao_handler", "zhejiang_chief", order="")


def test_own_people_are_put_on_the_case_by_head_or_chief(world: World) -> None:
    case = world.case("investigating")
    assert call_up(world, case, "yiwu_clerk", "yiwu_head", order="").office == world.yiwu
    with pytest.raises(PermissionDenied):
        call_up(world, case, "yiwu_casemgr", "yiwu_handler", order="")


@pytest.mark.parametrize(
    ("who", "changes", "field"),
    [
        ("yiwu_assistant", {}, "user_id"),
        ("yiwu_post_liaison", {}, "user_id"),
        ("yuyao_handler", {"ends_on": "before"}, "ends_on"),
    ],
)
def test_a_call_that_cannot_be(world: World, who: str, changes: dict[str, Any], field: str) -> None:
    if changes:
        changes = {"ends_on": world.now.date() - timedelta(days=1)}
    with invalid(field):
        call_up(world, world.case("investigating"), who, "zhejiang_chief", **changes)


def test_who_is_sent_home_no_longer_finds_the_case(world: World) -> None:
    case = world.case("investigating")
    member = call_up(world, case, "yuyao_handler", "zhejiang_chief")
    later = world.now + timedelta(minutes=1)
    with pytest.raises(PermissionDenied):
        services.end_membership(member.pk, by=world.yiwu_handler, at=later)
    services.end_membership(member.pk, by=world.zhejiang_chief, at=later)
    assert not access.can(world.yuyao_handler, "case.view", case, at=later)


def test_a_new_handler_takes_over_what_the_former_could(world: World) -> None:
    case = world.case("investigating")
    person = world.yiwu_casemgr
    post = person.posts.get()
    post.post = "handler"
    post.save()
    services.assign_handler(case.pk, user_id=person.pk, by=world.yiwu_head, at=world.now)
    later = world.now + timedelta(minutes=1)
    case.refresh_from_db()
    assert case.handler == person
    assert access.can(world.fresh(person), "case.advance", case, at=later)
    assert not access.can(world.yiwu_handler, "case.advance", case, at=later)
    assert not case.deadlines.filter(state="open", duty_user=world.yiwu_handler).exists()


def test_a_handler_is_one_of_the_office(world: World) -> None:
    case = world.case("investigating")
    for who in (world.dongyang_handler, world.yiwu_clerk):
        with invalid("user_id"):
            services.assign_handler(case.pk, user_id=who.pk, by=world.yiwu_head, at=world.now)
    with pytest.raises(PermissionDenied):
        services.assign_handler(case.pk, user_id=world.yiwu_handler.pk, by=world.yiwu_assistant, at=world.now)
