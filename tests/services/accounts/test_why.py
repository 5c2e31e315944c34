"""Why somebody can or cannot do something: the answer is the one that access gives, and the words name what stands in the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model

from accounts import access
from accounts.access import Answer
from accounts.models import Post, User
from accounts.policy import POLICY
from cases import services as cases
from cases.models import Case, Clue
from desk.demo.people import POSTS
from tests.world import World

OUTSIDE = (
    "jinhua.chief",
    "dongyang.handler",
    "dongyang.head",
    "zhejiang.clerk",
    "zhejiang.head",
    "spp.handler",
)
AGENCIES = ("yiwu-post.liaison", "yiwu-samr.liaison")


def asked(world: World, user: User, action: str, row: Model, **when: Any) -> Answer:
    """What is said of this person and this row."""
    return access.why(user, action, type(row), row.pk, at=when.get("at", world.now))


def said(answer: Answer) -> str:
    """All reasons in one text."""
    return "；".join(reason for way in answer.tried for reason in way.reasons)


def people(world: World) -> list[User]:
    """Everybody of Yiwu, some of the others, agencies; one who left, one who was disabled, one who is lent."""
    found = [world.cast.of("yiwu", post) for post in POSTS] + [
        world.cast[name] for name in (*OUTSIDE, *AGENCIES)
    ]
    world.yiwu_clerk.posts.update(ends_on=world.ago(1).date())
    User.objects.filter(pk=world.yiwu_casemgr.pk).update(is_active=False)
    Post.objects.filter(user=world.zhejiang_head).update(clearance=0)
    return [world.fresh(user) for user in found]


def test_the_answer_is_the_one_that_access_gives_and_the_ways_agree_with_it(world: World) -> None:
    case = world.case("hearing")
    cases.call_up(
        case.pk, user_id=world.dongyang_handler.pk, duty="协助", starts_on=world.ago(5).date(), order="金检调1号",
        by=world.jinhua_chief, at=world.ago(5),
    )  # fmt: skip
    everybody = people(world)
    Case.objects.update(secrecy=1)
    mine = world.respondent(case)
    rows: dict[str, list[Any]] = {
        "case": [case], "clue": [case.clue], "decision": [case.decisions.all()[0]], "recommendation": [mine.recommendation],
        "respondent": [mine], "obligation": [world.obligation(case)], "evidence": [mine.evidence.all()[0]],
        "hearing": [case.hearings.get()], "deadline": [case.deadlines.all()[0], case.clue.deadlines.all()[0]],
    }  # fmt: skip
    pairs = [(action, row) for action in POLICY for row in rows.get(action.split(".")[0], [])]
    yes = 0
    for user in everybody:
        for action, row in pairs[:: 1 if user.username.startswith("yiwu") else 2]:
            answer = asked(world, user, action, row)
            assert answer.allowed == access.can(user, action, row, at=world.now), (user.username, action)
            assert answer.allowed == any(way.holds for way in answer.tried), (user.username, action, answer)
            yes += answer.allowed
    assert yes > 50


def test_another_office_is_named(world: World) -> None:
    answer = asked(world, world.dongyang_handler, "case.view", world.case("filed"))
    assert not answer.allowed
    assert "不在东阳市检察院及其下级院范围内" in said(answer)
    assert not asked(world, world.yiwu_handler, "case.view", world.case("filed")).tried[0].reasons


def test_a_row_that_is_too_secret_is_said_to_be(world: World) -> None:
    case = world.case("filed")
    Case.objects.update(secrecy=3)
    answer = asked(world, world.yiwu_handler, "case.view", case)
    assert not answer.allowed
    assert [way.reasons for way in answer.tried] == [("密级高于涉密等级（秘密）",)] * 2, (
        "by post and by grant"
    )


def test_a_post_that_ended_or_has_not_begun_is_named_with_its_day(world: World) -> None:
    case = world.case("filed")
    world.yiwu_head.posts.update(ends_on=world.ago(2).date())
    assert "任职已于2026年11月22日结束" in said(asked(world, world.fresh(world.yiwu_head), "case.view", case))
    world.yiwu_head.posts.update(ends_on=None, starts_on=world.now.date() + timedelta(days=3))
    later = asked(world, world.fresh(world.yiwu_head), "case.view", case)
    assert "任职自2026年11月27日起，尚未开始" in said(later)


def test_a_delegation_that_ended_says_whose_post_it_was(world: World) -> None:
    case, head = world.case("filed"), world.yiwu_head
    Post.objects.create(
        user=world.dongyang_handler, post="head", office=world.yiwu, acting_for=head,
        starts_on=world.ago(9).date(), ends_on=world.ago(3).date(),
    )  # fmt: skip
    answer = asked(world, world.fresh(world.dongyang_handler), "case.view", case)
    acting = answer.tried[-1]
    assert acting.label == f"义乌市检察院 · 部门负责人（代行{head}职务）"
    assert acting.reasons == ("代行职务已于2026年11月21日结束",)
    assert asked(world, world.fresh(world.dongyang_handler), "case.view", case, at=world.ago(5)).allowed


def test_a_grant_that_ended_is_named_with_its_days(world: World) -> None:
    case = world.case("investigating")
    cases.call_up(
        case.pk, user_id=world.dongyang_handler.pk, duty="协助", starts_on=world.ago(10).date(),
        ends_on=world.ago(5).date(), order="金检调〔2026〕3号", by=world.jinhua_chief, at=world.ago(10),
    )  # fmt: skip
    answer = asked(world, world.dongyang_handler, "case.view", case)
    assert not answer.allowed
    assert "授权已于2026年11月20日结束" in said(answer)
    assert asked(world, world.dongyang_handler, "case.view", case, at=world.ago(7)).allowed


def test_a_grant_of_the_wrong_kind_is_named(world: World) -> None:
    answer = asked(world, world.yiwu_assistant, "case.advance", world.case("filed"))
    assert not answer.allowed
    assert "这项职务没有此项权限" in said(answer)
    assert "这类授权没有此项权限" in said(answer)


def test_an_agency_hears_that_a_paper_was_not_served_yet(world: World) -> None:
    paper = world.respondent(world.case("recommended")).recommendation
    assert "尚未送达" in said(asked(world, world.yiwu_post_liaison, "recommendation.view", paper))
    assert "不涉及该机关" in said(asked(world, world.yiwu_cac_liaison, "recommendation.view", paper))


def test_who_was_disabled_hears_it_of_every_way(world: World) -> None:
    case = world.case("filed")
    User.objects.filter(pk=world.yiwu_handler.pk).update(is_active=False)
    answer = asked(world, world.fresh(world.yiwu_handler), "case.view", case)
    assert not answer.allowed
    assert all("账号已停用" in way.reasons for way in answer.tried)
    assert len(answer.tried) == 2


def test_a_row_that_is_not_there_is_said_not_to_be(world: World) -> None:
    answer = access.why(world.yiwu_head, "clue.view", Clue, 0, at=world.now)
    assert (answer.exists, answer.allowed, answer.tried) == (False, False, ())


@pytest.mark.django_db
def test_it_costs_the_same_few_questions_for_everybody(
    world: World, django_assert_max_num_queries: Any
) -> None:
    case = world.case("filed")
    for user in (world.yiwu_handler, world.spp_chief, world.yiwu_post_liaison):
        with django_assert_max_num_queries(7):
            asked(world, user, "case.view", case)
