"""Liaisons and leaders: invited by a link that works once, told to nobody but them, and ended by a day."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from accounts import access
from accounts.models import Post, User
from accounts.services import NewPerson, enter_people
from agencies import services
from agencies.models import Invitation
from agencies.services import Invited
from audit.flow import day
from audit.models import Entry, Outbox
from deadlines.services import deliver
from tests.refusals import invalid, refused
from tests.web.people import browser
from tests.world import World, this_moment

SELF: dict[str, str] = {
    "name": "新联络", "username": "post.new", "email": "new@yisu.invalid", "phone": "0579-1",
    "password": "rather-long-2026",
}  # fmt: skip


def invited(world: World, **changes: Any) -> Invited:
    said = {"post": "liaison", "name": "新联络", "email": "new@yisu.invalid", **changes}
    return services.invite(world.agency("yiwu-post").pk, **said, by=world.yiwu_handler, at=world.now)


def accept(world: World, token: str, days: int = 0, **changes: Any) -> User:
    return services.accept(token, **{**SELF, **changes}, at=world.now + timedelta(days=days))


def test_only_the_digest_is_kept_and_the_letter_carries_the_link(world: World) -> None:
    made = invited(world)
    everything = str([list(model.objects.values()) for model in (Invitation, Outbox, Entry)])
    assert made.token not in everything
    assert deliver(at=world.now).sent == 1
    assert mail.outbox[-1].to == ["new@yisu.invalid"]
    assert f"/invitations/{made.token}/" in mail.outbox[-1].body
    assert "义乌市邮政管理局" in mail.outbox[-1].body


def test_the_link_works_once(world: World) -> None:
    made = invited(world, ends_on=day(world.now) + timedelta(days=90))
    user = accept(world, made.token)
    post = user.posts.get()
    assert (post.post, post.group, post.ends_on) == (
        "liaison", world.agency("yiwu-post").group, day(world.now) + timedelta(days=90),
    )  # fmt: skip
    assert user.check_password("rather-long-2026") and user.office is None
    with refused(text="已经使用过"):
        accept(world, made.token, username="post.again")
    with pytest.raises(access.Unseen):
        accept(world, "x" * 64)


def test_it_expires_and_is_revoked(world: World) -> None:
    with refused(text="过期"):
        accept(world, invited(world).token, days=8)
    with refused(text="过期"):
        accept(world, invited(world, ends_on=day(world.now)).token, days=1)
    made = invited(world, email="other@yisu.invalid")
    with pytest.raises(access.Unseen):
        services.revoke(made.invitation.pk, by=world.dongyang_handler, at=world.now)
    services.revoke(made.invitation.pk, by=world.yiwu_casemgr, at=world.now)
    with refused(text="撤回"):
        accept(world, made.token)
    with refused(text="已经撤回"):
        services.revoke(made.invitation.pk, by=world.yiwu_handler, at=world.now)
    deliver(at=world.now)
    assert not [letter for letter in mail.outbox if letter.to == ["other@yisu.invalid"]]


def test_the_password_and_the_name_are_checked(world: World) -> None:
    token = invited(world).token
    for weak in ("short", "12345678901", "post.new12"):
        with invalid("new_password1"):
            accept(world, token, password=weak)
    with invalid("username"):
        accept(world, token, username="YIWU.handler")
    assert not Invitation.objects.get().accepted_at
    assert accept(world, token).posts.count() == 1


def test_the_office_of_the_area_invites(world: World) -> None:
    agency = world.agency("yiwu-post").pk
    said = {"post": "leader", "name": "某", "at": world.now}
    for other in (world.dongyang_handler, world.zhejiang_head, world.yiwu_assistant):
        with pytest.raises(PermissionDenied):
            services.invite(agency, **said, by=other)
    with pytest.raises(PermissionDenied):
        services.invite(agency, **said, by=world.yiwu_post_leader)
    with invalid("post"):
        invited(world, post="handler")
    with invalid("ends_on"):
        invited(world, ends_on=day(world.ago(1)))


def test_who_works_for_another_agency_joins_with_the_account_they_have(world: World) -> None:
    made = invited(world)
    post = services.join(made.token, by=world.yiwu_samr_liaison, at=world.now)
    assert post.user == world.yiwu_samr_liaison
    user = world.fresh(world.yiwu_samr_liaison)
    assert {p.group.name for p in user.posts_on(day(world.now)) if p.group} == {
        "义乌市市场监督管理局", "义乌市邮政管理局",
    }  # fmt: skip
    with refused(text="已担任"):
        services.join(invited(world).token, by=user, at=world.now)
    with refused(text="检察院人员"):
        services.join(invited(world).token, by=world.dongyang_handler, at=world.now)


def test_an_ended_post_is_out_at_the_next_request(db: None) -> None:
    world = World(this_moment())
    [user] = enter_people(
        world.agency("yiwu-post").group, [NewPerson("post.second", "第二联络", "liaison", "a@yisu.invalid")],
        password="", starts_on=day(world.ago(9)), by=None, at=world.now,
    )  # fmt: skip
    page, task = browser(user), world.obligation(world.case("rectifying"))
    assert page.get(f"/portal/obligations/{task.pk}/").status_code == 200
    held = Post.objects.get(user=user)
    services.end_post(held.pk, ends_on=day(world.now), by=world.yiwu_handler, at=world.now)
    assert page.get(f"/portal/obligations/{task.pk}/").status_code == 200, "the last day counts"
    services.end_post(held.pk, by=world.yiwu_handler, at=world.now)
    assert page.get(f"/portal/obligations/{task.pk}/").status_code == 404
    with refused(text="已经结束"):
        services.end_post(held.pk, by=world.yiwu_handler, at=world.now)
    assert Outbox.objects.filter(key__startswith="agency-post-ended:", payload__user=user.pk).exists()


def test_a_post_is_ended_by_the_office_of_the_area_from_today_on(world: World) -> None:
    post = world.yiwu_post_leader.posts.get()
    with pytest.raises(PermissionDenied):
        services.end_post(post.pk, by=world.dongyang_handler, at=world.now)
    with pytest.raises(access.Unseen):
        services.end_post(world.yiwu_clerk.posts.get().pk, by=world.yiwu_handler, at=world.now)
    with invalid("ends_on"):
        services.end_post(post.pk, ends_on=day(world.ago(1)), by=world.yiwu_handler, at=world.now)
