"""What was taken away is gone at the very next request: in a browser that stays open and for a program with its token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from accounts import services as accounts
from accounts.models import User
from cases import services as cases
from cases.models import Case, TaskForce
from tests.services.cases.ordering import decided, draft
from tests.web.people import browser
from tests.world import World, this_moment


@pytest.fixture
def world(db: None) -> World:
    """The world as of this moment."""
    return World(this_moment())


@dataclass
class AtWork:
    """Somebody who has a page open and a program running."""

    page: Client
    program: APIClient

    def finds(self, path: str) -> tuple[int, int]:
        """What both are answered at that place of the site."""
        return self.page.get(path).status_code, self.program.get(f"/api/v1{path}").status_code

    def send(self, path: str, **said: Any) -> tuple[int, int]:
        """What both are answered on sending that."""
        program = self.program.post(f"/api/v1{path}", said, format="json")
        return self.page.post(path, said).status_code, program.status_code


def at_work(user: User) -> AtWork:
    token = Token.objects.get_or_create(user=user)[0].key
    return AtWork(browser(user), APIClient(HTTP_AUTHORIZATION=f"Token {token}"))


def days(world: World, number: int) -> Any:
    return (world.now + timedelta(days=number)).date()


def test_a_member_who_was_sent_home_finds_the_case_no_more(world: World) -> None:
    case = world.case("investigating")
    lent = cases.call_up(
        case.pk, user_id=world.dongyang_handler.pk, duty="协助", starts_on=days(world, -5), ends_on=days(world, 5),
        order="金检调1号", by=world.jinhua_chief, at=world.ago(5),
    )  # fmt: skip
    lent_one, url = at_work(world.dongyang_handler), f"/cases/{case.pk}/"
    assert lent_one.finds(url) == (200, 200)
    cases.end_membership(lent.pk, by=world.jinhua_chief, at=world.now)
    assert lent_one.finds(url) == (404, 404)
    assert lent_one.send(f"{url}delivery/", delivered_on=str(days(world, 0))) == (404, 404)


def test_who_belonged_to_a_dissolved_task_force_finds_the_case_no_more(world: World) -> None:
    case = world.case("investigating")
    people = [{"user": world.yuyao_handler.pk, "role": "成员"}]
    plan = {"name": "专案组", "starts_on": days(world, 0), "ends_on": days(world, 30), "people": people}
    order = draft(world, "task_force", case, world.zhejiang_handler, data=plan)
    force = TaskForce.objects.get(order=decided(world, order, "zhejiang"))
    member, url = at_work(world.yuyao_handler), f"/cases/{case.pk}/"
    assert member.finds(url) == (200, 200)
    cases.end_task_force(force.pk, reason="任务完成。", by=world.zhejiang_chief, at=world.now)
    assert member.finds(url) == (404, 404)


def test_the_former_handler_of_a_case_may_only_look_at_it(world: World, second: User) -> None:
    case = world.case("filed")
    former, path = at_work(world.yiwu_handler), f"/cases/{case.pk}/moves/investigate/"
    cases.assign_handler(case.pk, user_id=second.pk, by=world.yiwu_head, at=world.now)
    assert former.finds(f"/cases/{case.pk}/") == (200, 200)
    assert former.send(path, plan="方案") == (403, 403)
    assert Case.objects.get(pk=case.pk).state == "filed"


@pytest.mark.parametrize("path", ["/cases/{case}/", "/decisions/{decision}/"])
def test_a_post_that_was_ended_opens_nothing(world: World, path: str) -> None:
    case = world.case("filed")
    url = path.format(case=case.pk, decision=case.clue.decisions.all()[0].pk)
    head = at_work(world.yiwu_head)
    assert head.finds(url) == (200, 200)
    accounts.end_post(world.yiwu_head.posts.get().pk, by=world.yiwu_secadmin, at=world.now)
    assert head.finds(url) == (404, 404)


def test_a_post_whose_last_day_is_over_opens_nothing(world: World) -> None:
    case = world.case("filed")
    head = at_work(world.yiwu_head)
    world.yiwu_head.posts.update(ends_on=days(world, 0))
    assert head.finds(f"/cases/{case.pk}/") == (200, 200), "the last day counts"
    world.yiwu_head.posts.update(ends_on=days(world, -1))
    assert head.finds(f"/cases/{case.pk}/") == (404, 404)


def delegated(world: World, user: User) -> int:
    """The head is away and lets somebody stand in."""
    post = world.yiwu_head.posts.get()
    return accounts.delegate(
        post_id=post.pk, user_id=user.pk, starts_on=days(world, 0), ends_on=days(world, 9), reason="出差",
        by=world.yiwu_head, at=world.now,
    ).pk  # fmt: skip


def by_who_gave_it(world: World, post_id: int) -> None:
    accounts.end_delegation(post_id, by=world.yiwu_head, at=world.now)


def with_the_post_itself(world: World, _post_id: int) -> None:
    accounts.end_post(world.yiwu_head.posts.get().pk, by=world.yiwu_secadmin, at=world.now)


@pytest.mark.parametrize("ended", [by_who_gave_it, with_the_post_itself])
def test_who_stood_in_decides_no_more(
    world: World, second: User, ended: Callable[[World, int], None]
) -> None:
    waiting = world.pending(world.told("20 register 15 evaluate 5 file:asked").clue)
    post_id = delegated(world, second)
    standing_in, path = at_work(second), f"/decisions/{waiting.pk}/approve/"
    assert standing_in.page.get("/decisions/").context["inbox"].waiting == 1
    ended(world, post_id)
    assert standing_in.send(path, text="同意", step=0, version=waiting.version) == (409, 409), (
        "refused with the rule"
    )
    waiting.refresh_from_db()
    assert (waiting.step, waiting.state) == (0, "pending")


def test_a_disabled_account_is_out_with_every_session_and_token(world: World) -> None:
    case = world.case("filed")
    chief, url = at_work(world.yiwu_chief), f"/cases/{case.pk}/"
    assert chief.finds(url) == (200, 200)
    accounts.disable_person(world.yiwu_chief.pk, reason="调离", by=world.yiwu_sysadmin, at=world.now)
    assert chief.finds(url) == (302, 401)
    accounts.enable_person(world.yiwu_chief.pk, by=world.yiwu_sysadmin, at=world.now)
    assert chief.finds(url) == (302, 401), "what was ended stays ended"


def test_a_liaison_who_left_the_agency_finds_the_portal_closed(world: World) -> None:
    case = world.case("rectifying")
    task = world.obligation(case)
    liaison = at_work(world.yiwu_post_liaison)
    assert liaison.page.get(f"/portal/obligations/{task.pk}/").status_code == 200
    assert liaison.program.get(f"/api/v1/obligations/{task.pk}/").status_code == 200
    world.yiwu_post_liaison.posts.update(ends_on=days(world, -1))
    assert liaison.page.get(f"/portal/obligations/{task.pk}/").status_code == 404
    assert liaison.program.get(f"/api/v1/obligations/{task.pk}/").status_code == 404


@pytest.fixture
def second(world: World) -> User:
    """A second handler of Yiwu."""
    [user] = accounts.enter_people(
        world.yiwu, [accounts.NewPerson("second.handler", "第二承办", "handler")], password="", starts_on=days(world, -90),
        demo=False, by=None, at=world.now,
    )  # fmt: skip
    return user
