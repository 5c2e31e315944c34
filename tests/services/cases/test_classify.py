"""How secret a clue or a case is: set by the chief, on all that belongs to it, and handed on to what comes of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from accounts.models import Post, PostName
from audit.models import Entry
from cases import services
from cases.models import Case, Clue, Decision
from cases.services import people
from deadlines.models import Notice
from deadlines.services import HIDDEN
from desk.demo.people import CLEARANCE
from tests.refusals import invalid, refused
from tests.world import World


def classify(world: World, row: Case | Clue, secrecy: int = 2, **changes: object) -> Case | Clue:
    which = {"case_id": row.pk} if isinstance(row, Case) else {"clue_id": row.pk}
    said = {"secrecy": secrecy, "reason": "涉及国家机关内部资料", "by": world.yiwu_chief, "at": world.now}
    return services.classify(**which, **{**said, **changes})


def test_all_that_belongs_to_a_case_is_as_secret_as_the_case(world: World) -> None:
    case = world.case("recommended")
    classify(world, case)
    case.refresh_from_db()
    assert case.secrecy == case.clue.secrecy == 2
    assert set(case.decisions.values_list("secrecy", flat=True)) == {2}
    assert set(case.clue.decisions.values_list("secrecy", flat=True)) == {2}
    assert set(case.grants.values_list("secrecy", flat=True)) == {2}
    entry = Entry.objects.get(action="case.classify")
    assert (entry.by, entry.label, entry.note) == (
        world.yiwu_chief,
        "定密：一般→秘密",
        "涉及国家机关内部资料",
    )


def test_who_is_not_cleared_no_longer_sees_it(world: World) -> None:
    case = world.case("investigating")
    assert access.can(world.yiwu_clerk, "case.view", case, at=world.now)
    classify(world, case)
    for who, sees in (
        ("clerk", False),
        ("casemgr", False),
        ("handler", True),
        ("assistant", True),
        ("head", True),
    ):
        assert access.can(world.cast.of("yiwu", who), "case.view", case, at=world.now) == sees, who
    classify(world, case, 0, reason="解密")
    assert access.can(world.yiwu_clerk, "case.view", case, at=world.now)


def test_a_handler_or_member_who_is_not_cleared_is_named(world: World) -> None:
    case = world.case("investigating")
    for name in (world.yiwu_handler, world.yiwu_assistant):
        with refused("保守国家秘密法", str(name)):
            classify(world, case, 3)
    services.call_up(
        case.pk, user_id=world.yiwu_clerk.pk, duty="记录", starts_on=world.now.date() + timedelta(days=3),
        by=world.yiwu_chief, at=world.now,
    )  # fmt: skip
    with refused(text=str(world.yiwu_clerk)):
        classify(world, case, 2)
    Post.objects.filter(user=world.yiwu_clerk).update(clearance=2)
    assert classify(world, case, 2).secrecy == 2


def test_a_chief_classifies_nothing_above_the_own_clearance(world: World) -> None:
    Post.objects.filter(user=world.yiwu_chief).update(clearance=1)
    clue = world.clue("registered")
    with refused(text=str(world.yiwu_chief)):
        classify(world, clue, 2, by=world.fresh(world.yiwu_chief))


def test_a_clue_hands_its_secrecy_on_to_the_case(world: World) -> None:
    story = world.told("60 register 55 evaluate")
    classify(world, story.clue)
    story.tell("50 file")
    assert Case.objects.get().secrecy == 2
    assert set(Decision.objects.values_list("secrecy", flat=True)) == {2}
    with refused(text="请在案件中确定密级"):
        classify(world, story.clue, 1)


def test_a_case_is_filed_only_with_people_who_are_cleared_for_it(world: World) -> None:
    clue = world.clue("evaluating")
    classify(world, clue)
    data = {
        "title": "案", "track": "administrative", "field": "personal_data", "facts": "事实", "basis": "依据",
        "agencies": [world.agency("yiwu-post").pk], "team": [world.yiwu_clerk.pk],
    }  # fmt: skip
    decision = services.make_clue_move(
        clue.pk, "file", data=data, by=world.yiwu_handler, at=world.now
    ).decision
    assert decision is not None
    services.approve(decision.pk, text="同意", by=world.yiwu_head, at=world.now)
    with refused(text=str(world.yiwu_clerk)):
        services.approve(decision.pk, text="同意", by=world.yiwu_chief, at=world.now)


@pytest.mark.parametrize("move", ["report_up", "transfer"])
def test_a_clue_passed_on_stays_as_secret(world: World, move: str) -> None:
    clue = world.clue("evaluating")
    classify(world, clue)
    data = {"opinion": "请示", "office": str(world.dongyang.pk), "reason": "属东阳管辖"}
    services.make_clue_move(clue.pk, move, data=data, by=world.yiwu_handler, at=world.now)
    received = Clue.objects.exclude(pk=clue.pk).get()
    assert received.secrecy == 2
    slug = next(slug for slug, office in world.cast.offices.items() if office == received.office)
    assert slug != "yiwu"
    assert not access.can(world.cast.of(slug, "clerk"), "clue.view", received, at=world.now)
    assert access.can(world.cast.of(slug, "chief"), "clue.view", received, at=world.now)


def test_a_new_handler_or_member_must_be_cleared(world: World) -> None:
    case = world.case("investigating")
    classify(world, case)
    Post.objects.create(
        user=world.yiwu_clerk, post="handler", office=world.yiwu, starts_on=world.ago(9).date()
    )
    with refused(text=str(world.yiwu_clerk)):
        services.assign_handler(case.pk, user_id=world.yiwu_clerk.pk, by=world.yiwu_head, at=world.now)
    with refused(text=str(world.yiwu_clerk)):
        services.call_up(
            case.pk, user_id=world.yiwu_clerk.pk, duty="记录", starts_on=world.now.date(), by=world.yiwu_head,
            at=world.now,
        )  # fmt: skip


def test_only_the_chief_of_the_office_classifies(world: World) -> None:
    case = world.case("filed")
    for user in (world.yiwu_handler, world.yiwu_head, world.jinhua_chief):
        with pytest.raises(PermissionDenied):
            classify(world, case, by=user)
    with pytest.raises(access.Unseen):
        classify(world, case, by=world.dongyang_chief)


def test_what_is_said_must_make_sense(world: World) -> None:
    case = world.case("filed")
    with invalid("secrecy"):
        classify(world, case, 9)
    with invalid("secrecy"):
        classify(world, case, 0)
    with invalid("reason"):
        classify(world, case, reason=" ")


def test_the_people_of_the_demo_world_are_cleared_by_their_post(world: World) -> None:
    for post in (PostName.CHIEF, PostName.HANDLER, PostName.CLERK):
        assert world.cast.of("yiwu", post).posts.get().clearance == CLEARANCE.get(post, 1)


def test_what_was_told_before_says_its_title_no_more(world: World) -> None:
    """Of all addresses that speak of it; only to those who are not cleared, and nobody else is told of it from now on."""
    case = world.case("recommended")
    decision = case.decisions.get()
    urls = [f"/cases/{case.pk}/", f"/decisions/{decision.pk}/", f"/deadlines/{case.deadlines.all()[0].pk}/"]
    readers = (world.yiwu_clerk, world.yiwu_head)
    for url in urls:
        told = {"title": f"进展：{case.title}", "body": case.title, "url": url, "key": url, "at": world.now}
        people.tell(readers, **told)
        people.tell([world.yiwu_clerk], **{**told, "url": "/cases/0/", "key": f"other {url}"})
    classify(world, case)
    hidden = world.yiwu_clerk.notices.filter(title=HIDDEN, body="")
    assert {notice.url for notice in hidden} == set(urls)
    assert not world.yiwu_head.notices.filter(title=HIDDEN).exists()
    people.tell(readers, title=case.title, body="", url=urls[1], key="later", at=world.now)
    assert [notice.user for notice in Notice.objects.filter(key="later")] == [world.yiwu_head]
