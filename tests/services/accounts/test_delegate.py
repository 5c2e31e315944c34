"""Standing in for a head or chief who is away: who, for how long, and what it never opens (rule 7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access, services
from accounts.models import Post, Secrecy
from audit.flow import day
from audit.models import Entry
from tests.refusals import invalid, refused
from tests.world import World


def post_of(world: World, who: str) -> Post:
    office, _, post = who.rpartition("_")
    return Post.objects.get(user=getattr(world, who), post=post, office=getattr(world, office))


def stand_in(world: World, who: str = "yiwu_chief", to: str = "yiwu_head", **changes: Any) -> Post:
    """The post of `who` given to `to` for a week from today."""
    today = day(world.now)
    said: dict[str, Any] = {
        "post_id": post_of(world, who).pk,
        "user_id": getattr(world, to).pk,
        "starts_on": today,
        "ends_on": today + timedelta(days=6),
        "reason": "外出学习",
        "by": getattr(world, who),
        "at": world.now,
    }
    return services.delegate(**{**said, **changes})


def test_a_chief_lets_a_head_stand_in_for_a_week_and_it_is_recorded(world: World) -> None:
    made = stand_in(world)
    assert (made.user, made.acting_for, made.post) == (world.yiwu_head, world.yiwu_chief, "chief")
    entry = Entry.objects.get(action="post.delegate")
    assert (entry.by, entry.note, entry.subject_id) == (world.yiwu_chief, "外出学习", made.pk)
    assert access.holds(world.fresh(world.yiwu_head), "decision.chief", at=world.now)
    after = world.now + timedelta(days=7)
    assert not access.holds(world.fresh(world.yiwu_head), "decision.chief", at=after)


def test_a_delegate_sees_nothing_more_secret_than_before(world: World) -> None:
    Post.objects.filter(user=world.yiwu_head).update(clearance=Secrecy.WORK)
    Post.objects.filter(user=world.yiwu_chief).update(clearance=Secrecy.CONFIDENTIAL)
    assert stand_in(world).clearance == Secrecy.WORK


@pytest.mark.parametrize("to", ["yiwu_sysadmin", "yiwu_secadmin", "yiwu_auditor", "yiwu_clerk", "yiwu_casemgr",
                                "yiwu_assistant", "dongyang_head", "jinhua_chief", "yiwu_post_leader"])  # fmt: skip
def test_only_procurators_of_the_own_office_stand_in(world: World, to: str) -> None:
    with invalid("user_id"):
        stand_in(world, to=to)


def test_who_also_runs_the_system_does_not_stand_in(world: World) -> None:
    Post.objects.create(
        user=world.yiwu_handler, post="secadmin", office=world.yiwu, starts_on=day(world.ago(9))
    )
    with invalid("user_id"):
        stand_in(world, to="yiwu_handler")


def test_nobody_stands_in_for_themselves(world: World) -> None:
    with refused("办案规则第七条", "本人"):
        stand_in(world, to="yiwu_chief")


def test_what_is_held_for_another_is_not_passed_on(world: World) -> None:
    made = stand_in(world)
    with refused("办案规则第七条", "不能再委托"):
        stand_in(world, to="yiwu_handler", post_id=made.pk, by=world.fresh(world.yiwu_head))


def test_only_ones_own_post_of_head_or_chief_is_given(world: World) -> None:
    with pytest.raises(access.Unseen):
        stand_in(world, post_id=post_of(world, "jinhua_chief").pk)
    with pytest.raises(PermissionDenied):
        stand_in(world, "yiwu_handler")


def test_the_days_lie_ahead_have_an_end_and_do_not_overlap(world: World) -> None:
    today = day(world.now)
    for field, days in (
        ("starts_on", {"starts_on": today - timedelta(days=1)}),
        ("ends_on", {"ends_on": today - timedelta(days=1), "starts_on": today}),
    ):
        with invalid(field):
            stand_in(world, **days)
    with invalid("reason"):
        stand_in(world, reason=" ")
    stand_in(world)
    with invalid("starts_on"):
        stand_in(
            world, to="yiwu_handler", starts_on=today + timedelta(days=6), ends_on=today + timedelta(days=9)
        )
    with invalid("user_id"):
        stand_in(world)
    stand_in(world, to="yiwu_handler", starts_on=today + timedelta(days=7), ends_on=today + timedelta(days=9))


def test_it_does_not_outlive_the_post_itself(world: World) -> None:
    Post.objects.filter(pk=post_of(world, "yiwu_chief").pk).update(ends_on=day(world.now) + timedelta(days=3))
    with invalid("ends_on"):
        stand_in(world)


@pytest.mark.parametrize("by", ["yiwu_chief", "yiwu_head", "yiwu_secadmin"])
def test_it_ends_at_once_and_may_be_given_anew_the_same_day(world: World, by: str) -> None:
    made = stand_in(world)
    services.end_delegation(made.pk, by=getattr(world, by), at=world.now)
    assert not access.holds(world.fresh(world.yiwu_head), "decision.chief", at=world.now)
    with refused(text="已经结束"):
        services.end_delegation(made.pk, by=getattr(world, by), at=world.now)
    stand_in(world)
    assert access.holds(world.fresh(world.yiwu_head), "decision.chief", at=world.now)


def test_others_do_not_find_it_and_an_own_post_is_no_delegation(world: World) -> None:
    made = stand_in(world)
    for by in (world.yiwu_handler, world.jinhua_chief, world.dongyang_secadmin):
        with pytest.raises(access.Unseen):
            services.end_delegation(made.pk, by=by, at=world.now)
    with pytest.raises(access.Unseen):
        services.end_delegation(post_of(world, "yiwu_chief").pk, by=world.yiwu_chief, at=world.now)


def test_one_that_has_not_begun_is_called_off(world: World) -> None:
    ahead = day(world.now) + timedelta(days=3)
    made = stand_in(world, starts_on=ahead, ends_on=ahead)
    services.end_delegation(made.pk, by=world.yiwu_chief, at=world.now)
    assert not access.holds(world.fresh(world.yiwu_head), "decision.chief", at=world.now + timedelta(days=3))
