"""The accounts of agencies' people are looked after by the administrators of the area, who give them no post there."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access, people_lists, second_factor, services
from accounts.models import User
from agencies.services import end_post
from audit.models import Outbox
from tests.services.accounts.test_factor import set_up
from tests.web.people import browser, page, send
from tests.world import World


def test_the_area_says_whether_its_agencies_give_a_code(world: World, settings: Any) -> None:
    liaison, on = world.yiwu_post_liaison, world.now.date()
    assert not second_factor.demanded(liaison, on)
    services.demand_factor(world.yiwu.pk, rules={"liaison": True}, by=world.yiwu_secadmin, at=world.now)
    assert second_factor.demanded(world.fresh(liaison), on)
    assert not second_factor.demanded(world.fresh(world.yiwu_post_leader), on)
    assert not second_factor.demanded(world.fresh(world.cast["dongyang-env.liaison"]), on)
    settings.SECOND_FACTOR = True
    services.demand_factor(world.yiwu.pk, rules={"leader": False}, by=world.yiwu_secadmin, at=world.now)
    assert not second_factor.demanded(world.fresh(world.yiwu_post_leader), on)
    assert second_factor.demanded(world.fresh(world.cast["dongyang-env.liaison"]), on)


def test_a_liaison_is_asked_for_a_code_at_the_next_request(world: World) -> None:
    client = browser(world.yiwu_post_liaison)
    assert client.get("/portal/").status_code == 200
    form = {"posts": ["handler", "liaison", "leader"]}
    assert send(world.yiwu_secadmin, "/people/second-factor/", **form) == "/people/second-factor/"
    answer = client.get("/portal/")
    assert answer.status_code == 302 and answer["Location"].startswith("/second-factor/")
    assert "联络员" in page(world.yiwu_secadmin, "/people/second-factor/")


def test_a_lost_code_is_reset_and_a_link_sent_by_the_area(world: World) -> None:
    liaison = world.yiwu_post_liaison
    User.objects.filter(pk=liaison.pk).update(email="ji@yisu.invalid")
    set_up(world, liaison)
    with pytest.raises(access.Unseen):
        services.reset_factor(liaison.pk, reason="", by=world.dongyang_secadmin, at=world.now)
    with pytest.raises(PermissionDenied):
        services.reset_factor(liaison.pk, reason="", by=world.yiwu_sysadmin, at=world.now)
    services.reset_factor(liaison.pk, reason="手机遗失", by=world.yiwu_secadmin, at=world.now)
    assert second_factor.phone_of(liaison) is None
    services.send_password_link(liaison.pk, by=world.yiwu_sysadmin, at=world.now)
    assert Outbox.objects.filter(topic="password", payload__user=liaison.pk).exists()
    with pytest.raises(access.Unseen):
        services.end_sessions(liaison.pk, by=world.jinhua_sysadmin, at=world.now)


def test_they_stand_apart_from_the_office_s_own(world: World) -> None:
    own = people_lists.listed(by=world.yiwu_sysadmin, at=world.now)
    theirs = people_lists.listed(by=world.yiwu_sysadmin, at=world.now, side="agencies")
    assert world.yiwu_post_liaison not in [line.user for line in own.lines]
    assert {line.user for line in theirs.lines} >= {world.yiwu_post_liaison, world.yiwu_samr_leader}
    assert world.cast["dongyang-env.liaison"] not in [line.user for line in theirs.lines]


def test_they_are_given_no_post_and_stay_visible_after_it_ended(world: World) -> None:
    liaison, path = world.yiwu_post_liaison, f"/people/{world.yiwu_post_liaison.pk}/"
    end_post(liaison.posts.get().pk, by=world.yiwu_handler, at=world.now)
    text = page(world.yiwu_secadmin, path)
    assert "重置二次验证" not in text and f"{path}posts/new/" not in text
    assert "发送设置密码链接" in page(world.yiwu_sysadmin, path)
    assert browser(world.yiwu_secadmin).get(f"{path}posts/new/").status_code == 403
